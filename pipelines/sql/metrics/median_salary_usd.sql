/*
title = "Starting salary"
says = "Median starting pay <who> is <value>"
question = "What does a full-time job pay at the start?"
aggregate = "median"
unit = "usd"
of = "graduate"
numerator = "Base pay a year of the graduate in the middle"
denominator = "Graduates employed full-time with a salary reported"
better = "more"
tier = "more"
chart = "bars"
beside = ["salary_reporting_rate"]
caveats = ["salary_reported", "unknown_left_out"]
needs = ["first_destination.salary_usd*"]
source = "NACE First-Destination Survey"
*/
select *, case when salary_usd > 0 then salary_usd end as value
from marts.graduates
where outcome_status = 'employed_full_time'
