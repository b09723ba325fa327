-- The middle of people's values: selection(<cuts>, student_key, value; null = unknown), one row a person in each cut.
-- Gives the values on either side of each quartile, to be met in between, and those around the middle from
-- first_rank on: the ends of the interval (binomial order statistics) lie within n/2 ± √n, a few added for small n.
with sorted as (
    select
        * exclude (student_key, value),
        list(value order by value) filter (where value is not null) as sorted_values,
        count(value) as denominator,
        count(*) - count(value) as unknown_count,
        greatest(1, floor(denominator / 2 - sqrt(denominator))::bigint - 3) as first_rank,
        ceil(denominator / 2 + sqrt(denominator))::bigint + 3 as last_rank
    from selection
    group by all
)
select
    * exclude (sorted_values, last_rank),
    denominator as people,
    sorted_values[first_rank:last_rank] as middle_values,
    [
        sorted_values[floor((denominator - 1) * q)::bigint + 1] for q in [0.25, 0.5, 0.75]
    ] as below,
    [
        sorted_values[ceil((denominator - 1) * q)::bigint + 1] for q in [0.25, 0.5, 0.75]
    ] as above
from sorted
