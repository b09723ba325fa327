-- One row per student who said what became of her goal: her latest answer. Of answers nobody signed each is a student's, with
-- a key of its own below 0.
with answers as (
    select distinct on (s.student_key) s.student_key, v.goal_change, v.responded_at
    from stg_survey v
    join student_idents s using (ident)
    where v.goal_change is not null
    order by s.student_key, v.responded_at desc nulls last, v._order desc
)
select
    a.student_key,
    s.campus, s.college, s.degree_level, s.class_year, s.is_first_generation, s.is_transfer, s.is_international,
    s.gender, s.race_ethnicity, s.advisor,
    a.goal_change,
    (select count(*) from marts.interviews i
     where i.student_key = a.student_key and i.status = 'held' and i.held_on <= a.responded_at::date)::integer as interviews_held,
    a.responded_at::date as started_on
from answers a
join marts.students s using (student_key)
union all
select
    -row_number() over (order by _order)::integer,
    'Unknown', 'Unknown', 'Unknown', 'Unknown', 'Unknown', 'Unknown', 'Unknown', 'Unknown', 'Unknown', 'Unknown',
    goal_change,
    0,
    responded_at::date
from stg_survey
where goal_change is not null and ident is null
order by student_key
