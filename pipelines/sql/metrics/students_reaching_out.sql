/*
title = "Students reaching out"
question = "How many students contact somebody new?"
aggregate = "count"
unit = "students"
of = "thread"
numerator = "Students with at least one new contact, each counted once"
denominator = "None: a count"
tier = "more"
chart = "columns"
caveats = ["not_recorded"]
needs = ["outreach_log.sent_on|contact_tracker.first_contacted_on"]
*/
select *, 1 as value
from marts.threads
where started_on is not null
