-- Requests per contact and term: selection(<cuts>, student_key, contact_key, request_key, term_on).
-- Contacts are clusters: x terms in which one was asked, y requests made of it. People are the students who asked.
by_contact as (
    select
        * exclude (student_key, request_key, term_on),
        count(distinct term_on) as x,
        count(distinct request_key) as y
    from selection
    group by all
),
by_student as (
    select * exclude (contact_key, request_key, term_on), count(distinct request_key) as requests
    from selection
    group by all
),
parts as (
    select * exclude (contact_key) from by_contact
    union all by name
    select * exclude (student_key) from by_student
)
select
    * exclude (x, y, requests),
    sum(x) as denominator,
    sum(y) as numerator,
    0 as unknown_count,
    count(requests) as people,
    people as people_in_numerator,
    max(requests) as largest,
    count(x) as m,
    sum(x * x) as xx,
    sum(x * y) as xy,
    sum(y * y) as yy
from parts
group by all
