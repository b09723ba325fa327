-- Every touch and interview of a current row belongs to a thread; every row's student is a student.
select 'touches' as mart, abs((select count(*) from touch_base) - (select count(*) from marts.touches)) as missing
where missing <> 0
union all
select 'interviews', abs((select count(*) from interview_base) - (select count(*) from marts.interviews)) as missing
where missing <> 0
union all
select 'contacts', count(*) from marts.threads anti join marts.contacts using (contact_key) having count(*) > 0
union all
-- every contact a student interviewed has one place in a chain
select 'chains', abs((select count(*) from marts.threads where held_count > 0) - (select count(*) from marts.chains)) as missing
where missing <> 0
union all
-- every student has a profile, by which groups are compared
select 'student_profiles', count(*) from marts.students anti join marts.student_profiles using (student_key) having count(*) > 0
