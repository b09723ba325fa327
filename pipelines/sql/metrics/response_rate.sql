/*
title = "Response rate"
says = "<value> of contacts <who> replied"
question = "How many contacts reply within {reply_days:words}?"
aggregate = "rate"
unit = "percent"
of = "thread"
numerator = "Threads replied to within {reply_days} days, or with an undated reply"
denominator = "Threads at least {reply_days} days old, not bounced, whose reply is known"
better = "more"
tier = "core"
chart = "bars"
as_of = "both"
caveats = ["unknown_left_out", "mature_only"]
needs = ["outreach_log.reply|outreach_log.replied_on*|contact_tracker.reply|contact_tracker.replied_on*"]
within = "{reply_days} days"
leaves_out = "Threads younger than {reply_days} days; bounced ones"
*/
select
    *,
    case when is_reply_known
         then is_reply_undated or coalesce(reply_days <= (select reply_days from marts.settings), false)
    end as value   -- null: nobody wrote down whether a reply came
from marts.threads
where not is_bounced
    and started_on <= (select as_of_both - reply_days from marts.settings)   -- mature
