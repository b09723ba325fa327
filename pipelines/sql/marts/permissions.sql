-- One row per place where people were named: a held interview, or, of the referral log, a person named by one contact
-- in no interview on record, once however often.
-- named: people of whom it is known whether the contact may be quoted; permitted: those of them where it may.
-- unrecorded: people named where nobody wrote it down.
select
    student_key,
    campus, college, degree_level, class_year, is_first_generation, is_transfer, is_international,
    gender, race_ethnicity, advisor, channel, industry, mode,
    held_on as started_on,
    coalesce(permitted_named, 0) as named,
    coalesce(permitted_count, 0) as permitted,
    greatest(coalesce(people_named, 0) - named, 0) as unrecorded
from marts.interviews
where status = 'held'
union all
select
    n.student_key,
    s.campus, s.college, s.degree_level, s.class_year, s.is_first_generation, s.is_transfer, s.is_international,
    s.gender, s.race_ethnicity, s.advisor, coalesce(h.channel, 'Unknown'), coalesce(h.industry, 'Unknown'), 'Unknown',
    n.named_on,
    (n.has_permission is not null)::integer,
    coalesce(n.has_permission, false)::integer,
    (n.has_permission is null)::integer
from (
    select student_key, referrer_contact_key, referred_contact_key, min(named_on) as named_on,
           bool_or(has_permission) as has_permission
    from named_base
    where held_on is null
    group by all
) n
join marts.students s using (student_key)
left join marts.threads h on h.student_key = n.student_key and h.contact_key = n.referrer_contact_key
