-- One row per graduate and major: the degree log's, else the roster's; 'Unknown' where neither names one.
with conferred as (
    select s.student_key, trim(d.major) as major, known(coalesce(max(c.family), max(f.family))) as cip_family
    from stg_degree_log d
    join student_idents s using (ident)
    left join cip_codes c using (cip_code)
    left join major_families f on f.major = trim(d.major)
    where trim(d.major) <> ''
    group by s.student_key, trim(d.major)
)
select g.student_key, c.major, c.cip_family
from marts.graduates g join conferred c using (student_key)
union all
select g.student_key, m.major, m.cip_family
from marts.graduates g
anti join conferred using (student_key)
join marts.student_majors m using (student_key)
order by student_key, major
