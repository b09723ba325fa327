/*
title = "Employers explored"
question = "How many students get to know how many employers?"
aggregate = "share"
unit = "percent"
of = "student"
numerator = "Students who held interviews with that many employers"
denominator = "Students who logged; where she held interviews, one at least says the employer"
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
)
select
    s.*,
    p.period,
    case
        when e.student_key is null then '0'   -- no interview: none explored
        when e.employers = 0 then null   -- interviews, and nobody wrote down which: unknown
        when e.employers <= 2 then e.employers::varchar
        when e.employers <= 5 then '3-5'
        else '6+'
    end as category
from marts.students s
cross join (select distinct period from period) p
left join explored e on e.student_key = s.student_key and e.period = p.period
where s.has_logged
