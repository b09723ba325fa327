-- One row per way a contact is written, with the contact the rule says is meant:
-- the e-mail; else the profile address; else name and employer; else a name within one student's own contacts.
-- A row without the first joins a contact only where exactly one matches on the next; e-mails never merge by themselves.
-- Employers count as the one decided to be meant. key: the way in words, as decisions name it.
with written as (
    select student_key, email, url, nname, nemployer, contact_hash from rows_outreach
    union select student_key, email, url, nname, nemployer, contact_hash from rows_interviews
    union select student_key, email, url, nname, nemployer, contact_hash from rows_tracker
    union select student_key, email, null, nname, nemployer, contact_hash from rows_named
    union select student_key, referrer_email, null, referrer_nname, null, referrer_hash from rows_named
        where source = 'referral_log'
    union select student_key, email_in(referred_by), null, name_in(referred_by), null, referred_by_hash
        from (
            select student_key, referred_by, referred_by_hash from rows_outreach
            union select student_key, referred_by, referred_by_hash from rows_interviews
            union select student_key, referred_by, referred_by_hash from rows_tracker
        )
        where referred_by is not null
),
ways as (
    select w.* exclude (nemployer), w.nemployer as employer_written, coalesce(d.meant, w.nemployer) as nemployer
    from written w
    left join decided d on d.kind = 'employer_is' and d.written = w.nemployer
),
by_email as (
    select *, 'e:' || email as entity, entity as key from ways where email is not null
),
email_of_name as (
    select nname, nemployer, min(entity) as entity
    from by_email
    where nname is not null and nemployer is not null
    group by all
    having count(distinct entity) = 1
),
emails_of_url as (
    select url, min(entity) as entity, count(distinct entity) as entities
    from by_email
    where url is not null
    group by url
),
url_only as (
    select w.*, u.entity as entity_by_url, coalesce(u.entities, 0) as entities_by_url, n.entity as entity_by_name
    from ways w
    left join emails_of_url u using (url)
    left join email_of_name n on n.nname = w.nname and n.nemployer = w.nemployer
    where w.email is null and w.url is not null
),
entity_of_url as (
    select url, case
        when max(entities_by_url) = 1 then min(entity_by_url)
        when max(entities_by_url) = 0 and count(distinct entity_by_name) = 1 then min(entity_by_name)
        else 'u:' || url
    end as entity
    from url_only
    group by url
),
by_url as (
    select w.*, u.entity, 'u:' || w.url as key
    from ways w join entity_of_url u using (url)
    where w.email is null
),
known_names as (
    select nname, nemployer, min(entity) as entity
    from (select nname, nemployer, entity from by_email union select nname, nemployer, entity from by_url)
    where nname is not null and nemployer is not null
    group by all
    having count(distinct entity) = 1
),
by_name as (
    select w.*, coalesce(k.entity, 'n:' || coalesce(w.nname, '') || '|' || w.nemployer) as entity,
           'n:' || coalesce(w.nname, '') || '|' || w.employer_written as key
    from ways w
    left join known_names k on k.nname = w.nname and k.nemployer = w.nemployer
    where w.email is null and w.url is null and w.nemployer is not null
),
fuller as (
    select student_key, nname, entity, key, contact_hash from by_email
    union all select student_key, nname, entity, key, contact_hash from by_url
    union all select student_key, nname, entity, key, contact_hash from by_name
),
names_of_student as (
    select student_key, nname, min(entity) as entity
    from fuller
    where nname is not null
    group by all
    having count(distinct entity) = 1
),
students as (
    select student_key, any_value(student) as student from student_idents group by student_key
),
by_name_alone as (
    select 's:' || s.student || '|' || w.nname as key, coalesce(n.entity, key) as entity, w.contact_hash
    from ways w
    join students s using (student_key)
    left join names_of_student n on n.student_key = w.student_key and n.nname = w.nname
    where w.email is null and w.url is null and w.nemployer is null and w.nname is not null
)
select contact_hash, entity, key from fuller union select contact_hash, entity, key from by_name_alone
