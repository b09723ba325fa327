/*
title = "Industries and employers explored"
question = "How many industries, and how many employers, does a student get to know?"
aggregate = "mean"
unit = "explored per student"
of = "student"
numerator = "Distinct industries, and distinct employers, of the contacts she held interviews with"
denominator = "Students who logged; where she held interviews, one at least says it"
tier = "more"
chart = "bars"
category = "breadth"
categories = ["industries", "employers"]
categories_are = "groups"
beside = ["breadth_industries", "breadth_employers"]
caveats = ["not_recorded", "unknown_left_out"]
needs = ["interview_log.held_on|contact_tracker.talked_on*", "interview_log.contact_industry|interview_log.contact_employer|outreach_log.contact_industry|outreach_log.contact_employer|contact_tracker.contact_employer"]
*/
with explored as (
    select i.student_key, p.period, count(distinct nullif(i.industry, 'Unknown')) as industries,
           count(distinct i.employer_number) as employers
    from marts.interviews i
    join period p on i.started_on between p.since and p.until
    where i.status = 'held'
    group by all
)
select
    s.*,
    p.period,
    b.category,
    case when e.student_key is null then 0   -- no interview: none explored
         when b.category = 'industries' then nullif(e.industries, 0)   -- interviews, and nobody wrote down which: unknown
         else nullif(e.employers, 0) end as value
from marts.students s
cross join (select distinct period from period) p
cross join (select unnest(['industries', 'employers']) as category) b
left join explored e on e.student_key = s.student_key and e.period = p.period
where s.has_logged
