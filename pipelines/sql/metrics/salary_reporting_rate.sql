/*
title = "Share reporting a salary"
question = "How many of those employed full-time reported what they earn?"
aggregate = "rate"
unit = "percent"
of = "graduate"
numerator = "Graduates employed full-time with a salary reported"
denominator = "Graduates employed full-time"
better = "more"
tier = "more"
chart = "bars"
interval = "none"
needs = ["first_destination.salary_usd*"]
source = "NACE First-Destination Survey"
*/
select *, coalesce(salary_usd > 0, false) as value
from marts.graduates
where outcome_status = 'employed_full_time'
