-- One row per student expected to log without a held interview recorded in the dates. Not recorded is not "not done".
select
    coalesce(s.student_id, s.student_email) as student_id,
    coalesce(nullif(trim(concat_ws(' ', s.first_name, s.last_name)), ''), s.student_id, s.student_email) as student,
    s.first_name,
    s.student_email,
    g.programs as detail
from population r
join marts.students s using (student_key)
left join marts.program_lists g using (student_key)
where not exists (
    select 1
    from marts.interviews i
    where i.student_key = s.student_key
      and i.status = 'held'
      and ($since::date is null or i.held_on >= $since::date)
      and ($until::date is null or i.held_on <= $until::date)
)
  and ($college::varchar[] is null or list_contains($college::varchar[], s.college))
  and ($class_year::varchar[] is null or list_contains($class_year::varchar[], s.class_year))
  and ($program::varchar[] is null or s.student_key in (
      select p.student_key from marts.student_programs p where list_contains($program::varchar[], p.program)))
order by detail nulls last, student
