/*
title = "How far each contact came"
question = "What became of the people students wrote to, and what is still open?"
aggregate = "share"
unit = "percent"
of = "thread"
numerator = "Threads that came so far: an interview held; agreed to one; another answer; none yet, and younger than 14 days; none"
denominator = "Threads with a touch that did not bounce"
tier = "more"
chart = "stacked_bars"
category = "state"
categories = ["interviewed", "agreed", "answered", "open", "no_reply", "not_recorded"]
categories_are = "parts"
caveats = ["not_recorded"]
needs = ["outreach_log.reply|outreach_log.replied_on*|contact_tracker.reply|contact_tracker.replied_on*"]
leaves_out = "Bounced threads"
begins = "Contacts"
*/
select
    *,
    case when interviews_after_touch > 0 then 'interviewed'
         when agreed_days is not null or is_agreed_undated then 'agreed'   -- accepted, or an interview is scheduled
         when has_human_reply then 'answered'
         when started_on > (select as_of_outreach - reply_days from marts.settings) then 'open'
         when is_reply_known then 'no_reply'
         else 'not_recorded' end as category
from marts.threads
where started_on is not null and not is_bounced
