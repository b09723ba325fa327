/*
title = "Hired where they had talked"
question = "How many graduates are employed where they had held an informational interview?"
aggregate = "rate"
unit = "percent"
of = "graduate"
numerator = "Employed graduates who had held an interview with somebody at that employer before they were hired"
denominator = "Employed graduates who had held an interview before they were hired, where both employers are known"
tier = "more"
chart = "bars"
caveats = ["not_a_cause", "unknown_left_out", "hired_day"]
needs = ["first_destination.employer*", "interview_log.held_on|contact_tracker.talked_on*", "interview_log.contact_employer|outreach_log.contact_employer|contact_tracker.contact_employer"]
leaves_out = "Graduates without an interview before they were hired"
*/
select *, has_talked_there as value
from marts.hires
