-- The middle of items' values: selection(<cuts>, student_key, value; null = unknown).
-- People are the students with a known one. What comes back is what median_of_people.sql says.
with sorted as (
    select
        * exclude (student_key, value),
        list(value order by value) filter (where value is not null) as sorted_values,
        count(value) as denominator,
        count(*) - count(value) as unknown_count,
        count(distinct student_key) filter (where value is not null) as people,
        greatest(1, floor(denominator / 2 - sqrt(denominator))::bigint - 3) as first_rank,
        ceil(denominator / 2 + sqrt(denominator))::bigint + 3 as last_rank
    from selection
    group by all
)
select
    * exclude (sorted_values, last_rank),
    sorted_values[first_rank:last_rank] as middle_values,
    [
        sorted_values[floor((denominator - 1) * q)::bigint + 1] for q in [0.25, 0.5, 0.75]
    ] as below,
    [
        sorted_values[ceil((denominator - 1) * q)::bigint + 1] for q in [0.25, 0.5, 0.75]
    ] as above
from sorted
