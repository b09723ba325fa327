-- One row per person named to a student, as written: rows of the referral log and names listed with an interview.
select
    s.student_key,
    email_in(r.referrer) as referrer_email,
    name_in(r.referrer) as referrer_nname,
    case when not contains(r.referrer, '@') then trim(r.referrer) end as referrer_name,
    contact_hash_in(s.student_key, r.referrer) as referrer_hash,
    normal_email(r.referred_email) as email,
    normal_name(r.referred_name) as nname,
    normal_name(r.referred_employer) as nemployer,
    contact_hash(s.student_key, email, null, nname, nemployer) as contact_hash,
    r.referred_name as name,
    r.referred_employer as employer,
    r.referred_on as named_on,
    r.has_permission,
    coalesce(r.was_already_known, false) as was_already_known,
    'referral_log' as source,
    r._order
from stg_referral_log r
join student_idents s on s.ident = student_ident(r.student_id, r.student_email, r.student_name)
union all by name
select
    i.student_key,
    i.contact_hash as referrer_hash,
    email_in(token) as email,
    name_in(token) as nname,
    null as nemployer,
    contact_hash_in(i.student_key, token) as contact_hash,
    case when not contains(token, '@') then trim(token) end as name,
    i.held_on as named_on,
    null::boolean as has_permission,
    false as was_already_known,
    'interview_log' as source,
    i._order
from (
    select *, unnest(string_split(referred_contacts, ';')) as token
    from rows_interviews
    where referred_contacts is not null and status = 'held'
) i
where trim(token) <> ''
