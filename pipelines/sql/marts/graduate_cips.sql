-- One row per graduate and CIP code: six digits where a code gives them, else the two of the family; 'Unknown' where neither
-- code nor name of a major tells one. The degree log's majors, else what the roster says.
with conferred as (
    select s.student_key, coalesce(max(c.code), max(c.family), max(f.family), 'Unknown') as cip
    from stg_degree_log d
    join student_idents s using (ident)
    left join cip_codes c using (cip_code)
    left join major_families f on f.major = trim(d.major)
    where trim(d.major) <> '' or c.family is not null
    group by s.student_key, lower(trim(d.major))
),
rostered as (
    select s.student_key, coalesce(max(c.code), max(c.family)) as cip
    from stg_roster r
    join student_idents s using (ident)
    join cip_codes c using (cip_code)
    where c.family is not null and not contains(coalesce(r.majors, ''), ';')
    group by s.student_key
)
select g.student_key, c.cip from marts.graduates g join conferred c using (student_key)
union
select g.student_key, coalesce(r.cip, m.cip_family)
from marts.graduates g
anti join conferred using (student_key)
join marts.graduate_majors m using (student_key)
left join rostered r using (student_key)
order by student_key, cip
