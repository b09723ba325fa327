/*
title = "Names not acted on"
question = "How many people named {activation_days:words} ago or more has nobody contacted?"
aggregate = "count"
unit = "referrals"
of = "referral"
numerator = "Referrals at least {activation_days} days old, not already known, never contacted"
denominator = "None: a count"
better = "less"
tier = "more"
chart = "columns"
caveats = ["names_needed"]
needs = ["referral_log.referred_name|referral_log.referred_email*|interview_log.referred_contacts*|interview_log.referred_by*|outreach_log.referred_by*|contact_tracker.referred_by*"]
*/
select *, 1 as value
from marts.referrals
where not is_already_known
    and contacted_days is null
    and started_on <= (select as_of_referrals - activation_days from marts.settings)   -- mature
