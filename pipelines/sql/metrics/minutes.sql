/*
title = "Minutes an interview takes"
question = "How long does an interview take?"
aggregate = "median"
unit = "minutes per interview"
of = "interview"
numerator = "Minutes of the interview in the middle"
denominator = "Held interviews where it was recorded"
tier = "more"
chart = "bars"
caveats = ["self_reported", "unknown_left_out"]
needs = ["interview_log.minutes"]
*/
select *, minutes as value
from marts.interviews
where status = 'held'
