/*
title = "New contacts that bounced"
question = "How many first messages never arrived?"
aggregate = "count"
unit = "contacts"
of = "thread"
numerator = "Threads of which every touch bounced, on the day of the first one"
denominator = "None: a count"
better = "less"
tier = "more"
chart = "columns"
needs = ["outreach_log.sent_on|contact_tracker.first_contacted_on"]
*/
select *, 1 as value
from marts.threads
where started_on is not null and is_bounced
