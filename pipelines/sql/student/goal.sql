-- What the student said became of their goal: at most one row.
select goal_change, started_on as answered_on
from marts.goal_changes
where student_key = $student_key
