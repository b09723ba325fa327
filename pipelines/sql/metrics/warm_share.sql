/*
title = "Warm contacts"
question = "How many contacts come through somebody the student is linked to?"
aggregate = "rate"
unit = "percent"
of = "thread"
numerator = "Threads found by referral, alumni network, faculty, family or friend, or event"
denominator = "Threads with a touch or a held interview whose channel is known"
tier = "more"
chart = "bars"
caveats = ["unknown_left_out"]
needs = ["outreach_log.channel|interview_log.channel|contact_tracker.channel"]
*/
-- without a touch, a thread starts with its first held interview
select
    * replace (coalesce(started_on, first_held_on) as started_on),
    case when channel <> 'Unknown'
         then channel in ('referral', 'alumni_network', 'faculty', 'family_or_friend', 'event')
    end as value
from marts.threads
where coalesce(started_on, first_held_on) is not null
