-- One row per touch: student, contact, day, occurrence. Rows that say the same touch twice are one.
with written as (
    select student_key, contact_hash, sent_on, occurrence, reply, replied_on, blank_reply, _order
    from rows_outreach
    union all
    select student_key, contact_hash, first_contacted_on, 1, reply, replied_on, blank_reply, _order
    from rows_tracker
    where first_contacted_on is not null
    union all
    select student_key, contact_hash, day, 1,
           -- a tracker has one reply a contact: it belongs to the first touch written down
           case when first_contacted_on is null and day = follow_ups[1] then reply end,
           case when first_contacted_on is null and day = follow_ups[1] then replied_on end,
           blank_reply, _order
    from (select *, unnest(follow_ups) as day from rows_tracker)
    where first_contacted_on is null or day <> first_contacted_on
),
told as (
    select
        w.student_key, c.contact_key, w.sent_on, w.occurrence, w.blank_reply, w.replied_on, w._order,
        -- a reply that has a day but no kind is a reply
        coalesce(w.reply, case when w.replied_on is not null then 'replied' end) as reply
    from written w join contact_hashes c using (contact_hash)
),
counted as (
    select *, count(*) over (partition by student_key, contact_key, sent_on, occurrence) as copies from told
)
select student_key, contact_key, sent_on, occurrence, reply,
       case when is_human_reply(reply) then replied_on end as replied_on,
       blank_reply is not distinct from 'no_reply' as is_blank_no_reply
from counted
where copies = 1
union all
select student_key, contact_key, sent_on, occurrence,
       last(reply order by _order) filter (reply is not null),
       last(replied_on order by _order) filter (replied_on is not null and is_human_reply(reply)),
       bool_or(blank_reply is not distinct from 'no_reply')
from counted
where copies > 1
group by all
