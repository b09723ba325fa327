-- A mean over items: selection(<cuts>, student_key, value number; null = unknown).
-- Students are clusters: x items known, y their sum, u unknown. Whatever else selection has is a cut.
by_student as (
    select * exclude (value), count(value) as x, coalesce(sum(value), 0) as y, count(*) - count(value) as u
    from selection
    group by all
)
select
    * exclude (student_key, x, y, u),
    sum(x) as denominator,
    sum(y) as numerator,
    sum(u) as unknown_count,
    count(*) filter (where x > 0) as people,
    count(*) filter (where y > 0) as people_in_numerator,
    max(y) as largest,
    count(*) filter (where x > 0 or y > 0) as m,
    sum(x * x) as xx,
    sum(x * y) as xy,
    sum(y * y) as yy
from by_student
group by all
