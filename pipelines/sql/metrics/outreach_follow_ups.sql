/*
title = "Follow-ups"
question = "How often do students write again?"
aggregate = "count"
unit = "messages"
of = "thread"
numerator = "Touches after the first one, on the day of the first one"
denominator = "None: a count"
tier = "more"
chart = "columns"
needs = ["outreach_log.sent_on|contact_tracker.first_contacted_on"]
*/
select *, touch_count - 1 as value
from marts.threads
where touch_count > 1
