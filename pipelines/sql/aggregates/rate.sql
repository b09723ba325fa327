-- Each student's part in a share of items: selection(<cuts>, student_key, value boolean; null = unknown).
-- x items known and y true of each student, u unknown; clusters.sql adds them up.
select * exclude (value), count(value) as x, count(*) filter (where value) as y, count(*) - count(value) as u
from selection
group by all
