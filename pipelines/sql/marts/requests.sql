-- One row per student's request of a contact's time: a thread, on the day of its first touch, or, where none is on
-- record, of its first held interview; up to the older as_of of the two. request_key: the threads of one group event are one request of its contact.
-- is_shared: another thread may have the same one. Bounced threads asked nobody. term_on: first day of the office's term.
-- nth_term: which of the terms in which the contact was asked, from 0.
with talked as (
    select thread_key, min(event_id) as event_id from marts.interviews group by thread_key
),
requested as (
    select
        h.*,
        coalesce(h.started_on, h.first_held_on) as requested_on,
        t.event_id is not null as is_shared,
        min(h.thread_key) over (partition by h.contact_key, coalesce(t.event_id, h.thread_key::varchar)) as request_key
    from marts.threads h
    left join talked t using (thread_key)
    where not h.is_bounced and coalesce(h.started_on, h.first_held_on) <= (select as_of_both from as_of)
)
select
    r.request_key,
    r.is_shared,
    r.student_key,
    r.contact_key,
    r.campus, r.college, r.degree_level, r.class_year, r.is_first_generation, r.is_transfer, r.is_international,
    r.gender, r.race_ethnicity, r.advisor, r.channel, r.industry,
    r.requested_on as started_on,
    make_date(year(r.requested_on) - (month(r.requested_on) < t.first_month)::integer, t.first_month, 1) as term_on,
    (dense_rank() over (partition by r.contact_key order by term_on) - 1)::usmallint as nth_term
from requested r
join term_months t on t.month = month(r.requested_on)
order by year(r.requested_on), r.student_key, r.contact_key  -- as threads are
