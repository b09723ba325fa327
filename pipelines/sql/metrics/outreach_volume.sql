/*
title = "New contacts"
question = "How many people do students contact for the first time?"
aggregate = "count"
unit = "contacts"
of = "thread"
numerator = "Threads with a touch, on the day of the first one; bounced ones included"
denominator = "None: a count"
tier = "core"
chart = "columns"
beside = ["outreach_bounced", "outreach_follow_ups"]
caveats = ["not_recorded"]
needs = ["outreach_log.sent_on|contact_tracker.first_contacted_on"]
*/
select *, 1 as value
from marts.threads
where started_on is not null   -- a thread without a touch is no outreach
