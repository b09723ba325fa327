/*
title = "Asked for a referral"
says = "<value> of interviews <who> asked for a name"
question = "How often does a student ask who else to speak to?"
aggregate = "rate"
unit = "percent"
of = "interview"
numerator = "Held interviews in which the student asked"
denominator = "Held interviews where it was recorded"
better = "more"
tier = "more"
chart = "steps"
caveats = ["self_reported", "unknown_left_out"]
needs = ["interview_log.has_asked_for_referral"]
*/
select *, has_asked_for_referral as value
from marts.interviews
where status = 'held'
