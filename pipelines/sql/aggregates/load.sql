-- Requests per contact and term: selection(<cuts>, student_key, contact_key, request_key, is_shared, nth_term).
-- Contacts are clusters: x terms in which one was asked, y requests made of it. People are the students who asked.
-- Counting distinct ones takes many times as long, so only shared requests are told apart, and a contact's terms are the
-- bits of a number: the first 64 of them. Only an office with decades of logs has later ones.
with requests as (
    select * exclude (student_key, is_shared) from selection where not is_shared
    union all by name
    select * exclude (student_key, is_shared, nth_term), min(nth_term) as nth_term   -- the term in which it was made
    from selection
    where is_shared
    group by all
),
later as (
    select * exclude (request_key, nth_term), count(distinct nth_term) as later_terms
    from requests
    where nth_term >= 64
    group by all
),
first as (
    select
        * exclude (request_key, nth_term),
        bit_or(case when nth_term < 64 then 1::ubigint << nth_term end) as terms,
        count(*) as y
    from requests
    group by all
),
by_contact as (
    select
        * exclude (terms, later_terms),
        coalesce(bit_count(terms), 0)::integer + coalesce(later_terms, 0) as x
    from first natural left join later
),
by_student as (
    -- a student asks one contact once, so her rows are her requests
    select * exclude (contact_key, request_key, is_shared, nth_term), count(*) as requests
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
