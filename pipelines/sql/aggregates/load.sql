-- Requests per contact and term: selection(<cuts>, student_key, contact_key, request_key, is_shared, is_only_in_term,
-- term_on). Contacts are clusters: x terms in which one was asked, y requests made of it. People are the students who asked.
-- Counted step by step; only shared requests are told apart, and only contacts asked again in a term counted by term:
-- counting distinct ones takes many times as long.
requests as (
    select * exclude (student_key, is_shared, is_only_in_term) from selection where not is_only_in_term and not is_shared
    union all
    select * exclude (student_key, is_shared, is_only_in_term) from selection where not is_only_in_term and is_shared group by all
),
by_term as (
    select * exclude (student_key, request_key, is_shared, is_only_in_term), 1 as asked from selection where is_only_in_term
    union all by name
    select * exclude (request_key), count(*) as asked from requests group by all
),
by_contact as (
    select * exclude (term_on, asked), count(*) as x, sum(asked) as y from by_term group by all
),
by_student as (
    -- a student asks one contact once, so her rows are her requests
    select * exclude (contact_key, request_key, is_shared, is_only_in_term, term_on), count(*) as requests
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
