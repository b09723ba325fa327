-- What people say changed: selection(<cuts>, student_key, value = after − before), one row a person in each cut.
-- The largest part one person supplies is taken of all movement, up or down.
select
    * exclude (student_key, value),
    count(value) as denominator,
    coalesce(sum(value), 0) as numerator,
    count(*) - count(value) as unknown_count,
    denominator as people,
    count(*) filter (where value <> 0) as people_in_numerator,
    max(abs(value)) as largest,
    sum(abs(value)) as supplied,
    denominator as m,
    denominator as xx,
    numerator as xy,
    coalesce(sum(value * value), 0) as yy
from selection
group by all
