-- One row per major that rows write and whose CIP family is known: the one of the codes given with this major alone, where
-- they agree on a family; where no code says one, of the major's name.
with written as (
    select trim(unnest(string_split(majors, ';'))) as major, case when not contains(majors, ';') then cip_code end as cip_code
    from stg_roster
    union all
    select trim(major), cip_code from stg_degree_log
),
coded as (
    select w.major, count(distinct c.family) as families, min(c.family) as family
    from written w
    left join cip_codes c using (cip_code)
    where w.major <> ''
    group by w.major
),
told as (
    select c.major, case c.families when 0 then n.family when 1 then c.family end as family
    from coded c
    left join major_names n using (major)
)
select major, family from told where family is not null
