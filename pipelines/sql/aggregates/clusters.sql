-- What students' items add up to, students being clusters: people(<cuts>, student_key, x in the denominator, y in the
-- numerator, u unknown), one row a student in each cut. Whatever else people has is a cut.
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
from people
group by all
