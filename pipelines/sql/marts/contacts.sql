-- One row per contact, each cell the last one filled.
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
)
select
    c.contact_key,
    last(w.name order by w._order) filter (w.name is not null) as name,
    last(w.email order by w._order) filter (w.email is not null) as email,
    last(w.employer order by w._order) filter (w.employer is not null) as employer,
    last(w.title order by w._order) filter (w.title is not null) as title,
    known(last(w.industry order by w._order) filter (w.industry is not null)) as industry,
    last(w.linkedin_url order by w._order) filter (w.linkedin_url is not null) as linkedin_url,
    last(w.is_alum order by w._order) filter (w.is_alum is not null) as is_alum
from contact_hashes c
left join written w using (contact_hash)
group by c.contact_key
order by c.contact_key
