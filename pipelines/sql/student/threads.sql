-- One row per contact of the student: how found, touches, reply, first interview. The newest first.
select
    coalesce(c.name, c.email, 'Somebody') as contact,
    c.employer,
    c.title,
    t.channel,
    t.started_on,
    t.last_touch_on,
    t.touch_count,
    t.is_bounced,
    t.is_reply_known,
    t.has_human_reply,
    t.is_declined,
    t.replied_on,
    t.reply_days,
    (
        select min(i.held_on) from marts.interviews i where i.thread_key = t.thread_key and i.status = 'held'
    ) as first_interview_on
from marts.threads t
join marts.contacts c using (contact_key)
where t.student_key = $student_key
order by coalesce(t.started_on, first_interview_on) desc nulls last, contact
