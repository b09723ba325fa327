-- One row per current row of the interview log, and which core cells it fills.
select
    i.student_key,
    s.campus, s.college, s.degree_level, s.class_year, s.is_first_generation, s.is_transfer, s.is_international,
    s.gender, s.race_ethnicity, s.advisor,
    i.held_on,
    i.held_on as started_on,
    true as has_student,
    i.contact_name is not null or i.contact_email is not null as has_contact,
    i.held_on is not null as has_held_on,
    i.contact_employer is not null as has_contact_employer,
    i.channel is not null and i.channel <> 'unknown' as has_channel,
    i.referrals_count is not null as has_referrals_count,
    (i.logged_at::date - i.held_on)::integer as logged_days
from rows_interviews i
join marts.students s using (student_key)
order by i.student_key, i.held_on
