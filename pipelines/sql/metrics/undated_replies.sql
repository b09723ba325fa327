/*
title = "Replies without a date"
question = "How many contacts replied on a day nobody wrote down?"
aggregate = "count"
unit = "contacts"
of = "thread"
numerator = "Threads with human replies, none of them dated; bounced ones left out"
denominator = "None: a count"
better = "less"
tier = "more"
chart = "columns"
as_of = "both"
needs = ["outreach_log.reply|outreach_log.replied_on*|contact_tracker.reply|contact_tracker.replied_on*"]
*/
select *, 1 as value
from marts.threads
where is_reply_undated and not is_bounced
    and started_on <= (select as_of_both from marts.settings)
