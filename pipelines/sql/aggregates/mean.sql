-- Each student's part in a mean over items: selection(<cuts>, student_key, value number; null = unknown).
-- x items known, y their sum, u unknown; clusters.sql adds them up.
select * exclude (value), count(value) as x, coalesce(sum(value), 0) as y, count(*) - count(value) as u
from selection
group by all
