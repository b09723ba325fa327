/*
title = "Follow-up discipline"
question = "How often does a student write again when no reply comes?"
aggregate = "rate"
unit = "percent"
of = "thread"
numerator = "Threads whose second touch came on business days {follow_up_from_days} to {follow_up_until_days}"
denominator = "Threads unanswered by business day {follow_up_from_days}, and until the follow-up (else business day {follow_up_until_days}); at least {follow_up_until_days:next} business days old, not bounced, reply known"
better = "more"
tier = "more"
chart = "bars"
as_of = "both"
caveats = ["unknown_left_out", "mature_only", "business_days"]
needs = ["outreach_log.sent_on|contact_tracker.first_contacted_on", "outreach_log.reply|outreach_log.replied_on*|contact_tracker.reply|contact_tracker.replied_on*"]
leaves_out = "Threads younger than {follow_up_until_days:next} business days; bounced ones; those with only undated replies"
*/
select
    * exclude (is_in_time),
    case when is_reply_known then is_in_time end as value   -- null: nobody wrote down whether a reply came
from (
    select
        *,
        coalesce(second_touch_business_days between (select follow_up_from_days from marts.settings)
                 and (select follow_up_until_days from marts.settings), false) as is_in_time
    from marts.threads
    where not is_bounced
        and not is_reply_undated
        and age_business_days > (select follow_up_until_days from marts.settings)   -- mature
)
where replied_on is null
    -- answered by the first day of a follow-up, before it, or by the last day: nothing was left to follow up. Days are
    -- compared, not business days: a reply on Friday comes before a touch on Saturday
    or (replied_on > follow_up_from_on
        and case when is_in_time then replied_on >= second_touch_on else replied_on > follow_up_until_on end)
