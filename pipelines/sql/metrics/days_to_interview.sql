/*
title = "Days to an interview"
question = "How long is it from the first message to an interview?"
aggregate = "wait"
unit = "days"
of = "thread"
numerator = "Threads with a held interview on or after the first touch"
denominator = "Threads with a touch, not bounced, whose reply is known and dated; those declined count as waiting until then, the others without an interview as still waiting"
tier = "more"
chart = "lines"
caveats = ["unknown_left_out", "still_waiting"]
needs = ["outreach_log.sent_on|contact_tracker.first_contacted_on", "interview_log.held_on|contact_tracker.talked_on*", "outreach_log.reply|outreach_log.replied_on*|contact_tracker.reply|contact_tracker.replied_on*"]
leaves_out = "Bounced threads; threads whose only replies are undated or whose reply is not known"
*/
select
    *,
    case when is_reply_known and not is_reply_undated
         then greatest(coalesce(interview_days, declined_on - started_on,
                                (select as_of_outreach from marts.settings) - started_on), 0)
    end as waited_days,
    interview_days is not null as is_reached
from marts.threads
where started_on is not null and not is_bounced
