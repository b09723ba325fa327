/*
title = "Interviews held there"
question = "How many interviews had those hired held with the employer that hired them?"
aggregate = "count"
unit = "interviews"
of = "graduate"
numerator = "Interviews graduates had held with somebody at the employer before it hired them, by employer"
denominator = "None: a count"
tier = "more"
chart = "bars"
category = "employer"
categories_are = "groups"
caveats = ["not_a_cause", "hired_day", "names_together"]
needs = ["first_destination.employer*", "interview_log.held_on|contact_tracker.talked_on*", "interview_log.contact_employer|outreach_log.contact_employer|contact_tracker.contact_employer"]
*/
select *, interviews_there as value, employer as category
from marts.hires
where has_talked_there
