/*
title = "Chains"
says = "<value> of chains <who> lead <part> steps further than the first interview"
question = "How far does one interview lead, from referral to referral?"
aggregate = "share"
unit = "percent"
of = "interview"
numerator = "Chains with that many generations below the root"
denominator = "Roots: contacts a student interviewed, by the first held interview, whom nobody interviewed before had been the first to name"
tier = "research"
chart = "columns"
category = "generations"
categories = ["0", "1", "2", "3", "4+"]
categories_are = "parts"
caveats = ["names_needed", "not_recorded", "chains_still_grow"]
needs = ["interview_log.held_on|contact_tracker.talked_on*", "referral_log.referred_name|referral_log.referred_email*|interview_log.referred_contacts*|interview_log.referred_by*|outreach_log.referred_by*|contact_tracker.referred_by*"]
leaves_out = "Links from one student to another's contact"
*/
select *, case when generations <= 3 then generations::varchar else '4+' end as category
from marts.chains
where parent_interview_key is null
