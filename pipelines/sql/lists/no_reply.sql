-- One row per student who wrote to five people or more, the reply window over, and had no reply: every one of those
-- threads is said to have none (blank is never "no"), and no other thread has one. Who wrote last comes first.
with answered as (
    select
        t.student_key,
        count(*) filter (
            t.is_reply_known and not t.is_bounced and t.started_on <= o.as_of_outreach - o.reply_days) as unanswered,
        bool_or(t.has_human_reply or t.first_interview_on is not null) as has_reply,
        max(t.last_touch_on) as last_touch_on
    from marts.threads t
    cross join marts.settings o
    where t.started_on is not null
      and ($since::date is null or t.started_on >= $since::date)
      and ($until::date is null or t.started_on <= $until::date)
    group by t.student_key
)
select
    coalesce(s.student_id, s.student_email) as student_id,
    coalesce(nullif(trim(concat_ws(' ', s.first_name, s.last_name)), ''), s.student_id, s.student_email) as student,
    s.first_name,
    s.student_email,
    a.unanswered || ' people contacted, no reply' as detail,
    a.unanswered::varchar as how_many,
    a.last_touch_on as day,
    o.as_of_outreach as as_of
from answered a
join marts.students s using (student_key)
cross join marts.settings o
where a.unanswered >= 5
  and not a.has_reply
  and ($college::varchar[] is null or list_contains($college::varchar[], s.college))
  and ($class_year::varchar[] is null or list_contains($class_year::varchar[], s.class_year))
  and ($program::varchar[] is null or s.student_key in (
      select p.student_key from marts.student_programs p where list_contains($program::varchar[], p.program)))
order by day desc, student
