-- One row per student in any program on the newest day of what students do: their names as one text, as lists of students
-- show them.
select student_key, string_agg(program, ', ' order by program) as programs
from marts.student_programs
cross join as_of
where program <> 'Unknown' and coalesce(newest_on, date '9999-12-31') between since and until
group by student_key
order by student_key
