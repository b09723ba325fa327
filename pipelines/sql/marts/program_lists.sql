-- One row per student in any program: their names as one text, as lists of students show them.
select student_key, string_agg(program, ', ' order by program) as programs
from marts.student_programs
where program <> 'Unknown'
group by student_key
order by student_key
