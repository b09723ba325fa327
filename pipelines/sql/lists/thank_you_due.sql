-- One row per held interview said not to have been thanked for, once the days for a thank-you are over. Where
-- nothing is recorded nothing is due: blank is never "no".
select
    coalesce(s.student_id, s.student_email) as student_id,
    coalesce(nullif(trim(concat_ws(' ', s.first_name, s.last_name)), ''), s.student_id, s.student_email) as student,
    s.first_name,
    s.student_email,
    coalesce(c.email, c.name) as contact_id,
    coalesce(c.name, c.email, 'Somebody') as contact,
    c.employer,
    r.held_on as day,
    o.as_of_interviews as as_of
from marts.interviews r
join marts.students s using (student_key)
left join marts.contacts c using (contact_key)
cross join marts.settings o
where r.status = 'held'
  and r.thank_you_state = 'not_thanked'
  and r.held_on < o.as_of_interviews - o.thank_you_days
  and ($since::date is null or r.held_on >= $since::date)
  and ($until::date is null or r.held_on <= $until::date)
  and ($college::varchar[] is null or list_contains($college::varchar[], s.college))
  and ($class_year::varchar[] is null or list_contains($class_year::varchar[], s.class_year))
  and ($program::varchar[] is null or s.student_key in (
      select p.student_key from marts.student_programs p where list_contains($program::varchar[], p.program)))
order by day desc, student, contact
