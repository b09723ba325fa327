/*
title = "Interviews that led to another"
question = "How many further interviews does an interview lead to within {led_on_days:words}?"
aggregate = "mean"
unit = "interviews per interview"
of = "interview"
numerator = "Held interviews that follow from it within {led_on_days} days: with somebody its contact referred, the same student's"
denominator = "Held interviews at least {led_on_days} days old"
tier = "more"
chart = "bars"
caveats = ["names_needed", "mature_only"]
needs = ["interview_log.held_on|contact_tracker.talked_on*", "referral_log.referred_name|referral_log.referred_email*|interview_log.referred_contacts*|interview_log.referred_by*|outreach_log.referred_by*|contact_tracker.referred_by*"]
leaves_out = "Interviews younger than {led_on_days} days; links from one student to another's contact"
*/
with children as (
    select parent_interview_key as interview_key, count(*) as interviews
    from marts.chains
    where parent_days <= (select led_on_days from marts.settings)   -- null for a root, which follows from none
    group by parent_interview_key
)
select c.*, coalesce(k.interviews, 0) as value
from marts.chains c
left join children k using (interview_key)
where c.started_on <= (select as_of_interviews - led_on_days from marts.settings)   -- mature
