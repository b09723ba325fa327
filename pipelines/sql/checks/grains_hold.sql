-- Every mart has the grain it says.
select 'students' as mart, student_key as item, 'it is there twice' as why from marts.students group by student_key having count(*) > 1
union all select 'student_programs', student_key, 'it is there twice' from marts.student_programs group by student_key, program, since having count(*) > 1
union all select 'enrolments', student_key, 'it is there twice' from marts.enrolments group by student_key, since having count(*) > 1
union all select 'graduate_programs', student_key, 'it is there twice' from marts.graduate_programs group by student_key, program having count(*) > 1
union all select 'student_profiles', null, 'it is there twice' from marts.student_profiles group by student_key having count(*) > 1
union all select 'profile_groups', null, 'it is there twice' from marts.profile_groups group by profile, breakdown, value having count(*) > 1
union all select 'student_majors', student_key, 'it is there twice' from marts.student_majors group by student_key, major having count(*) > 1
union all select 'contacts', null, 'it is there twice' from marts.contacts group by contact_key having count(*) > 1
union all select 'threads', min(thread_key), 'it is there twice' from marts.threads group by student_key, contact_key having count(*) > 1
union all select 'interviews', min(interview_key), 'it is there twice' from marts.interviews group by student_key, contact_key, held_on having count(*) > 1
union all select 'referrals', min(referral_key), 'it is there twice' from marts.referrals group by student_key, referred_contact_key having count(*) > 1
union all select 'survey_changes', student_key, 'it is there twice' from marts.survey_changes group by student_key, topic, scale having count(*) > 1
union all select 'graduates', student_key, 'it is there twice' from marts.graduates group by student_key having count(*) > 1
union all select 'graduate_majors', student_key, 'it is there twice' from marts.graduate_majors group by student_key, major having count(*) > 1
union all select 'graduate_cips', student_key, 'it is there twice' from marts.graduate_cips group by student_key, cip having count(*) > 1
union all select 'chains', null, 'it is there twice' from marts.chains group by interview_key having count(*) > 1
union all select 'referral_links', null, 'it is there twice' from marts.referral_links
    group by student_key, referrer_contact_key, referred_contact_key having count(*) > 1
union all select 'requests', null, 'it is there twice' from marts.requests group by student_key, contact_key having count(*) > 1
