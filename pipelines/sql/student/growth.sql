-- One row per topic and scale the student answered in both surveys.
select topic, scale, pre, post, change, started_on as answered_on
from marts.survey_changes
where student_key = $student_key
order by topic, scale
