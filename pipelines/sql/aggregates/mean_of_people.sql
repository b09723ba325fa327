-- A mean over people: people(<cuts>, student_key, value number; null = unknown), one row a person in each cut.
select
    * exclude (student_key, value),
    count(value) as denominator,
    coalesce(sum(value), 0) as numerator,
    count(*) - count(value) as unknown_count,
    denominator as people,
    count(*) filter (where value <> 0) as people_in_numerator,
    max(value) as largest,
    denominator as m,
    denominator as xx,
    numerator as xy,
    coalesce(sum(value * value), 0) as yy
from people
group by all
