-- Each student's part in one sum over another: selection(<cuts>, student_key, value, per), per the denominator's part
-- of the same item. y and x their sums, u items where either is unknown; clusters.sql adds them up.
select
    * exclude (value, per),
    coalesce(sum(per) filter (where value is not null), 0) as x,
    coalesce(sum(value) filter (where per is not null), 0) as y,
    count(*) filter (where value is null or per is null) as u
from selection
group by all
