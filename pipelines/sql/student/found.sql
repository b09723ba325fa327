-- One row per student whose name, id or e-mail holds every word looked for; the first 20, those who logged before others.
select
    coalesce(s.student_id, s.student_email) as student_id,
    coalesce(nullif(trim(concat_ws(' ', s.first_name, s.last_name)), ''), s.student_id, s.student_email) as student,
    s.college,
    s.class_year,
    s.has_logged
from marts.students s
where list_bool_and(list_transform(
        string_split_regex(lower(trim($words)), '\s+'),
        lambda word: contains(lower(concat_ws(' ', s.first_name, s.last_name, s.student_id, s.student_email)), word)))
  and ($college::varchar[] is null or list_contains($college::varchar[], s.college))
  and ($class_year::varchar[] is null or list_contains($class_year::varchar[], s.class_year))
  and ($program::varchar[] is null or s.student_key in (
      select p.student_key from marts.student_programs p where list_contains($program::varchar[], p.program)))
order by s.has_logged desc, student, student_id
limit 20
