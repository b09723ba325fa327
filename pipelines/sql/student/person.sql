-- The student of that id (or e-mail, where there is no id), and what the roster says of her.
select
    s.student_key,
    coalesce(s.student_id, s.student_email) as student_id,
    coalesce(nullif(trim(concat_ws(' ', s.first_name, s.last_name)), ''), s.student_id, s.student_email) as student,
    s.first_name,
    s.student_email,
    s.campus, s.college, s.class_year, s.degree_level, s.advisor,
    s.is_on_roster, s.is_expected, s.has_logged,
    (
        select string_agg(m.major, ', ' order by m.major)
        from marts.student_majors m
        where m.student_key = s.student_key and m.major <> 'Unknown'
    ) as majors,
    (
        select string_agg(p.program, ', ' order by p.program)
        from marts.student_programs p
        where p.student_key = s.student_key and p.program <> 'Unknown'
    ) as programs
from marts.students s
where lower(coalesce(s.student_id, s.student_email)) = lower(trim($student))
order by s.student_key
limit 1
