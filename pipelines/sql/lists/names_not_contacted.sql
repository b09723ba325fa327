-- One row per person named to a student longer ago than the office waits whom she has not contacted since. Newest first: what is
-- fresh can still be mended.
select
    coalesce(s.student_id, s.student_email) as student_id,
    coalesce(nullif(trim(concat_ws(' ', s.first_name, s.last_name)), ''), s.student_id, s.student_email) as student,
    s.first_name,
    s.student_email,
    coalesce(c.email, c.name) as contact_id,
    coalesce(c.name, c.email, 'Somebody') as contact,
    c.employer,
    'Named by ' || coalesce(f.name, f.email) as detail,
    coalesce(f.name, f.email) as referrer,
    r.named_on as day,
    o.as_of_referrals as as_of
from marts.referrals r
join marts.students s using (student_key)
join marts.contacts c on c.contact_key = r.referred_contact_key
left join marts.contacts f on f.contact_key = r.referrer_contact_key
cross join marts.settings o
where r.contacted_days is null
  and not r.is_already_known
  and r.named_on < o.as_of_referrals - $untouched_days::integer
  and ($since::date is null or r.named_on >= $since::date)
  and ($until::date is null or r.named_on <= $until::date)
  and ($college::varchar[] is null or list_contains($college::varchar[], s.college))
  and ($class_year::varchar[] is null or list_contains($class_year::varchar[], s.class_year))
  and ($program::varchar[] is null or s.student_key in (
      select p.student_key from marts.student_programs p where list_contains($program::varchar[], p.program)))
order by day desc, student, contact
