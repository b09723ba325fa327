-- The share of all requests that goes to the ten contacts asked most: selection as for load.sql, without terms.
with requests as (
    select * exclude (student_key, is_shared) from selection where not is_shared
    union all
    select * exclude (student_key, is_shared) from selection where is_shared group by all
),
by_contact as (
    select * exclude (request_key), count(*) as y from requests group by all
),
by_student as (
    -- a student asks one contact once, so her rows are her requests
    select * exclude (contact_key, request_key, is_shared), count(*) as requests from selection group by all
),
parts as (
    select * exclude (contact_key) from by_contact
    union all by name
    select * exclude (student_key) from by_student
)
select
    * exclude (y, requests),
    sum(y) as denominator,
    list_sum(max(y, 10)) as numerator,
    0 as unknown_count,
    count(requests) as people,
    people as people_in_numerator,
    max(requests) as largest
from parts
group by all
