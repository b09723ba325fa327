-- One row per business day from the first touch on, with how many have begun by then.
select business_days, min(day) as day from business_days group by business_days
