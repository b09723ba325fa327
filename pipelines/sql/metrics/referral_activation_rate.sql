/*
title = "Names acted on"
says = "<value> of names <who> were contacted"
question = "How many of the people named does the student contact within {activation_days:words}?"
aggregate = "rate"
unit = "percent"
of = "referral"
numerator = "Referrals contacted within {activation_days} days"
denominator = "Referrals at least {activation_days} days old, not already known to the student"
better = "more"
tier = "core"
chart = "steps"
beside = ["referrals_untouched"]
caveats = ["names_needed", "mature_only"]
needs = ["referral_log.referred_name|referral_log.referred_email*|interview_log.referred_contacts*|interview_log.referred_by*|outreach_log.referred_by*|contact_tracker.referred_by*"]
within = "{activation_days} days"
leaves_out = "Referrals younger than {activation_days} days; people already known; counts without names"
*/
select *, coalesce(contacted_days <= (select activation_days from marts.settings), false) as value
from marts.referrals
where not is_already_known
    and started_on <= (select as_of_referrals - activation_days from marts.settings)   -- mature
