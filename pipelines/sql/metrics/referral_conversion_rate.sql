/*
title = "Names interviewed"
question = "How many of the people named does the student interview within {conversion_days:words}?"
aggregate = "rate"
unit = "percent"
of = "referral"
numerator = "Referrals interviewed within {conversion_days} days"
denominator = "Referrals at least {conversion_days} days old, not already known to the student"
better = "more"
tier = "more"
chart = "steps"
caveats = ["names_needed", "mature_only"]
needs = ["referral_log.referred_name|referral_log.referred_email*|interview_log.referred_contacts*|interview_log.referred_by*|outreach_log.referred_by*|contact_tracker.referred_by*"]
leaves_out = "Referrals younger than {conversion_days} days; people already known; counts without names"
*/
select *, coalesce(interviewed_days <= (select conversion_days from marts.settings), false) as value
from marts.referrals
where not is_already_known
    and started_on <= (select as_of_referrals - conversion_days from marts.settings)   -- mature
