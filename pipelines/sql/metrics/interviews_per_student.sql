/*
title = "Interviews per student"
says = "<value> interviews per student <who>"
question = "How many interviews does a student hold?"
aggregate = "mean"
unit = "interviews per student"
of = "student"
numerator = "Held student-interviews"
denominator = "Students enrolled and expected to log (or, by choice, all enrolled on the roster)"
better = "more"
tier = "core"
chart = "bars"
beside = ["median_interviews_per_student"]
caveats = ["not_recorded", "expected_population"]
needs = ["interview_log.held_on|contact_tracker.talked_on*"]
*/
with held as (
    -- summed up per student first: population and interviews then meet once
    select i.student_key, p.period, count(*) as interviews
    from marts.interviews i
    join period p on i.started_on between p.since and p.until
    where i.status = 'held'
    group by all
)
select s.*, coalesce(h.interviews, 0) as value
from population s
left join held h on h.student_key = s.student_key and h.period = s.period
