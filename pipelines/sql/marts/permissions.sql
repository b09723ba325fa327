-- One row per place where permission is known: an interview with both numbers (or rows that say), or a row of the
-- referral log that belongs to no interview. named: people named; permitted: those whose contact may be quoted.
select
    student_key,
    campus, college, degree_level, class_year, is_first_generation, is_transfer, is_international,
    gender, race_ethnicity, advisor, channel, industry, mode,
    held_on as started_on,
    permitted_named as named,
    permitted_count as permitted
from marts.interviews
where status = 'held'
union all
select
    n.student_key,
    s.campus, s.college, s.degree_level, s.class_year, s.is_first_generation, s.is_transfer, s.is_international,
    s.gender, s.race_ethnicity, s.advisor, coalesce(h.channel, 'Unknown'), coalesce(h.industry, 'Unknown'), 'Unknown',
    n.named_on,
    1,
    n.has_permission::integer
from named_base n
join marts.students s using (student_key)
left join marts.threads h on h.student_key = n.student_key and h.contact_key = n.referrer_contact_key
where n.held_on is null and n.has_permission is not null
