/*
title = "Show rate"
says = "<value> of appointments <who> took place"
question = "How many appointments take place?"
aggregate = "rate"
unit = "percent"
of = "interview"
numerator = "Held interviews"
denominator = "Held, canceled and missed ones; past appointments without a result are printed as unknown"
better = "more"
tier = "more"
chart = "bars"
caveats = ["unknown_left_out"]
needs = ["interview_log.status"]
*/
select *, case when status <> 'scheduled' then status = 'held' end as value   -- null: result missing
from marts.interviews
where status <> 'scheduled' or is_result_missing
