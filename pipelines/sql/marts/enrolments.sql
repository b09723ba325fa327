-- One row per student and unbroken stretch of days on which she was enrolled, all of it alike: whether a log was expected
-- of her, and in which programs she was (['Unknown'] = in none). Both ends are inclusive; open ends reach everything.
with edges as (
    select student_key, since as day from enrolled_days
    union select student_key, until + 1 from enrolled_days where until < date '9999-12-31'
    union select student_key, since from expected_days
    union select student_key, until + 1 from expected_days where until < date '9999-12-31'
    union select student_key, since from marts.student_programs
    union select student_key, until + 1 from marts.student_programs where until < date '9999-12-31'
),
pieces as (
    select student_key, day as since,
           coalesce(lead(day) over (partition by student_key order by day) - 1, date '9999-12-31') as until
    from edges
),
expected as (
    select distinct p.student_key, p.since
    from pieces p
    join expected_days e on e.student_key = p.student_key and p.since between e.since and e.until
),
programs as (
    select p.student_key, p.since, list(distinct g.program order by g.program) as programs
    from pieces p
    join marts.student_programs g on g.student_key = p.student_key and p.since between g.since and g.until
    group by all
)
select p.student_key, p.since, p.until, x.since is not null as is_expected, g.programs
from pieces p
join enrolled_days e on e.student_key = p.student_key and p.since between e.since and e.until
join programs g on g.student_key = p.student_key and g.since = p.since
left join expected x on x.student_key = p.student_key and x.since = p.since
order by p.student_key, p.since
