/*
title = "Acceptance rate"
question = "How many contacts agree to talk within {agree_days:words}?"
aggregate = "rate"
unit = "percent"
of = "thread"
numerator = "Threads agreed to within {agree_days} days: accepted (or accepted undated), or an interview held or scheduled by then"
denominator = "Threads at least {agree_days} days old, not bounced, whose reply is known"
better = "more"
tier = "more"
chart = "bars"
as_of = "both"
caveats = ["unknown_left_out", "mature_only"]
needs = ["outreach_log.reply|outreach_log.replied_on*|contact_tracker.reply|contact_tracker.replied_on*"]
leaves_out = "Threads younger than {agree_days} days; bounced ones"
*/
select
    *,
    case when is_reply_known
         then is_agreed_undated
             or coalesce(agreed_days <= (select agree_days from marts.settings), false)
             or coalesce(interview_days <= (select agree_days from marts.settings), false)
    end as value
from marts.threads
where not is_bounced
    and started_on <= (select as_of_both - agree_days from marts.settings)   -- mature
