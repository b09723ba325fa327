-- One row per student and person named to her, on the first day named: by the referral log, by a name listed with an
-- interview, or by a touch or interview that says who referred it (then on the referrer's latest earlier interview).
-- Already known: said so by any row of that first naming (that day's, or of the interview it belongs to; whoever is named
-- again is known by then), or a touch or held interview on an earlier day. Contacted: one on or after the day.
with inferred as (
    select r.student_key, r.referrer_contact_key, r.referred_contact_key, h.held_on as named_on,
           null::boolean as has_permission, false as was_already_known, h.held_on
    from referred_by_base r
    asof join held_days h
        on h.student_key = r.student_key and h.contact_key = r.referrer_contact_key and h.held_on < r.day
),
namings as (
    select student_key, referrer_contact_key, referred_contact_key, named_on, has_permission, was_already_known, held_on
    from named_base
    union all by name
    select * from inferred
),
first_named as (
    select
        student_key,
        referred_contact_key,
        min(named_on) as named_on,
        arg_min(referrer_contact_key, (named_on, referrer_contact_key)) as referrer_contact_key,
        arg_min(held_on, (named_on, referrer_contact_key)) filter (held_on is not null) as held_on,
        bool_or(has_permission) as has_permission
    from namings
    where referrer_contact_key <> referred_contact_key
    group by all
),
already as (
    select n.student_key, n.referred_contact_key
    from namings n
    join first_named f using (student_key, referred_contact_key)
    left join namings m   -- what else was said in that interview
        on m.student_key = n.student_key and m.referred_contact_key = n.referred_contact_key
        and m.referrer_contact_key = n.referrer_contact_key and m.held_on = n.held_on and m.named_on = f.named_on
    where n.was_already_known and n.referrer_contact_key <> n.referred_contact_key
        and (n.named_on = f.named_on or m.student_key is not null)
    group by all
),
acted as (
    select
        n.student_key, n.referred_contact_key,
        bool_or(a.day < n.named_on) as was_in_touch,
        min(a.day) filter (a.day >= n.named_on) as contacted_on,
        min(a.day) filter (a.day >= n.named_on and a.is_interview) as interviewed_on
    from first_named n
    join acts a on a.student_key = n.student_key and a.contact_key = n.referred_contact_key
    group by all
)
select
    row_number() over (order by n.student_key, n.referred_contact_key)::integer as referral_key,
    n.student_key,
    n.referrer_contact_key,
    n.referred_contact_key,
    i.interview_key,
    s.campus, s.college, s.degree_level, s.class_year, s.is_first_generation, s.is_transfer, s.is_international,
    s.gender, s.race_ethnicity, s.advisor,
    coalesce(h.channel, 'Unknown') as channel,
    coalesce(h.industry, 'Unknown') as industry,
    n.named_on,
    n.named_on as started_on,
    k.student_key is not null or coalesce(a.was_in_touch, false) as is_already_known,
    a.contacted_on,
    (a.contacted_on - n.named_on)::integer as contacted_days,
    (a.interviewed_on - n.named_on)::integer as interviewed_days,
    n.has_permission
from first_named n
join marts.students s using (student_key)
left join marts.threads h on h.student_key = n.student_key and h.contact_key = n.referrer_contact_key
left join marts.interviews i
    on i.student_key = n.student_key and i.contact_key = n.referrer_contact_key and i.held_on = n.held_on
left join acted a on a.student_key = n.student_key and a.referred_contact_key = n.referred_contact_key
left join already k on k.student_key = n.student_key and k.referred_contact_key = n.referred_contact_key
order by n.named_on, n.student_key, n.referred_contact_key  -- by day, so that a period reads only its own part
