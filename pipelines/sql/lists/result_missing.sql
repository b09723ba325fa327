-- One row per interview scheduled for a day that has passed, without a result.
select i.student_key, i.contact_key, i.held_on as day, o.as_of_interviews as as_of
from marts.interviews i
cross join marts.settings o
cross join period p
where i.is_result_missing
  and i.held_on between p.since and p.until
