/*
title = "What it takes"
begins = "Hours per student"
question = "How many hours does a student give to it?"
aggregate = "mean"
unit = "hours per student"
of = "student"
numerator = "Minutes of held interviews, and {minutes_per_touch} minutes for each message or call, in hours"
denominator = "Students with a message, call or held interview, the minutes of every interview recorded"
tier = "more"
chart = "bars"
beside = ["median_hours_per_student"]
caveats = ["self_reported", "unknown_left_out", "minutes_of_touches"]
needs = ["interview_log.minutes"]
*/
with talked as (
    select i.student_key, p.period, count(*) as interviews, count(i.minutes) as recorded, sum(i.minutes) as minutes
    from marts.interviews i
    join period p on i.started_on between p.since and p.until
    where i.status = 'held'
    group by all
),
wrote as (
    select t.student_key, p.period, count(*) as touches
    from marts.touches t
    join period p on t.started_on between p.since and p.until
    group by all
)
select
    s.*,
    period,
    -- an interview whose minutes nobody wrote down: unknown, not 0
    case when coalesce(t.recorded = t.interviews, true)
         then (coalesce(t.minutes, 0) + coalesce(w.touches, 0) * (select minutes_per_touch from marts.settings)) / 60
    end as value
from talked t
full join wrote w using (student_key, period)
join marts.students s using (student_key)
