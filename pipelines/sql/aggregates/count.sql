-- A number of things: selection(<cuts>, student_key, value), value how many one row stands for.
-- People are the students who have any. Whatever else selection has is a cut.
with by_student as (
    select * exclude (value), coalesce(sum(value), 0) as y
    from selection
    group by all
)
select
    * exclude (student_key, y),
    sum(y) as numerator,
    count(*) filter (where y > 0) as people_in_numerator,
    max(y) as largest
from by_student
group by all
