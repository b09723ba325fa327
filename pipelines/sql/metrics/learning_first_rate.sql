/*
title = "Learning, not asking"
question = "How often does a student come to learn, without asking for a job?"
aggregate = "rate"
unit = "percent"
of = "interview"
numerator = "Held interviews in which the student did not ask for a job"
denominator = "Held interviews where it was recorded"
better = "more"
tier = "more"
chart = "bars"
caveats = ["self_reported", "unknown_left_out"]
needs = ["interview_log.has_asked_for_job"]
*/
select *, not has_asked_for_job as value
from marts.interviews
where status = 'held'
