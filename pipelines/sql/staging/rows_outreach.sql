-- One row per current row of the outreach log, its student known and its contact as written.
-- occurrence: the nth row of that student, contact and day; two touches a day stay two.
select
    s.student_key,
    normal_email(o.contact_email) as email,
    normal_url(o.contact_linkedin_url) as url,
    normal_name(o.contact_name) as nname,
    normal_name(o.contact_employer) as nemployer,
    contact_hash(s.student_key, email, url, nname, nemployer) as contact_hash,
    contact_hash_in(s.student_key, o.referred_by) as referred_by_hash,
    row_number() over (
        partition by hash(o.student_id, o.student_email,
                          case when o.student_id is null and o.student_email is null then o.student_name end,
                          o.contact_email, o.contact_linkedin_url, o.contact_name, o.contact_employer), o.sent_on
        order by o._order
    ) as occurrence,
    o.* exclude (student_id, student_email, student_name)
from stg_outreach_log o
join student_idents s on s.ident = student_ident(o.student_id, o.student_email, o.student_name)
