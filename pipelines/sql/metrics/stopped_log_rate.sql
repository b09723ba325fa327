/*
title = "Programs that stopped logging"
question = "In how many programs did logging stop?"
aggregate = "rate"
unit = "percent"
of = "program"
numerator = "Programs of students with held interviews, but none in the {stopped_days} days before the newest interview"
denominator = "Programs of students with held interviews"
better = "less"
tier = "more"
chart = "bars"
needs = ["interview_log.held_on|contact_tracker.talked_on*"]
*/
-- a program stands in for a student here: each counts once
select *, row_number() over (order by program) as student_key, is_stopped as value
from marts.program_logs
