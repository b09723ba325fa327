-- Parts of a whole, or several kinds that may each hold, over items: selection(<cuts key_1, key_2>, student_key,
-- is_known, kind_0, kind_1, ...: true or null). One row a segment, a column a kind.
-- key_0 is the whole's: a segment has a key even where nothing is cut.
-- Students are clusters: x items known, y_<i> of kind i. Doubles, because sums of products are taken.
with by_student as (
    select
        columns('^(key_\d+|student_key)$'),
        count(*) as items,
        count(is_known)::double as x,
        count(columns('^kind_(\d+)$'))::double as "y_\1"
    from selection
    group by all
)
select
    columns('^key_\d+$'),
    sum(x) as denominator,
    sum(items) - sum(x) as unknown_count,
    count(*) filter (where x > 0) as m,
    sum(x * x) as xx,
    sum(columns('^y_(\d+)$')) as "numerator_\1",
    count_if(columns('^y_(\d+)$') > 0) as "people_in_numerator_\1",
    max(columns('^y_(\d+)$')) as "largest_\1",
    sum(x * columns('^y_(\d+)$')) as "xy_\1",
    sum(columns('^y_(\d+)$') * columns('^y_(\d+)$')) as "yy_\1"
from (select 0 as key_0, * from by_student)
group by all
