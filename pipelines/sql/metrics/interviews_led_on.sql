/*
title = "Interviews that led to another"
says = "<value> further interviews per interview <who>"
question = "How many further interviews does an interview lead to within {led_on_days:words}?"
aggregate = "mean"
unit = "interviews per interview"
of = "interview"
numerator = "People its contact was the first to name to the student, first interviewed within {led_on_days} days of it"
denominator = "Held interviews at least {led_on_days} days old"
better = "more"
tier = "more"
chart = "bars"
caveats = ["names_needed", "mature_only"]
needs = ["interview_log.held_on|contact_tracker.talked_on*", "referral_log.referred_name|referral_log.referred_email*|interview_log.referred_contacts*|interview_log.referred_by*|outreach_log.referred_by*|contact_tracker.referred_by*"]
leaves_out = "Interviews younger than {led_on_days} days; links from one student to another's contact"
*/
with children as (
    select led_from_interview_key as interview_key, count(*) as interviews
    from marts.chains
    where parent_days <= (select led_on_days from marts.settings)   -- null for a root, which follows from none
    group by led_from_interview_key
)
select i.*, coalesce(k.interviews, 0) as value
from marts.interviews i
left join children k using (interview_key)
where i.status = 'held'
    and i.started_on <= (select as_of_interviews - led_on_days from marts.settings)   -- mature
