/*
title = "Replies after a follow-up"
says = "<value> of contacts <who> replied"
question = "When is the best day to write again?"
aggregate = "rate"
unit = "percent"
of = "thread"
numerator = "Threads replied to within 10 business days of the second touch; of those without one by business day 7, within 10 business days of it"
denominator = "Threads unanswered until the second touch (else through business day 7), with 10 business days since, not bounced, reply known"
tier = "more"
chart = "bars"
as_of = "both"
category = "second_touch"
categories = ["0-2", "3-4", "5-7", "none"]
categories_are = "groups"
category_as = "place"
caveats = ["unknown_left_out", "business_days", "not_a_cause"]
needs = ["outreach_log.sent_on|contact_tracker.first_contacted_on", "outreach_log.reply|outreach_log.replied_on*|contact_tracker.reply|contact_tracker.replied_on*"]
leaves_out = "Threads answered before, younger ones, bounced ones, and those with only undated replies"
*/
select
    *,
    case when wrote_again_on_day <= 2 then 0   -- 0-2
         when wrote_again_on_day <= 4 then 1   -- 3-4
         when wrote_again_on_day <= 7 then 2   -- 5-7
         else 3 end as category,   -- none; places, which are grouped faster than names
    -- the same 10 days for everybody; null: nobody wrote down whether a reply came
    case when is_reply_known then coalesce(reply_business_days - waited_days <= 10, false) end as value
from (
    -- on day 8: not within 7
    select *, case when wrote_again_on_day = 8 then 7 else wrote_again_on_day end as waited_days
    from marts.threads
    where not is_bounced and not is_reply_undated
)
where age_business_days - waited_days > 10   -- mature
    -- unanswered until then: by the day, for a reply on Friday comes before a touch on Saturday
    and coalesce(case when wrote_again_on_day <= 7 then replied_on >= second_touch_on else reply_business_days > 7 end, true)
