-- The student of that id (or e-mail, where there is no id), and what the roster says of them.
select
    s.student_key,
    c.student_id,
    c.student,
    s.first_name,
    s.student_email,
    s.campus, s.college, s.class_year, s.degree_level, s.advisor,
    s.is_on_roster, s.has_logged,
    coalesce(e.is_expected, false) as is_expected,
    -- enrolled on the newest day; else when they were last, or will be first
    e.student_key is not null as is_enrolled,
    (select max(x.until) from marts.enrolments x where x.student_key = s.student_key and x.until < n.newest_on) as left_on,
    (select min(x.since) from marts.enrolments x where x.student_key = s.student_key and x.since > n.newest_on) as comes_on,
    (
        select string_agg(m.major, ', ' order by m.major)
        from marts.student_majors m
        where m.student_key = s.student_key and m.major <> 'Unknown'
    ) as majors,
    (
        select string_agg(distinct p.program, ', ' order by p.program)
        from marts.student_programs p
        where p.student_key = s.student_key and p.program <> 'Unknown'
    ) as programs
from marts.students s
join chosen c using (student_key)
cross join marts.settings n
left join marts.enrolments e on e.student_key = s.student_key and n.newest_on between e.since and e.until
where lower(c.student_id) = lower(trim($student))
order by s.student_key
limit 1
