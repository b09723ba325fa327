-- One row per student and unbroken stretch of days enrolled, both ends inclusive; open ends reach everything.
-- From entered_on, else July 1 as many years before the class as the degree takes, but not later than the first act on
-- record; to left_on, else the last degree conferred since, else June 30 of the class. Where the roster is written by
-- terms: in those, from entered_on (or that first act) to left_on.
with degrees as (
    select s.student_key, max(d.conferred_on) as conferred_on
    from stg_degree_log d
    join student_idents s using (ident)
    group by s.student_key
),
told as (
    select
        e.student_key,
        r.entered_on,
        r.left_on,
        d.conferred_on,
        a.first_on,
        try_cast(r.class_year as integer) as class,
        coalesce(r.entered_on, make_date(class - y.years, 7, 1)) as begins_on
    from (select distinct student_key from student_idents) e
    left join (
        select s.student_key, t.* from stg_students t join student_idents s using (ident)
    ) r using (student_key)
    left join level_years y on y.degree_level = coalesce(r.degree_level, '')
    left join degrees d using (student_key)
    left join first_acts a using (student_key)
),
stretch as (
    select *, case when begins_on is null then date '0001-01-01' else least(begins_on, first_on) end as since,
           coalesce(left_on, case when conferred_on >= since then conferred_on end, make_date(class, 6, 30),
                    date '9999-12-31') as until
    from told
),
terms as (
    select distinct student_key, since, until from roster_rows where has_term
)
select student_key, since, until
from stretch
anti join terms using (student_key)
where since <= until
union all
-- an unknown day cuts nothing: greatest and least pass over it
select student_key,
       greatest(t.since, case when s.entered_on is not null then s.since end) as since,
       least(t.until, s.left_on) as until
from terms t
join stretch s using (student_key)
where greatest(t.since, case when s.entered_on is not null then s.since end) <= least(t.until, s.left_on)
