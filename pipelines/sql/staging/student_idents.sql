-- One row per way a student is written (an id, an e-mail, or a name alone) with the student meant.
-- By id; an e-mail counts as an id's where every row that writes both agrees, else it is somebody of its own. A name
-- alone is somebody of its own until a person has decided who it is; so is whoever the roster does not know.
with mentions as (
    select lower(student_id) as id, lower(email) as email, null as name from stg_roster
    union select lower(student_id), lower(student_email), student_name from stg_interview_log
    union select lower(student_id), lower(student_email), student_name from stg_contact_tracker
    union select lower(student_id), lower(student_email), student_name from stg_outreach_log
    union select lower(student_id), lower(student_email), student_name from stg_referral_log
    union select lower(student_id), lower(student_email), student_name from stg_survey
    union select lower(student_id), null, null from stg_degree_log
    union select lower(student_id), lower(student_email), student_name from stg_first_destination
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
    union
    select ident, ident
    from (select student_ident(null, null, name) as ident from mentions where id is null and email is null)
    where ident is not null
)
select w.ident, dense_rank() over (order by coalesce(d.meant, w.student))::integer as student_key,
       coalesce(d.meant, w.student) as student
from ways w
left join decided d on d.kind = 'student_is' and d.written = w.student
