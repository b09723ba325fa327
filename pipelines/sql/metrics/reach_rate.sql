/*
title = "Reach"
says = "<value> of students <who> were reached"
question = "How much of the roster logs anything at all?"
aggregate = "rate"
unit = "percent"
of = "student"
numerator = "Students with a logged touch or interview"
denominator = "Students enrolled, of the roster"
better = "more"
tier = "more"
chart = "bars"
as_of = "activity"
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
select s.*, l.student_key is not null as value
from enrolled s
left join logged l on l.student_key = s.student_key and l.period = s.period
