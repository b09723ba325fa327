/*
title = "Logged late"
question = "How often is an interview logged more than {late_log_days:words} after it?"
aggregate = "rate"
unit = "percent"
of = "log_row"
numerator = "Rows logged more than {late_log_days} days after the interview"
denominator = "Rows of the interview log that say when they were logged"
within = "{late_log_days:words}"
better = "less"
tier = "more"
chart = "bars"
caveats = ["unknown_left_out"]
needs = ["interview_log.logged_at"]
*/
select *, logged_days > (select late_log_days from marts.settings) as value   -- no logging date: unknown
from marts.log_rows
