/*
title = "Industries that interviews led to"
question = "In which industries are graduates employed who had talked with somebody in them?"
aggregate = "count"
unit = "graduates"
of = "graduate"
numerator = "Employed graduates who had held an interview with somebody in the industry of the job before they were hired, by that industry"
denominator = "None: a count"
tier = "more"
chart = "bars"
category = "job_industry"
categories_are = "groups"
caveats = ["not_a_cause", "hired_day", "job_industry", "names_together"]
needs = ["first_destination.employer*", "interview_log.held_on|contact_tracker.talked_on*", "interview_log.contact_industry|outreach_log.contact_industry|first_destination.naics_code*"]
*/
select *, 1 as value, job_industry as category
from marts.hires
where has_talked_in_industry
