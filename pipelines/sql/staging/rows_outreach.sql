-- One row per current row of the outreach log, its student known and its contact as written.
select
    s.student_key,
    normal_email(o.contact_email) as email,
    normal_url(o.contact_linkedin_url) as url,
    normal_name(o.contact_name) as nname,
    normal_name(o.contact_employer) as nemployer,
    contact_hash(s.student_key, email, url, nname, nemployer) as contact_hash,
    contact_hash_in(s.student_key, o.referred_by) as referred_by_hash,
    o.* exclude (student_id, student_email, student_name)
from stg_outreach_log o
join student_idents s on s.ident = student_ident(o.student_id, o.student_email, o.student_name)
