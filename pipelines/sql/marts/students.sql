-- One row per student: everybody on the roster, and everybody a log, survey, degree or outcome names.
-- When they were enrolled, and expected to log, is in marts.enrolments. has_logged: a dated touch or interview, on any day.
with everybody as (
    select student_key, min(student) as student from student_idents group by student_key
),
roster as (
    select s.student_key, r.*
    from stg_students r join student_idents s using (ident)
),
written as (
    -- how the student is written elsewhere, for those not on the roster
    select s.student_key, min(w.student_id) as student_id, min(w.student_email) as student_email,
           min(w.student_name) as student_name
    from student_mentions w
    join student_idents s using (ident)
    where w.source <> 'roster'
    group by s.student_key
),
logged as (
    select student_key from touch_base union select student_key from interview_base where held_on is not null
)
select
    e.student_key,
    -- whoever is known by name alone goes by that
    coalesce(r.student_id, w.student_id, case when w.student_email is null then w.student_name end) as student_id,
    coalesce(r.email, w.student_email) as student_email,
    -- a name in one column is split; without a roster it is the one that rows give
    coalesce(r.first_name, nullif(whole_name(coalesce(r.student_name, w.student_name)).given, '')) as first_name,
    coalesce(r.last_name, nullif(whole_name(coalesce(r.student_name, w.student_name)).family, '')) as last_name,
    known(r.campus) as campus,
    known(r.college) as college,
    known(r.degree_level) as degree_level,
    known(r.class_year) as class_year,
    yes_no(r.is_first_generation) as is_first_generation,
    yes_no(r.is_transfer) as is_transfer,
    yes_no(r.is_international) as is_international,
    known(r.gender) as gender,
    known(r.race_ethnicity) as race_ethnicity,
    known(r.advisor) as advisor,
    r.student_key is not null as is_on_roster,
    l.student_key is not null as has_logged
from everybody e
left join roster r using (student_key)
left join written w using (student_key)
left join logged l using (student_key)
order by e.student_key
