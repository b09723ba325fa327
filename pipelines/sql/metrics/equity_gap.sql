/*
title = "Gap between groups: students reached"
question = "Is a group reached less, or more, than all others?"
aggregate = "difference"
unit = "percentage points"
of = "student"
numerator = "Share of the group with at least one held interview"
denominator = "Less the same share of all other known groups together"
tier = "more"
chart = "bars"
beside = ["equity_gap_response", "equity_gap_names", "equity_gap_outcomes"]
caveats = ["not_recorded", "expected_population", "gap_not_why", "impact_methods"]
needs = ["interview_log.held_on|contact_tracker.talked_on*"]
leaves_out = "Students whose group is unknown"
*/
with held as (
    -- summed up per student first: population and interviews then meet once
    select i.student_key, p.period, count(*) as interviews
    from marts.interviews i
    join period p on i.started_on between p.since and p.until
    where i.status = 'held'
    group by all
)
select s.*, coalesce(h.interviews, 0) > 0 as value
from population s
left join held h on h.student_key = s.student_key and h.period = s.period
