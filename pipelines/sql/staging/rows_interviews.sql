-- One row per interview as written, from the interview log and from trackers that say when they talked.
select
    *,
    contact_hash(student_key, email, url, nname, nemployer) as contact_hash,
    contact_hash_in(student_key, referred_by) as referred_by_hash
from (
    select
        s.student_key,
        normal_email(i.contact_email) as email,
        null::varchar as url,
        normal_name(i.contact_name) as nname,
        normal_name(i.contact_employer) as nemployer,
        -- a blank status was read by its date on the day of import: past = held, future = scheduled
        coalesce(i.status, i.status_by_date) as status,
        i.* exclude (ident, student_id, student_email, student_name, status, status_by_date)
    from stg_interview_log i
    join student_idents s using (ident)
)
