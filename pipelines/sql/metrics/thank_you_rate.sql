/*
title = "Thank-you on time"
question = "How often does the student say thank you by the next day?"
aggregate = "rate"
unit = "percent"
of = "interview"
numerator = "Held interviews thanked for the same or the next day"
denominator = "Held interviews at least {thank_you_days} days old where it was recorded"
better = "more"
tier = "more"
chart = "bars"
caveats = ["self_reported", "unknown_left_out", "thanked_undated"]
needs = ["interview_log.thank_you_on|interview_log.has_thanked|contact_tracker.has_thanked*"]
leaves_out = "Interviews younger than {thank_you_days} days"
*/
select *, thank_you_state = 'on_time' as value   -- a null state counts as unknown
from marts.interviews
where status = 'held'
    and started_on <= (select as_of_interviews - thank_you_days from marts.settings)   -- mature
