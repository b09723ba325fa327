-- One row per student and contact with a touch: its days, and what is known of replies. A table of its own, as are
-- thread_talks and thread_channels: a large office's threads do not fit in memory with all that they are made of.
select
    student_key,
    contact_key,
    min(sent_on) as started_on,
    max(sent_on) as last_touch_on,
    min(sent_on, 2)[2] as second_touch_on,
    count(*)::integer as touch_count,
    bool_and(coalesce(reply = 'bounced', false)) as is_bounced,
    bool_or(reply is not null) as has_reply_recorded,
    bool_or(is_blank_no_reply) as is_blank_no_reply,
    bool_or(coalesce(is_human_reply(reply), false)) as has_human_reply,
    bool_or(coalesce(reply = 'declined', false)) as is_declined,
    min(replied_on) as first_reply_on,
    min(replied_on) filter (reply = 'declined') as declined_on,
    min(replied_on) filter (reply = 'accepted') as accepted_on,
    bool_or(coalesce(reply = 'accepted', false) and replied_on is null) as is_agreed_undated
from touch_base
group by all
