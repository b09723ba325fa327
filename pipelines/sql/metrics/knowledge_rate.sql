/*
title = "Knowledge rate"
says = "We know what <value> of graduates <who> are doing"
question = "Of how many graduates do we know the outcome?"
aggregate = "rate"
unit = "percent"
of = "graduate"
numerator = "Graduates employed, in service, in the military, in continuing education, seeking or not seeking"
denominator = "All graduates"
better = "more"
tier = "core"
chart = "bars"
interval = "none"
beside = ["career_outcomes_rate"]
caveats = ["nace_rates"]
needs = ["first_destination.outcome_status"]
source = "NACE First-Destination Survey"
*/
select *, nace_group <> 'unknown' as value
from marts.graduates
