-- One row per person named to a student, as written: rows of the referral log and names listed with an interview.
select
    * exclude (interview_hash),
    contact_hash(student_key, email, null, nname, nemployer) as contact_hash,
    coalesce(interview_hash, contact_hash(student_key, referrer_email, null, referrer_nname, null)) as referrer_hash
from (
    select
        s.student_key,
        null::ubigint as interview_hash,
        email_in(r.referrer) as referrer_email,
        name_in(r.referrer) as referrer_nname,
        case when not contains(r.referrer, '@') then trim(r.referrer) end as referrer_name,
        normal_email(r.referred_email) as email,
        normal_name(r.referred_name) as nname,
        normal_name(r.referred_employer) as nemployer,
        r.referred_name as name,
        r.referred_employer as employer,
        r.referred_on as named_on,
        r.has_permission,
        coalesce(r.was_already_known, false) as was_already_known,
        'referral_log' as source,
        r._order
    from stg_referral_log r
    join student_idents s using (ident)
    union all by name
    select
        i.student_key,
        i.contact_hash as interview_hash,
        email_in(token) as email,
        name_in(token) as nname,
        case when not contains(token, '@') then trim(token) end as name,
        i.held_on as named_on,
        false as was_already_known,
        'interview_log' as source,
        i._order
    from (
        select *, unnest(string_split(referred_contacts, ';')) as token
        from rows_interviews
        where referred_contacts is not null and status = 'held'
    ) i
    where trim(token) <> ''
)
