/*
title = "Referral yield by asking"
says = "<value> new names per interview <who>"
question = "Do students who ask who else to talk to leave with more names?"
aggregate = "mean"
unit = "people per interview"
of = "interview"
numerator = "People named by the contact, less those the student had been given before"
denominator = "Held interviews where the number named and whether the student asked were recorded"
tier = "more"
chart = "bars"
category = "asked"
categories = ["yes", "no"]
categories_are = "groups"
caveats = ["self_reported", "unknown_left_out", "not_a_cause"]
needs = ["interview_log.has_asked_for_referral", "interview_log.referrals_count|interview_log.referred_contacts*|contact_tracker.referrals_count*|referral_log.referred_name"]
*/
select
    *,
    people_named as value,
    case when has_asked_for_referral then 'yes' when not has_asked_for_referral then 'no' end as category
from marts.interviews
where status = 'held' and has_asked_for_referral is not null
