/*
title = "Left with a name"
says = "<value> of interviews <who> ended with a name"
question = "How often does a student leave with at least one new name?"
aggregate = "rate"
unit = "percent"
of = "interview"
numerator = "Held interviews naming at least one person"
denominator = "Held interviews where the number named was recorded"
better = "more"
tier = "core"
chart = "steps"
caveats = ["self_reported", "unknown_left_out"]
needs = ["interview_log.held_on|contact_tracker.talked_on*", "interview_log.referrals_count|interview_log.referred_contacts*|contact_tracker.referrals_count*|referral_log.referred_name"]
*/
select *, people_named >= 1 as value   -- a null number counts as unknown
from marts.interviews
where status = 'held'
