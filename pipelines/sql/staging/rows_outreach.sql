-- One row per current row of the outreach log, its student known and its contact as written.
select
    *,
    contact_hash(student_key, email, url, nname, nemployer) as contact_hash,
    contact_hash_in(student_key, referred_by) as referred_by_hash
from (
    select
        s.student_key,
        normal_email(o.contact_email) as email,
        normal_url(o.contact_linkedin_url) as url,
        normal_name(o.contact_name) as nname,
        normal_name(o.contact_employer) as nemployer,
        o.* exclude (ident, student_id, student_email, student_name)
    from stg_outreach_log o
    join student_idents s using (ident)
)
