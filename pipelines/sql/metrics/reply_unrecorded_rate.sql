/*
title = "No reply recorded"
question = "For how many contacts do we not know whether they replied?"
aggregate = "rate"
unit = "percent"
of = "thread"
numerator = "Threads whose reply is not known"
denominator = "Threads with a touch that did not bounce"
better = "less"
tier = "more"
chart = "bars"
needs = ["outreach_log.sent_on|contact_tracker.first_contacted_on"]
*/
select *, not is_reply_known as value
from marts.threads
where started_on is not null and not is_bounced
