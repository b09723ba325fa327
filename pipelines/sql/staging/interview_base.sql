-- One row per student-interview: student, contact, day. `held` beats other statuses; each cell the last one filled.
-- The number of names and how many of them with permission come from one row: the last that gives the number.
-- One student with one event and contact on several days was rescheduled: the last day stays, and whatever was held.
-- _order: of the first row that tells of it.
with written as (
    select student_key, contact_hash, held_on, status, mode, event_id, minutes, cost_usd, prepared_questions_count,
           has_researched, has_asked_for_referral, referrals_count, referrals_with_permission_count, has_thanked,
           thank_you_on, has_asked_for_job, came_of_it, usefulness_rating, logged_at, channel, _order
    from rows_interviews
    union all by name
    select student_key, contact_hash, talked_on as held_on, 'held' as status, referrals_count, has_thanked, channel,
           _order
    from rows_tracker
    where talked_on is not null
),
told as (
    select w.* exclude (contact_hash), c.contact_key,
           max(held_on) over (partition by student_key, contact_key, event_id) as last_day
    from written w join contact_hashes c using (contact_hash)
),
kept as (
    select *
    from told
    where event_id is null or held_on = last_day or status = 'held'
)
select
    student_key,
    contact_key,
    held_on,
    last(status order by (status = 'held')::integer, _order) as status,
    last(mode order by _order) filter (mode is not null) as mode,
    last(event_id order by _order) filter (event_id is not null) as event_id,
    last(minutes order by _order) filter (minutes is not null) as minutes,
    last(cost_usd order by _order) filter (cost_usd is not null) as cost_usd,
    last(prepared_questions_count order by _order) filter (prepared_questions_count is not null)
        as prepared_questions_count,
    last(has_researched order by _order) filter (has_researched is not null) as has_researched,
    last(has_asked_for_referral order by _order) filter (has_asked_for_referral is not null)
        as has_asked_for_referral,
    last(referrals_count order by _order) filter (referrals_count is not null) as referrals_count,
    last(referrals_with_permission_count order by _order) filter (referrals_count is not null)
        as referrals_with_permission_count,
    last(has_thanked order by _order) filter (has_thanked is not null) as has_thanked,
    last(thank_you_on order by _order) filter (thank_you_on is not null) as thank_you_on,
    last(has_asked_for_job order by _order) filter (has_asked_for_job is not null) as has_asked_for_job,
    last(came_of_it order by _order) filter (came_of_it is not null) as came_of_it,
    last(usefulness_rating order by _order) filter (usefulness_rating is not null) as usefulness_rating,
    last(logged_at order by _order) filter (logged_at is not null) as logged_at,
    min(_order) as _order
from kept
group by all
