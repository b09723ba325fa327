/*
title = "Warm contacts"
question = "How many contacts come through somebody the student is linked to?"
aggregate = "rate"
unit = "percent"
of = "thread"
numerator = "Threads found by referral, alumni network, faculty, family or friend, or event"
denominator = "Threads whose channel is known"
tier = "more"
chart = "bars"
caveats = ["unknown_left_out"]
needs = ["outreach_log.channel|interview_log.channel|contact_tracker.channel"]
*/
select
    *,
    case when channel <> 'Unknown'
         then channel in ('referral', 'alumni_network', 'faculty', 'family_or_friend', 'event')
    end as value
from marts.threads
