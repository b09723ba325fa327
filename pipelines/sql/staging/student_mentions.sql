-- One row per way current rows write a student and say of her: the ident by which she is looked up, and how many rows do.
select source, ident, student_id, student_email, student_name,
       class_year, program, major, count(*) as rows
from (
    select 'roster' as source, ident, student_id, email as student_email, null::varchar as student_name,
           null::varchar as class_year, null::varchar as program, null::varchar as major
    from stg_roster
    union all by name
    select 'interview_log' as source, ident, student_id, student_email, student_name, program from stg_interview_log
    union all by name
    select 'outreach_log' as source, ident, student_id, student_email, student_name, program from stg_outreach_log
    union all by name
    select 'contact_tracker' as source, ident, student_id, student_email, student_name from stg_contact_tracker
    union all by name
    select 'referral_log' as source, ident, student_id, student_email, student_name from stg_referral_log
    union all by name
    select 'survey' as source, ident, student_id, student_email, student_name from stg_survey
    union all by name
    select 'degree_log' as source, ident, student_id, major from stg_degree_log
    union all by name
    select 'first_destination' as source, ident, student_id, student_email, student_name, class_year from stg_first_destination
)
where ident is not null
group by all
