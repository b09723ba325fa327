-- What a regression needs: selection(<cuts>, student_key, value boolean; null = unknown, category, adjust_0, ...).
-- One row a segment, category and combination of what is adjusted for.
select
    * exclude (student_key, value),
    count(value) as known,
    count(*) filter (where value) as numerator,
    count(*) - known as unknown_count
from selection
group by all
