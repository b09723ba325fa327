-- One row per profile and group: (profile, breakdown, value). A student of several programs is in each of them.
with of_profiles as (
    select distinct profile, college, class_year, is_first_generation, is_transfer, program
    from marts.student_profiles
    join marts.students using (student_key)
    join marts.student_programs using (student_key)
)
select distinct profile, breakdown, value
from (unpivot of_profiles on columns(* exclude (profile)) into name breakdown value value)
order by breakdown, value, profile
