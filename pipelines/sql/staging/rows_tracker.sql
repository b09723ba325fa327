-- One row per current row of the contact trackers: a student and a contact, with what happened between them.
select
    *,
    contact_hash(student_key, email, url, nname, nemployer) as contact_hash,
    contact_hash_in(student_key, referred_by) as referred_by_hash
from (
    select
        s.student_key,
        normal_email(t.contact_email) as email,
        null::varchar as url,
        normal_name(t.contact_name) as nname,
        normal_name(t.contact_employer) as nemployer,
        list_sort(list_distinct([d::date for d in string_split(t.followed_up_on, ';') if trim(d) <> ''])) as follow_ups,
        t.* exclude (ident, student_id, student_email, student_name)
    from stg_contact_tracker t
    join student_idents s using (ident)
)
