/*
title = "Left with five names or more"
question = "How often does a student leave with five names or more?"
aggregate = "rate"
unit = "percent"
of = "interview"
numerator = "Held interviews naming at least five people"
denominator = "Held interviews where the number named was recorded"
tier = "more"
chart = "bars"
caveats = ["self_reported", "unknown_left_out", "practice_goal"]
needs = ["interview_log.held_on|contact_tracker.talked_on*", "interview_log.referrals_count|interview_log.referred_contacts*|contact_tracker.referrals_count*|referral_log.referred_name"]
*/
select *, people_named >= 5 as value
from marts.interviews
where status = 'held'
