/*
title = "Employers explored"
says = "<value> of students <who> talked with people at <part> employers"
question = "How many students get to know how many employers?"
aggregate = "share"
unit = "percent"
of = "student"
numerator = "Students who held interviews with that many employers"
denominator = "Students who logged in the period; where she held interviews, one at least says the employer"
tier = "more"
chart = "columns"
category = "employers"
categories = ["0", "1", "2", "3-5", "6+"]
categories_are = "parts"
caveats = ["not_recorded", "unknown_left_out"]
needs = ["interview_log.held_on|contact_tracker.talked_on*", "interview_log.contact_employer|outreach_log.contact_employer|contact_tracker.contact_employer"]
*/
with explored as (
    select i.student_key, p.period, count(distinct i.employer_number) as employers
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
        when e.employers = 0 then null   -- interviews, and nobody wrote down which: unknown
        when e.employers <= 2 then e.employers::varchar
        when e.employers <= 5 then '3-5'
        else '6+'
    end as category
from logged l
join marts.students s using (student_key)
left join explored e on e.student_key = l.student_key and e.period = l.period
