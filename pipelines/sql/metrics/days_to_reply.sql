/*
title = "Days to a reply"
question = "How long does a student wait for a reply?"
aggregate = "wait"
unit = "days"
of = "thread"
numerator = "Threads replied to"
denominator = "Threads with a touch, not bounced, whose reply is known and dated; those unanswered count as still waiting"
less_is_better = true
tier = "more"
chart = "lines"
caveats = ["unknown_left_out", "still_waiting"]
needs = ["outreach_log.replied_on*|contact_tracker.replied_on*"]
leaves_out = "Bounced threads; threads whose only replies are undated or whose reply is not known"
*/
select
    *,
    -- out: nobody wrote down whether a reply came, or only replies without a date
    case when is_reply_known and not is_reply_undated
         then greatest(coalesce(reply_days, (select as_of_outreach from marts.settings) - started_on), 0)
    end as waited_days,
    reply_days is not null as is_reached   -- false: still waiting at the newest date of the outreach log
from marts.threads
where started_on is not null and not is_bounced
