-- Stretches of days end after they begin, and those of one student, or of her in one program, share no day; in some program,
-- or in none, she is on every day.
with days as (
    select 'enrolments' as mart, student_key, '' as program, since, until from marts.enrolments
    union all
    select 'student_programs', student_key, program, since, until from marts.student_programs
)
select mart, student_key as item
from days
qualify since > until or lead(since) over (partition by mart, student_key, program order by since) <= until
union all
select 'student_programs', student_key
from marts.students
where student_key not in (
    select student_key from marts.student_programs where since = date '0001-01-01'
    intersect
    select student_key from marts.student_programs where until = date '9999-12-31'
)
