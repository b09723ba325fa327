-- One row: the dates chosen, both inclusive; open ends reach everything.
select coalesce($since::date, date '0001-01-01') as since, coalesce($until::date, date '9999-12-31') as until
