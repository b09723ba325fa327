/*
title = "Names given"
says = "<value> of interviews <who> ended with <part> names"
question = "How many names do interviews give?"
aggregate = "share"
unit = "percent"
of = "interview"
numerator = "Held interviews naming that many people"
denominator = "Held interviews"
tier = "more"
chart = "columns"
category = "names"
categories = ["0", "1", "2", "3-4", "5+", "not recorded"]
categories_are = "parts"
caveats = ["self_reported"]
needs = ["interview_log.held_on|contact_tracker.talked_on*", "interview_log.referrals_count|interview_log.referred_contacts*|contact_tracker.referrals_count*|referral_log.referred_name"]
*/
select
    *,
    case
        when people_named is null then 'not recorded'
        when people_named <= 2 then people_named::varchar
        when people_named <= 4 then '3-4'
        else '5+'
    end as category
from marts.interviews
where status = 'held'
