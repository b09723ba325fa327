-- One row per held interview said not to have been thanked for, once the days for a thank-you are over. Where
-- nothing is recorded nothing is due: blank is never "no".
select i.student_key, i.contact_key, i.held_on as day, o.as_of_interviews as as_of
from marts.interviews i
cross join marts.settings o
cross join period p
where i.status = 'held'
  and i.thank_you_state = 'not_thanked'
  and i.held_on < o.as_of_interviews - o.thank_you_days
  and i.held_on between p.since and p.until
