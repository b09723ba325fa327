/*
title = "Reach"
question = "How much of the roster logs anything at all?"
aggregate = "rate"
unit = "percent"
of = "student"
numerator = "Students with a logged touch or interview"
denominator = "Students on the roster"
tier = "more"
chart = "bars"
beside_when = "is_population_who_logged"
caveats = ["not_recorded"]
needs = ["roster.student_id"]
*/
with logged as (
    select distinct a.student_key, p.period
    from (
        select student_key, started_on from marts.touches
        union all
        select student_key, started_on from marts.interviews
    ) a
    join period p on a.started_on between p.since and p.until
)
select s.*, p.period, l.student_key is not null as value
from marts.students s
cross join (select distinct period from period) p
left join logged l on l.student_key = s.student_key and l.period = p.period
where s.is_on_roster
