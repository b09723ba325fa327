/*
title = "Industries explored"
says = "<value> of students <who> talked with people in <part> industries"
question = "How many students get to know how many industries?"
aggregate = "share"
unit = "percent"
of = "student"
numerator = "Students who held interviews in that many industries"
denominator = "Students who logged in the period; where she held interviews, one at least says the industry"
tier = "more"
chart = "columns"
category = "industries"
categories = ["0", "1", "2", "3-5", "6+"]
categories_are = "parts"
caveats = ["not_recorded", "unknown_left_out"]
needs = ["interview_log.held_on|contact_tracker.talked_on*", "interview_log.contact_industry|outreach_log.contact_industry"]
*/
with explored as (
    select i.student_key, p.period, count(distinct nullif(i.industry, 'Unknown')) as industries
    from marts.interviews i
    join period p on i.started_on between p.since and p.until
    where i.status = 'held'
    group by all
),
logged as (
    select distinct a.student_key, p.period
    from (
        select student_key, started_on from marts.touches
        union all
        select student_key, started_on from marts.interviews
    ) a
    join period p on a.started_on between p.since and p.until
)
select
    s.*,
    l.period,
    case
        when e.student_key is null then '0'   -- no interview: none explored
        when e.industries = 0 then null   -- interviews, and nobody wrote down which: unknown
        when e.industries <= 2 then e.industries::varchar
        when e.industries <= 5 then '3-5'
        else '6+'
    end as category
from logged l
join marts.students s using (student_key)
left join explored e on e.student_key = l.student_key and e.period = l.period
