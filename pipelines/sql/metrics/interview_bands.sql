/*
title = "Students by number of interviews"
says = "<value> of students <who> have <part> interviews"
question = "How are interviews spread over students?"
aggregate = "share"
unit = "percent"
of = "student"
numerator = "Students with that many held interviews"
denominator = "Students enrolled and expected to log (or, by choice, all enrolled on the roster)"
tier = "core"
chart = "stacked_bars"
category = "interviews"
categories = ["0", "1", "2", "3-5", "6+"]
categories_are = "parts"
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
select s.*, case
        when h.interviews is null then '0'
        when h.interviews <= 2 then h.interviews::varchar
        when h.interviews <= 5 then '3-5'
        else '6+'
    end as category
from population s
left join held h on h.student_key = s.student_key and h.period = s.period
