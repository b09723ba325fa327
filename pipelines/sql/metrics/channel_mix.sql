/*
title = "How contacts are found"
says = "<value> of contacts <who> were <part>"
question = "How do students find the people they talk to?"
aggregate = "share"
unit = "percent"
of = "thread"
numerator = "Threads of the channel"
denominator = "Threads with a touch or a held interview whose channel is known"
tier = "more"
chart = "bars"
category = "channel"
categories = ["referral", "alumni_network", "linkedin", "faculty", "family_or_friend", "event", "employer_site", "cold", "other"]
categories_are = "parts"
beside = ["warm_share"]
caveats = ["unknown_left_out"]
needs = ["outreach_log.channel|interview_log.channel|contact_tracker.channel"]
*/
-- without a touch, a thread starts with its first held interview
select * replace (coalesce(started_on, first_held_on) as started_on),
       channel as category   -- 'Unknown' counts as unknown
from marts.threads
where coalesce(started_on, first_held_on) is not null
