/*
title = "Response by warmth"
begins = "Response rate of referred contacts less that of cold ones"
question = "How much more often does a contact reply to a referred student than to a stranger?"
aggregate = "difference"
unit = "percentage points"
of = "thread"
numerator = "Response rate of threads found by referral"
denominator = "Less that of cold ones; threads at least {reply_days} days old, not bounced, reply known"
tier = "research"
chart = "bars"
as_of = "both"
category = "channel"
categories = ["referral", "cold"]
categories_are = "sides"
caveats = ["cold_failures_unlogged", "unknown_left_out", "mature_only", "not_a_cause"]
needs = ["outreach_log.reply|outreach_log.replied_on*|contact_tracker.reply|contact_tracker.replied_on*", "outreach_log.channel|interview_log.channel|contact_tracker.channel"]
leaves_out = "Other channels; threads younger than {reply_days} days; bounced ones"
*/
select
    *,
    channel as category,
    case when is_reply_known
         then is_reply_undated or coalesce(reply_days <= (select reply_days from marts.settings), false)
    end as value   -- null: nobody wrote down whether a reply came
from marts.threads
where channel in ('referral', 'cold')
    and not is_bounced
    and started_on <= (select as_of_both - reply_days from marts.settings)   -- mature
