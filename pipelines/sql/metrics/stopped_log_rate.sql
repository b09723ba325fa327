/*
title = "Programs that stopped logging"
question = "In how many programs did logging stop?"
aggregate = "rate"
unit = "percent"
of = "program"
numerator = "Programs with logs but none in the {stopped_days} days before the newest interview"
denominator = "Programs with logs"
tier = "more"
chart = "bars"
needs = ["interview_log.held_on"]
*/
-- a program stands in for a student here: each counts once
select *, row_number() over (order by program) as student_key, is_stopped as value
from marts.program_logs
