-- One row per touch: one message or call the student sent. The first of a thread opens it; later ones follow up.
select
    row_number() over (order by t.student_key, t.contact_key, t.sent_on, t.occurrence)::integer as touch_key,
    h.thread_key,
    t.student_key,
    t.contact_key,
    h.campus, h.college, h.degree_level, h.class_year, h.is_first_generation, h.is_transfer, h.is_international,
    h.gender, h.race_ethnicity, h.advisor, h.channel, h.industry,
    t.sent_on,
    t.sent_on as started_on,
    row_number() over (partition by h.thread_key order by t.sent_on, t.occurrence) = 1 as is_first,
    t.reply,
    t.replied_on,
    coalesce(t.reply = 'bounced', false) as is_bounced
from touch_base t
join marts.threads h using (student_key, contact_key)
order by t.sent_on, t.student_key, t.contact_key, t.occurrence  -- by day, so that a period reads only its own part
