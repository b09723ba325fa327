-- One row per way a student is written (an id, or an e-mail) with the student meant.
-- By id; an e-mail counts as an id's where every row that writes both agrees, else it is somebody of its own.
with mentions as (
    select lower(student_id) as id, lower(email) as email from stg_roster
    union select lower(student_id), lower(student_email) from stg_interview_log
    union select lower(student_id), lower(student_email) from stg_contact_tracker
    union select lower(student_id), lower(student_email) from stg_outreach_log
    union select lower(student_id), lower(student_email) from stg_referral_log
    union select lower(student_id), lower(student_email) from stg_survey
    union select lower(student_id), null from stg_degree_log
    union select lower(student_id), lower(student_email) from stg_first_destination
),
id_of_email as (
    select email, min(id) as id
    from mentions
    where id is not null and email is not null
    group by email
    having count(distinct id) = 1
),
ways as (
    select id as ident, id as student from mentions where id is not null
    union select email, id from id_of_email
    union
    select m.email, m.email
    from mentions m anti join id_of_email using (email)
    where m.email is not null and (
        m.id is null
        or m.email in (select email from mentions where id is null and email is not null)
    )
)
select ident, dense_rank() over (order by student)::integer as student_key, student
from ways
