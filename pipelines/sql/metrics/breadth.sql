/*
title = "Industries and employers explored"
question = "How many industries, and how many employers, does a student get to know?"
aggregate = "mean"
unit = "explored per student"
of = "student"
numerator = "Distinct industries, and distinct employers, of the contacts they held interviews with"
denominator = "Students who logged in the period; where she held interviews, one at least says it"
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
),
logged as (
    select distinct a.student_key, p.period
    from (
        select student_key, started_on from marts.touches
        union all
        select student_key, started_on from marts.interviews
    ) a
    join period p on a.started_on between p.since and p.until
),
told as (
    select s.*, l.period, e.student_key is not null as has_interviews, e.industries, e.employers
    from logged l
    join marts.students s using (student_key)
    left join explored e on e.student_key = l.student_key and e.period = l.period
)
select
    told.*,
    category,
    case when not has_interviews then 0   -- none explored
         when category = 'industries' then nullif(industries, 0)   -- interviews, and nobody wrote down which: unknown
         else nullif(employers, 0) end as value
from told
cross join (select unnest(['industries', 'employers']) as category)
