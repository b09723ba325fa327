-- One row per student: the number of those who share her groups in every breakdown that groups are compared by unasked
-- (`compared` in dimensions.toml). Far fewer than students, so sums meet the groups faster by profile.
with hers as (
    select student_key, list(program order by program) as programs from marts.student_programs group by student_key
)
select
    student_key,
    dense_rank() over (order by college, class_year, is_first_generation, is_transfer, programs)::integer as profile
from marts.students join hers using (student_key)
order by student_key
