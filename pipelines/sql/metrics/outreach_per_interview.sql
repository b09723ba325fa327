/*
title = "Outreach per interview"
says = "<value> contacts per interview <who>"
question = "How many people does a student contact for each interview held?"
aggregate = "ratio"
unit = "contacts per interview"
of = "thread"
numerator = "Threads with a touch, at least {outreach_days} days old, not bounced"
denominator = "Held student-interviews in them on or after the first touch"
better = "less"
tier = "more"
chart = "bars"
as_of = "both"
caveats = ["mature_only", "not_recorded"]
needs = ["outreach_log.sent_on|contact_tracker.first_contacted_on", "interview_log.held_on|contact_tracker.talked_on*"]
leaves_out = "Threads younger than {outreach_days} days; bounced ones"
*/
select *, 1 as value, interviews_after_touch as per
from marts.threads
where not is_bounced
    and started_on <= (select as_of_both - outreach_days from marts.settings)   -- mature
