-- A breakdown column never holds null or blank: 'Unknown' is a value.
select 'students' as mart, student_key as item from marts.students
where '' in (coalesce(campus, ''), coalesce(college, ''), coalesce(degree_level, ''), coalesce(class_year, ''),
             coalesce(gender, ''), coalesce(race_ethnicity, ''), coalesce(advisor, ''))
    or is_first_generation not in ('yes', 'no', 'Unknown')
    or is_transfer not in ('yes', 'no', 'Unknown')
    or is_international not in ('yes', 'no', 'Unknown')
union all select 'threads', thread_key from marts.threads where coalesce(channel, '') = '' or coalesce(industry, '') = ''
union all select 'interviews', interview_key from marts.interviews where coalesce(mode, '') = '' or coalesce(channel, '') = ''
union all select 'referrals', referral_key from marts.referrals where coalesce(channel, '') = ''
union all select 'graduates', student_key from marts.graduates where coalesce(degree_level, '') = '' or coalesce(class_year, '') = ''
