-- One row per profile and group: (profile, breakdown, value).
with of_profiles as (
    select distinct profile, college, class_year, is_first_generation, is_transfer
    from marts.student_profiles
    join marts.students using (student_key)
)
select profile, breakdown, value
from (unpivot of_profiles on columns(* exclude (profile)) into name breakdown value value)
order by breakdown, value, profile
