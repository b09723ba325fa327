-- One row per student who wrote to five people or more, the reply window over, and had no reply: every one of those
-- threads is said to have none (blank is never "no"), and no other thread has one. Who stopped writing first comes first.
with answered as (
    select
        t.student_key,
        count(*) filter (
            t.is_reply_known and not t.is_bounced and t.started_on <= o.as_of_outreach - o.reply_days) as unanswered,
        bool_or(t.has_human_reply or t.first_interview_on is not null) as has_reply,
        max(t.last_touch_on) as last_touch_on
    from marts.threads t
    cross join marts.settings o
    cross join period p
    where t.started_on between p.since and p.until
    group by t.student_key
)
select a.student_key, a.last_touch_on as day, o.as_of_outreach as as_of, a.unanswered::varchar as how_many,
       a.unanswered || ' people contacted, no reply' as detail
from answered a
cross join marts.settings o
where a.unanswered >= 5
  and not a.has_reply
