/*
title = "Hired in an industry they had talked with"
question = "How many graduates are employed in an industry they had held an informational interview in?"
aggregate = "rate"
unit = "percent"
of = "graduate"
numerator = "Employed graduates who had held an interview with somebody in the industry of the job before they were hired"
denominator = "Employed graduates who had held an interview before they were hired, where both industries are known"
tier = "more"
chart = "bars"
caveats = ["not_a_cause", "unknown_left_out", "hired_day", "job_industry"]
needs = ["first_destination.employer*", "interview_log.held_on|contact_tracker.talked_on*", "interview_log.contact_industry|outreach_log.contact_industry|first_destination.naics_code*"]
leaves_out = "Graduates without an interview before they were hired"
*/
select *, has_talked_in_industry as value
from marts.hires
