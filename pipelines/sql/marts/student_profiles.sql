-- One row per student: the number of those who share her groups in every breakdown that groups are compared by unasked
-- (`compared` in dimensions.toml), but for programs, which are of a day. Far fewer than students, so sums meet the groups
-- faster by profile.
select
    student_key,
    dense_rank() over (order by college, class_year, is_first_generation, is_transfer)::integer as profile
from marts.students
order by student_key
