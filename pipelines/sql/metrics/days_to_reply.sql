/*
title = "Days to a reply"
says = "<value> of contacts <who> had replied"
question = "How long does a student wait for a reply?"
aggregate = "wait"
unit = "days"
of = "thread"
numerator = "Threads replied to"
denominator = "Threads with a touch, not bounced, whose reply is known and dated; those unanswered by the newest date count as still waiting"
better = "less"
tier = "more"
chart = "lines"
as_of = "both"
beside = ["undated_replies"]
caveats = ["unknown_left_out", "still_waiting", "waits_apart"]
needs = ["outreach_log.replied_on*|contact_tracker.replied_on*"]
leaves_out = "Threads begun after that date; bounced threads; threads whose only replies are undated or whose reply is not known"
*/
select
    *,
    -- out: nobody wrote down whether a reply came, or only replies without a date
    case when is_reply_known and not is_reply_undated
         then least(reply_days, (select as_of_both from marts.settings) - started_on)
    end as waited_days,
    -- false: still waiting on the newest date; a reply that came later has not come yet
    coalesce(started_on + reply_days <= (select as_of_both from marts.settings), false) as is_reached
from marts.threads
where started_on <= (select as_of_both from marts.settings) and not is_bounced
