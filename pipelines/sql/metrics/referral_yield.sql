/*
title = "Referral yield"
says = "<value> new names per interview <who>"
question = "How many new people does a student leave an interview with?"
aggregate = "mean"
unit = "people per interview"
of = "interview"
numerator = "People named by the contact, less those the student had been given before"
denominator = "Held interviews where the number named was recorded"
better = "more"
tier = "core"
chart = "bars"
beside = ["referral_any_rate"]
caveats = ["self_reported", "unknown_left_out"]
needs = ["interview_log.held_on|contact_tracker.talked_on*", "interview_log.referrals_count|interview_log.referred_contacts*|contact_tracker.referrals_count*|referral_log.referred_name"]
*/
select *, people_named as value
from marts.interviews
where status = 'held'   -- a null value counts as unknown
