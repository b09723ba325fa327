-- The student of that id (or e-mail, where there is no id), and what the roster says of her.
select
    s.student_key,
    c.student_id,
    c.student,
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
join chosen c using (student_key)
where lower(c.student_id) = lower(trim($student))
order by s.student_key
limit 1
