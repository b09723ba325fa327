/*
title = "How far each contact came"
question = "What became of the people students wrote to, and what is still open?"
aggregate = "share"
unit = "percent"
of = "thread"
numerator = "Threads that came so far: an interview held; agreed to one; another answer; none yet, and younger than {reply_days} days; none"
denominator = "Threads with a touch that did not bounce"
tier = "more"
chart = "stacked_bars"
as_of = "both"
category = "state"
categories = ["interviewed", "agreed", "answered", "open", "no_reply", "not_recorded"]
categories_are = "parts"
category_as = "place"
caveats = ["not_recorded"]
needs = ["outreach_log.reply|outreach_log.replied_on*|contact_tracker.reply|contact_tracker.replied_on*"]
leaves_out = "Bounced threads"
begins = "Contacts"
*/
select
    *,
    case when interviews_after_touch > 0 then 0   -- interviewed
         when agreed_days is not null or is_agreed_undated then 1   -- agreed: accepted, or an interview is scheduled
         when has_human_reply then 2   -- answered
         when started_on > (select as_of_both - reply_days from marts.settings) then 3   -- open
         when is_reply_known then 4   -- no_reply
         else 5 end as category   -- not_recorded; places, which are compared faster than names
from marts.threads
where started_on is not null and not is_bounced
