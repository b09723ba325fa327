-- One row per student and major, from the roster; 'Unknown' where it names none.
-- cip_family: the first two digits of the roster's CIP code; only where one major makes it certain whose it is.
with named as (
    select s.student_key, unnest(string_split(r.majors, ';')) as major, r.cip_code,
           len(string_split(r.majors, ';')) as majors
    from stg_roster r join student_idents s on s.ident = lower(r.student_id)
),
known_majors as (
    select student_key, trim(major) as major,
           known(max(case when majors = 1 then left(cip_code, 2) end)) as cip_family
    from named
    where trim(major) <> ''
    group by all
)
select student_key, major, cip_family from known_majors
union all
select student_key, 'Unknown', 'Unknown' from marts.students anti join known_majors using (student_key)
order by student_key, major
