-- One row per way a student is written (an id, an e-mail, or a name alone) with the student meant.
-- By id; an e-mail counts as an id's where every row that writes both agrees, else it is somebody of its own. A name
-- alone is somebody of its own until a person has decided who it is; so is whoever the roster does not know.
with mentions as (
    select distinct ident, student_id is not null and not is_address(student_id) as has_id,
           normal_email(student_email) as email
    from student_mentions
),
id_of_email as (
    select email, min(ident) as id
    from mentions
    where has_id and email is not null
    group by email
    having count(distinct ident) = 1
),
ways as (
    select ident, ident as student from mentions where has_id
    union select email, id from id_of_email
    union select ident, ident from mentions anti join id_of_email on id_of_email.email = mentions.ident where not has_id
)
select w.ident, dense_rank() over (order by coalesce(d.meant, w.student))::integer as student_key,
       coalesce(d.meant, w.student) as student
from ways w
left join decided d on d.kind = 'student_is' and d.written = w.student
