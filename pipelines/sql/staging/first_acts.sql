-- One row per student of whom anything dated is on record: the first touch, interview of any status, or survey answer.
select student_key, min(day) as first_on
from (
    select student_key, sent_on as day from touch_base
    union all select student_key, held_on from interview_base
    union all
    select s.student_key, v.responded_at::date
    from stg_survey v
    join student_idents s using (ident)
)
where day is not null
group by student_key
