/*
title = "Students with a first interview"
says = "<value> of students <who> have started"
question = "How many students have held a first interview by the end of each week?"
aggregate = "rate"
unit = "percent"
of = "student"
numerator = "Students with a held interview from the period's start to the end of the week or month (cumulative)"
denominator = "Students enrolled and expected to log (or, by choice, all enrolled on the roster)"
better = "more"
tier = "more"
chart = "lines"
caveats = ["not_recorded", "expected_population"]
needs = ["interview_log.held_on|contact_tracker.talked_on*"]
*/
with first_held as (
    select student_key, min(started_on) as first_on
    from marts.interviews
    where status = 'held' and started_on >= (select min(since) from period)
    group by student_key
)
select s.*, coalesce(f.first_on <= p.until, false) as value
from population s
join (select period, max(until) as until from period group by period) p using (period)
left join first_held f on f.student_key = s.student_key
