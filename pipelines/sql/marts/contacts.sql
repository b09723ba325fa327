-- One row per contact, each cell the last one filled; the employer by its one name. key: how decisions name her.
-- Industry: as rows say; else the employer's NAICS sector. A profile address may also come from a decision.
with written as (
    select contact_hash, contact_name as name, contact_email as email, contact_employer as employer,
           contact_title as title, contact_industry as industry, contact_linkedin_url as linkedin_url, is_alum, _order
    from rows_outreach
    union all by name
    select contact_hash, contact_name as name, contact_email as email, contact_employer as employer,
           contact_title as title, contact_industry as industry, is_alum, _order
    from rows_interviews
    union all by name
    select contact_hash, contact_name as name, contact_email as email, contact_employer as employer, _order
    from rows_tracker
    union all by name
    select contact_hash, name, email, employer, _order from rows_named
    union all by name
    select referrer_hash as contact_hash, referrer_name as name, referrer_email as email, -1 as _order
    from rows_named where source = 'referral_log'
),
told as (
    select
        c.contact_key,
        last(w.name order by w._order) filter (w.name is not null) as name,
        last(w.email order by w._order) filter (w.email is not null) as email,
        last(w.employer order by w._order) filter (w.employer is not null) as employer,
        last(w.title order by w._order) filter (w.title is not null) as title,
        last(w.industry order by w._order) filter (w.industry is not null) as industry,
        last(w.linkedin_url order by w._order) filter (w.linkedin_url is not null) as linkedin_url,
        last(w.is_alum order by w._order) filter (w.is_alum is not null) as is_alum
    from contact_hashes c
    left join written w using (contact_hash)
    group by c.contact_key
),
keys as (
    select contact_key, any_value(entity) as entity, min(key) as key from contact_hashes group by contact_key
),
profiles as (
    select meant as entity, min(substr(entity, 3)) as linkedin_url
    from contact_merges
    where starts_with(entity, 'u:')
    group by meant
)
select
    t.contact_key,
    'contact:' || k.key as key,
    t.name,
    t.email,
    e.name as employer,
    s.employer as employer_key,
    t.title,
    coalesce(t.industry, e.industry, 'Unknown') as industry,
    coalesce(t.linkedin_url, p.linkedin_url) as linkedin_url,
    t.is_alum
from told t
join keys k using (contact_key)
left join employer_spellings s on s.spelling = t.employer
left join marts.employers e on e.employer_key = s.employer
left join profiles p on p.entity = k.entity
order by t.contact_key
