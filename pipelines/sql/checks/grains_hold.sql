-- Every mart has the grain it says.
select 'students' as mart from marts.students group by student_key having count(*) > 1
union all select 'student_programs' from marts.student_programs group by student_key, program, since having count(*) > 1
union all select 'enrolments' from marts.enrolments group by student_key, since having count(*) > 1
union all select 'graduate_programs' from marts.graduate_programs group by student_key, program having count(*) > 1
union all select 'student_profiles' from marts.student_profiles group by student_key having count(*) > 1
union all select 'profile_groups' from marts.profile_groups group by profile, breakdown, value having count(*) > 1
union all select 'student_majors' from marts.student_majors group by student_key, major having count(*) > 1
union all select 'contacts' from marts.contacts group by contact_key having count(*) > 1
union all select 'threads' from marts.threads group by student_key, contact_key having count(*) > 1
union all select 'interviews' from marts.interviews group by student_key, contact_key, held_on having count(*) > 1
union all select 'referrals' from marts.referrals group by student_key, referred_contact_key having count(*) > 1
union all select 'survey_changes' from marts.survey_changes group by student_key, topic, scale having count(*) > 1
union all select 'graduates' from marts.graduates group by student_key having count(*) > 1
union all select 'graduate_majors' from marts.graduate_majors group by student_key, major having count(*) > 1
union all select 'graduate_cips' from marts.graduate_cips group by student_key, cip having count(*) > 1
union all select 'chains' from marts.chains group by interview_key having count(*) > 1
union all select 'referral_links' from marts.referral_links
    group by student_key, referrer_contact_key, referred_contact_key having count(*) > 1
union all select 'requests' from marts.requests group by student_key, contact_key having count(*) > 1
