-- One row per current row of the interview log, and which core cells it fills. A cell that says “unknown” fills nothing; it is
-- told apart from a blank one (is_..._unknown).
select
    i.student_key,
    s.campus, s.college, s.degree_level, s.class_year, s.is_first_generation, s.is_transfer, s.is_international,
    s.gender, s.race_ethnicity, s.advisor,
    i.held_on,
    i.held_on as started_on,
    true as has_student,
    is_filled(i.contact_name) or i.contact_email is not null as has_contact,
    i.held_on is not null as has_held_on,
    is_filled(i.contact_employer) as has_contact_employer,
    is_filled(i.channel) as has_channel,
    i.referrals_count is not null as has_referrals_count,
    i.contact_name is not null and not has_contact as is_contact_unknown,
    i.contact_employer is not null and not has_contact_employer as is_contact_employer_unknown,
    i.channel is not null and not has_channel as is_channel_unknown,
    (i.logged_at::date - i.held_on)::integer as logged_days
from rows_interviews i
join marts.students s using (student_key)
order by i.student_key, i.held_on
