-- One row per thread: a student and a contact, with every touch, reply and interview between them.
-- Rules: the reply day is the earliest dated human reply, or held interview on or after the first touch. Where human
-- replies exist and none is dated, the thread counts as answered in time. Channel: the first known one by date,
-- of one day a touch's before an interview's, then the earlier row's.
-- Business days run from the first touch: to the second, to the reply day, and to as_of_both. wrote_again_on_day: business
-- day of the second touch; 8: not within 7. follow_up_from_on, follow_up_until_on: the days between which a follow-up is due.
with pairs as (
    select student_key, contact_key from thread_touches
    union select student_key, contact_key from thread_talks
    union select student_key, contact_key from rows_tracker join contact_hashes using (contact_hash)
),
told as (
    select
        p.student_key, p.contact_key, c.channel,
        t.* exclude (student_key, contact_key),
        i.* exclude (student_key, contact_key),
        coalesce(t.has_human_reply and t.first_reply_on is null, false) as is_reply_undated,
        case when not is_reply_undated then least(t.first_reply_on, i.first_interview_on) end as replied_on
    from pairs p
    left join thread_touches t using (student_key, contact_key)
    left join thread_talks i using (student_key, contact_key)
    left join thread_channels c using (student_key, contact_key)
)
select
    row_number() over (order by t.student_key, t.contact_key)::integer as thread_key,
    t.student_key,
    t.contact_key,
    s.campus, s.college, s.degree_level, s.class_year, s.is_first_generation, s.is_transfer, s.is_international,
    s.gender, s.race_ethnicity, s.advisor,
    coalesce(t.channel, 'Unknown') as channel,
    k.industry,
    t.started_on,
    t.last_touch_on,
    t.second_touch_on,
    coalesce(t.touch_count, 0) as touch_count,
    coalesce(t.is_bounced, false) as is_bounced,
    coalesce(t.has_reply_recorded or t.is_blank_no_reply or t.first_interview_on is not null, false) as is_reply_known,
    coalesce(t.has_human_reply, false) as has_human_reply,
    t.is_reply_undated,
    t.replied_on,
    case when t.replied_on is not null then greatest(t.replied_on - t.started_on, 0) end::integer as reply_days,
    case when t.accepted_on is not null or t.first_agreed_on is not null
         then greatest(least(t.accepted_on, t.first_agreed_on) - t.started_on, 0) end::integer as agreed_days,
    coalesce(t.is_agreed_undated, false) as is_agreed_undated,
    coalesce(t.is_declined, false) as is_declined,
    t.declined_on,
    t.first_interview_on,
    (t.first_interview_on - t.started_on)::integer as interview_days,
    coalesce(t.interviews_after_touch, 0)::integer as interviews_after_touch,
    coalesce(t.held_count, 0)::integer as held_count,
    t.first_held_on,
    t.last_held_on,
    f.business_days - b.business_days as second_touch_business_days,
    least(second_touch_business_days, 8)::utinyint as wrote_again_on_day,
    r.business_days - b.business_days as reply_business_days,
    n.business_days - b.business_days as age_business_days,
    d.day as follow_up_from_on,
    e.day as follow_up_until_on
from told t
join marts.students s using (student_key)
join marts.contacts k using (contact_key)
cross join as_of a
cross join office_settings o
left join business_days b on b.day = t.started_on
left join business_days f on f.day = t.second_touch_on
left join business_days r on r.day = t.replied_on
left join business_days n on n.day = a.as_of_both
left join business_dates d on d.business_days = b.business_days + o.follow_up_from_days
left join business_dates e on e.business_days = b.business_days + o.follow_up_until_days
order by year(t.started_on), t.student_key, t.contact_key  -- a period reads only its years, a student's rows lie together
