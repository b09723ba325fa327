/*
title = "What an interview costs"
question = "How much does a student spend on an interview?"
aggregate = "median"
unit = "dollars per interview"
of = "interview"
numerator = "Median dollars spent per interview"
denominator = "Held interviews where it was recorded"
tier = "more"
chart = "bars"
caveats = ["self_reported", "unknown_left_out"]
needs = ["interview_log.cost_usd"]
*/
select *, cost_usd as value
from marts.interviews
where status = 'held'
