/*
title = "How contacts are found"
question = "How do students find the people they talk to?"
aggregate = "share"
unit = "percent"
of = "thread"
numerator = "Threads of the channel"
denominator = "Threads whose channel is known"
tier = "more"
chart = "bars"
category = "channel"
categories = ["referral", "alumni_network", "linkedin", "faculty", "family_or_friend", "event", "employer_site", "cold", "other"]
categories_are = "parts"
beside = ["warm_share"]
caveats = ["unknown_left_out"]
needs = ["outreach_log.channel|interview_log.channel|contact_tracker.channel"]
*/
select *, channel as category   -- 'Unknown' counts as unknown
from marts.threads   -- those without a touch count here, and only here
