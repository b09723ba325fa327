-- One sum over another: selection(<cuts>, student_key, value, per), per the denominator's part of the same item.
-- Students are clusters: y and x their sums, u items where either is unknown. Whatever else selection has is a cut.
by_student as (
    select
        * exclude (value, per),
        coalesce(sum(per) filter (where value is not null), 0) as x,
        coalesce(sum(value) filter (where per is not null), 0) as y,
        count(*) filter (where value is null or per is null) as u
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
