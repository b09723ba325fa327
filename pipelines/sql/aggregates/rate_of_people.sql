-- A share of people: people(<cuts>, student_key, value boolean; null = unknown), one row a person in each cut.
select
    * exclude (student_key, value),
    count(value) as denominator,
    count(*) filter (where value) as numerator,
    count(*) - count(value) as unknown_count,
    denominator as people,
    numerator as people_in_numerator,
    least(numerator, 1) as largest
from people
group by all
