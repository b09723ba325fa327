-- One row per student whose name, id or e-mail holds every word looked for; the first 20, those who logged before others.
select c.student_id, c.student, c.college, c.class_year, s.has_logged
from chosen c
join marts.students s using (student_key)
where list_bool_and(list_transform(
        string_split_regex(lower(trim($words)), '\s+'),
        lambda word: contains(lower(concat_ws(' ', s.first_name, s.last_name, s.student_id, s.student_email)), word)))
order by s.has_logged desc, c.student, c.student_id
limit 20
