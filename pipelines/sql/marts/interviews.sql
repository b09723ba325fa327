-- One row per student-interview. people_named: the larger of the count given and the distinct names listed, less listed
-- names this student had been given on an earlier day, at least 0; null = not recorded.
-- kept_days: days to the first touch or held interview of the pair at least `relationship_from` days later.
-- held_number: 1 for the student's first held interview, 2 for her second, ...; null for one not held. Of one day they are
-- ordered by logged_at, blank last, then by row; so are the keys of a student's interviews.
-- employer_number: the contact's employer as a number, the one of marts.employers: equal for all spellings of one.
-- Thank-you: the date outweighs the flag; the same or the next day is on time; a date before the interview is unknown.
with firsts as (
    select student_key, referred_contact_key, min(named_on) as first_named_on
    from named_base
    group by all
),
listed as (
    select
        student_key, contact_key, held_on,
        count(*) as names_listed,
        count(*) filter (is_repeat) as names_known_before,
        count(*) filter (has_permission is not null) as names_permission_known,
        count(*) filter (has_permission) as names_permitted
    from (
        select n.student_key, n.referrer_contact_key as contact_key, n.held_on, n.referred_contact_key,
               min(n.named_on) > any_value(f.first_named_on) as is_repeat,
               bool_or(n.has_permission) as has_permission
        from named_base n
        join firsts f using (student_key, referred_contact_key)
        where n.held_on is not null
        group by all
    )
    group by all
),
counted as (
    select
        i.*,
        l.names_listed, l.names_known_before, l.names_permission_known, l.names_permitted,
        case when i.thank_you_on is not null then (i.thank_you_on - i.held_on)::integer end as thank_you_gap,
        i.held_on + o.relationship_from_days as earliest_kept_on
    from interview_base i
    cross join office_settings o
    left join listed l using (student_key, contact_key, held_on)
),
employers as (
    select c.contact_key, e.employer_number
    from marts.contacts c
    join marts.employers e using (employer_key)
)
select
    row_number() over (order by i.student_key, i.held_on, i.logged_at nulls last, i._order, i.contact_key)::integer as interview_key,
    h.thread_key,
    i.student_key,
    i.contact_key,
    h.campus, h.college, h.degree_level, h.class_year, h.is_first_generation, h.is_transfer, h.is_international,
    h.gender, h.race_ethnicity, h.advisor, h.channel, h.industry,
    known(i.mode) as mode,
    i.status,
    case when i.status = 'held'
         then row_number() over (partition by i.student_key, i.status
                                 order by i.held_on, i.logged_at nulls last, i._order, i.contact_key) end::integer
        as held_number,
    i.held_on,
    i.held_on as started_on,
    i.event_id,
    case when i.referrals_count is not null or i.names_listed is not null
         then greatest(greatest(coalesce(i.referrals_count, 0), coalesce(i.names_listed, 0))
                       - coalesce(i.names_known_before, 0), 0) end::integer as people_named,
    i.has_asked_for_referral,
    case when i.referrals_count is not null and i.referrals_with_permission_count is not null then i.referrals_count
         when i.names_permission_known > 0 then i.names_permission_known end::integer as permitted_named,
    case when i.referrals_count is not null and i.referrals_with_permission_count is not null
             then i.referrals_with_permission_count
         when i.names_permission_known > 0 then i.names_permitted end::integer as permitted_count,
    case when i.thank_you_gap < 0 then null
         when i.thank_you_gap <= 1 then 'on_time'
         when i.thank_you_gap is not null then 'late'
         when i.has_thanked then 'undated'
         when not i.has_thanked then 'not_thanked' end as thank_you_state,
    case when i.thank_you_gap >= 0 then i.thank_you_gap end as thank_you_days,
    case when i.came_of_it is not null
         then list_distinct([trim(k) for k in string_split(i.came_of_it, ';') if trim(k) <> '']) end as came_of_it,
    coalesce(i.status = 'scheduled' and i.held_on < a.as_of_interviews, false) as is_result_missing,
    coalesce(i.held_on >= h.started_on, false) as is_on_or_after_first_touch,
    i.prepared_questions_count,
    i.has_researched,
    i.has_asked_for_job,
    i.usefulness_rating,
    i.minutes,
    i.cost_usd,
    (k.day - i.held_on)::integer as kept_days,
    e.employer_number,
    i.logged_at,
    (i.logged_at::date - i.held_on)::integer as logged_days
from counted i
join marts.threads h using (student_key, contact_key)
cross join as_of a
left join employers e using (contact_key)
asof left join acts k
    on k.student_key = i.student_key and k.contact_key = i.contact_key and i.earliest_kept_on <= k.day
order by i.held_on, i.student_key, i.contact_key  -- by day, so that a period reads only its own part
