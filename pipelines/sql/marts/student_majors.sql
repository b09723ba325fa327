-- One row per student and major, from the roster; 'Unknown' where it names none.
-- cip_family: of the roster's CIP code where one major makes it certain whose it is, else of the major's name.
with named as (
    select s.student_key, unnest(string_split(r.majors, ';')) as major, r.cip_code,
           len(string_split(r.majors, ';')) as majors
    from stg_roster r join student_idents s using (ident)
),
known_majors as (
    select student_key, trim(named.major) as major,
           known(coalesce(max(c.family) filter (named.majors = 1), max(f.family))) as cip_family
    from named
    left join cip_codes c using (cip_code)
    left join major_families f on f.major = trim(named.major)
    where trim(named.major) <> ''
    group by student_key, trim(named.major)
)
select student_key, major, cip_family from known_majors
union all
select student_key, 'Unknown', 'Unknown' from marts.students anti join known_majors using (student_key)
order by student_key, major
