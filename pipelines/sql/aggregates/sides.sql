-- Two rates side by side, students being clusters: people(<cuts>, category, student_key, x, y, u) as for clusters.sql, and
-- category one of two sides. A row a side: its own sums, and what its students have on the other side (..._shared).
with together as (
    select * exclude (category, x, y, u), sum(x) as both_x, sum(y) as both_y from people group by all
)
select
    * exclude (student_key, x, y, u, both_x, both_y),
    sum(x) as denominator,
    sum(y) as numerator,
    sum(u) as unknown_count,
    count(*) filter (where x > 0) as people,
    count(*) filter (where x > 0) as m,
    sum(x * x) as xx,
    sum(x * y) as xy,
    sum(y * y) as yy,
    count(*) filter (where x > 0 and both_x > x) as m_shared,
    sum(x * (both_x - x)) as xx_shared,
    sum(x * (both_y - y)) as xy_shared,
    sum(y * (both_y - y)) as yy_shared
from people natural join together
group by all
