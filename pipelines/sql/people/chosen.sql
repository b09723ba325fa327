-- One row per student whom the filters leave, and how they are shown: by id, else e-mail; by name, else by either. They are in
-- the programs of any day of the dates chosen.
select
    s.student_key,
    coalesce(s.student_id, s.student_email) as student_id,
    coalesce(nullif(trim(concat_ws(' ', s.first_name, s.last_name)), ''), s.student_id, s.student_email) as student,
    s.first_name,
    s.student_email,
    s.college,
    s.class_year
from marts.students s
where ($college::varchar[] is null or list_contains($college::varchar[], s.college))
  and ($class_year::varchar[] is null or list_contains($class_year::varchar[], s.class_year))
  and ($program::varchar[] is null or s.student_key in (
      select g.student_key
      from marts.student_programs g
      join period p on g.since <= p.until and g.until >= p.since
      where list_contains($program::varchar[], g.program)))
