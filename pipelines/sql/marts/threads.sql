-- One row per thread: a student and a contact, with every touch, reply and interview between them.
-- Rules: the reply day is the earliest dated human reply, or held interview on or after the first touch. Where human
-- replies exist and none is dated, the thread counts as answered in time. Channel: the first known one by date,
-- of one day a touch's before an interview's, then the earlier row's.
-- Business days run from the first touch: to the second, to the reply day, and to as_of_both. wrote_again_on_day: business
-- day of the second touch; 8: not within 7. follow_up_from_on, follow_up_until_on: the days between which a follow-up is due.
with touched as (
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
),
talked as (
    select i.student_key, i.contact_key,
           count(*) filter (i.status = 'held') as held_count,
           min(i.held_on) filter (i.status = 'held') as first_held_on,
           max(i.held_on) filter (i.status = 'held') as last_held_on,
           min(i.held_on) filter (i.status = 'held' and i.held_on >= t.started_on) as first_interview_on,
           count(*) filter (i.status = 'held' and i.held_on >= t.started_on) as interviews_after_touch,
           min(i.held_on) filter (i.status in ('held', 'scheduled') and i.held_on >= t.started_on) as first_agreed_on
    from interview_base i
    left join touched t using (student_key, contact_key)
    group by all
),
answered as (
    select student_key, contact_key,
           coalesce(has_human_reply and first_reply_on is null, false) as is_reply_undated,
           case when not is_reply_undated then least(first_reply_on, first_interview_on) end as replied_on
    from touched left join talked using (student_key, contact_key)
),
channels as (
    select student_key, contact_key,
           arg_min(channel, (coalesce(day, date '9999-12-31'), is_interview::integer, _order)) as channel
    from (
        select student_key, contact_hash, channel, sent_on as day, false as is_interview, _order from rows_outreach
        union all
        select student_key, contact_hash, channel, held_on, true, _order from rows_interviews
        union all
        select student_key, contact_hash, channel, least(first_contacted_on, follow_ups[1]), false, _order
        from rows_tracker
        union all
        select student_key, contact_hash, channel, talked_on, true, _order from rows_tracker
    )
    join contact_hashes using (contact_hash)
    where channel is not null and channel <> 'unknown'
    group by all
),
pairs as (
    select student_key, contact_key from touched
    union select student_key, contact_key from talked
    union select student_key, contact_key from rows_tracker join contact_hashes using (contact_hash)
)
select
    row_number() over (order by p.student_key, p.contact_key)::integer as thread_key,
    p.student_key,
    p.contact_key,
    s.campus, s.college, s.degree_level, s.class_year, s.is_first_generation, s.is_transfer, s.is_international,
    s.gender, s.race_ethnicity, s.advisor,
    coalesce(c.channel, 'Unknown') as channel,
    k.industry,
    t.started_on,
    t.last_touch_on,
    t.second_touch_on,
    coalesce(t.touch_count, 0) as touch_count,
    coalesce(t.is_bounced, false) as is_bounced,
    coalesce(t.has_reply_recorded or t.is_blank_no_reply or i.first_interview_on is not null, false) as is_reply_known,
    coalesce(t.has_human_reply, false) as has_human_reply,
    coalesce(w.is_reply_undated, false) as is_reply_undated,
    w.replied_on,
    case when w.replied_on is not null then greatest(w.replied_on - t.started_on, 0) end::integer as reply_days,
    case when t.accepted_on is not null or i.first_agreed_on is not null
         then greatest(least(t.accepted_on, i.first_agreed_on) - t.started_on, 0) end::integer as agreed_days,
    coalesce(t.is_agreed_undated, false) as is_agreed_undated,
    coalesce(t.is_declined, false) as is_declined,
    t.declined_on,
    i.first_interview_on,
    (i.first_interview_on - t.started_on)::integer as interview_days,
    coalesce(i.interviews_after_touch, 0)::integer as interviews_after_touch,
    coalesce(i.held_count, 0)::integer as held_count,
    i.first_held_on,
    i.last_held_on,
    f.business_days - b.business_days as second_touch_business_days,
    least(second_touch_business_days, 8)::utinyint as wrote_again_on_day,
    r.business_days - b.business_days as reply_business_days,
    n.business_days - b.business_days as age_business_days,
    d.day as follow_up_from_on,
    e.day as follow_up_until_on
from pairs p
join marts.students s using (student_key)
join marts.contacts k using (contact_key)
left join touched t using (student_key, contact_key)
left join talked i using (student_key, contact_key)
left join answered w using (student_key, contact_key)
left join channels c using (student_key, contact_key)
cross join as_of a
cross join office_settings o
left join business_days b on b.day = t.started_on
left join business_days f on f.day = t.second_touch_on
left join business_days r on r.day = w.replied_on
left join business_days n on n.day = a.as_of_both
left join business_dates d on d.business_days = b.business_days + o.follow_up_from_days
left join business_dates e on e.business_days = b.business_days + o.follow_up_until_days
order by year(t.started_on), p.student_key, p.contact_key  -- a period reads only its years, a student's rows lie together
