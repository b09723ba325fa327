-- One row per day from the first touch on: how many business days (Monday to Friday less the office's holidays) have
-- begun by then. The business days from one day to another are the difference of their counts.
with days as (
    select unnest(generate_series(min(sent_on), max(greatest(sent_on, replied_on, as_of_outreach, as_of_interviews)),
                                  interval 1 day))::date as day
    from touch_base cross join as_of
)
select day, count(*) filter (isodow(day) <= 5 and h.day is null) over (order by day)::integer as business_days
from days left join marts.holidays h using (day)
