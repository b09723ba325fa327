-- One row per touch: student, contact, day, occurrence. Rows that say the same touch twice are one: log and tracker meet
-- where student, contact, day and place among that day's agree. A human reply beats any other; of two, the later row's.
with follow_ups as (
    select student_key, contact_hash, unnest(follow_ups) as day, first_contacted_on, follow_ups[1] as first_day,
           reply, replied_on, blank_reply, _order
    from rows_tracker
),
tracked as (
    select student_key, contact_hash, first_contacted_on as sent_on, reply, replied_on, blank_reply, _order
    from rows_tracker
    where first_contacted_on is not null
    union all
    select student_key, contact_hash, day,
           -- a tracker has one reply a contact: it belongs to the first touch written down
           case when first_contacted_on is null and day = first_day then reply end,
           case when first_contacted_on is null and day = first_day then replied_on end,
           blank_reply, _order
    from follow_ups
    where first_contacted_on is null or day <> first_contacted_on
),
written as (
    select n.student_key, n.contact_key, n.sent_on, n.occurrence, o.reply, o.replied_on, o.blank_reply, o._order
    from outreach_occurrences n join rows_outreach o using (row_key)
    union all
    select t.student_key, c.contact_key, t.sent_on,
           row_number() over (
               partition by t.student_key, c.contact_key, t.sent_on, t._order // 4294967296 order by t._order),  -- a file
           t.reply, t.replied_on, t.blank_reply, t._order
    from tracked t join contact_hashes c using (contact_hash)
),
told as (
    -- a reply that has a day but no kind is a reply
    select * replace (coalesce(reply, case when replied_on is not null then 'replied' end) as reply),
           count(*) over (partition by student_key, contact_key, sent_on, occurrence) as copies
    from written
)
select student_key, contact_key, sent_on, occurrence, reply,
       case when is_human_reply(reply) then replied_on end as replied_on,
       blank_reply is not distinct from 'no_reply' as is_blank_no_reply
from told
where copies = 1
union all
select student_key, contact_key, sent_on, occurrence,
       last(reply order by is_human_reply(reply)::integer, _order) filter (reply is not null),
       last(replied_on order by _order) filter (is_human_reply(reply)),
       bool_or(blank_reply is not distinct from 'no_reply')
from told
where copies > 1
group by all
