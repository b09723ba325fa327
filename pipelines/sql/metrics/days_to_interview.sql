/*
title = "Days to an interview"
says = "<value> of contacts <who> had led to an interview"
question = "How long is it from the first message to an interview?"
aggregate = "wait"
unit = "days"
of = "thread"
numerator = "Threads with a held interview on or after the first touch"
denominator = "Threads with a touch, not bounced, whose reply is known and dated; those without an interview by the newest date, declined ones too, count as still waiting"
better = "less"
tier = "more"
chart = "lines"
as_of = "both"
beside = ["undated_replies"]
caveats = ["unknown_left_out", "still_waiting", "waits_apart"]
needs = ["outreach_log.sent_on|contact_tracker.first_contacted_on", "interview_log.held_on|contact_tracker.talked_on*", "outreach_log.reply|outreach_log.replied_on*|contact_tracker.reply|contact_tracker.replied_on*"]
leaves_out = "Threads begun after that date; bounced threads; threads whose only replies are undated or whose reply is not known"
*/
select
    *,
    -- whoever declined waits on: counted only until then, decliners would seem to agree as often as the rest
    case when is_reply_known and not is_reply_undated
         then least(interview_days, (select as_of_both from marts.settings) - started_on)
    end as waited_days,
    -- false: still waiting on the newest date; an interview that came later has not come yet
    coalesce(started_on + interview_days <= (select as_of_both from marts.settings), false) as is_reached
from marts.threads
where started_on <= (select as_of_both from marts.settings) and not is_bounced
