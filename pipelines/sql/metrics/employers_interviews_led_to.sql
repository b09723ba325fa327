/*
title = "Employers that interviews led to"
question = "Which employers hired graduates who had talked with somebody there?"
aggregate = "count"
unit = "graduates"
of = "graduate"
numerator = "Employed graduates who had held an interview with somebody at that employer before they were hired, by employer"
denominator = "None: a count"
tier = "more"
chart = "bars"
category = "employer"
categories_are = "groups"
beside = ["interviews_where_hired"]
caveats = ["not_a_cause", "hired_day", "names_together"]
needs = ["first_destination.employer*", "interview_log.held_on|contact_tracker.talked_on*", "interview_log.contact_employer|outreach_log.contact_employer|contact_tracker.contact_employer"]
*/
select *, 1 as value, employer as category
from marts.hires
where has_talked_there
