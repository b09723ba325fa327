-- One row per held interview of every chain that has grown: the roots that led to another, and all that follows, in order.
-- What follows from what is marts.chains'. The dates select chains by their root. other_students: who else interviewed
-- the contact; links across students are told, never counted.
with interviewed as (
    select contact_key, count(distinct student_key) as students
    from marts.chains
    group by contact_key
)
select
    a.root_interview_key,
    a.interview_key,
    a.parent_interview_key,
    a.generation,
    coalesce(s.student_id, s.student_email) as student_id,
    coalesce(nullif(trim(concat_ws(' ', s.first_name, s.last_name)), ''), s.student_id, s.student_email) as student,
    coalesce(c.name, c.email, 'Somebody') as contact,
    c.employer,
    a.started_on as held_on,
    h.people_named,
    a.is_orphan,
    a.is_mutual,
    (t.students - 1)::integer as other_students
from marts.chains a
join marts.chains root on root.interview_key = a.root_interview_key
join marts.interviews h on h.interview_key = a.interview_key
join marts.students s on s.student_key = a.student_key
join marts.contacts c on c.contact_key = a.contact_key
join interviewed t on t.contact_key = a.contact_key
where root.generations > 0
  and ($since::date is null or root.started_on >= $since::date)
  and ($until::date is null or root.started_on <= $until::date)
  and ($college::varchar[] is null or list_contains($college::varchar[], s.college))
  and ($class_year::varchar[] is null or list_contains($class_year::varchar[], s.class_year))
  and ($program::varchar[] is null or s.student_key in (
      select p.student_key from marts.student_programs p where list_contains($program::varchar[], p.program)))
order by a.root_interview_key, held_on, a.interview_key
