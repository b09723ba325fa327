-- One row per graduate and program she was ever in; 'Unknown' where there was none.
with known_programs as (
    select distinct student_key, program from marts.student_programs where program <> 'Unknown'
)
select student_key, program from marts.graduates join known_programs using (student_key)
union all
select student_key, 'Unknown' from marts.graduates anti join known_programs using (student_key)
order by student_key, program
