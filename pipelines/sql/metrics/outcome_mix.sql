/*
title = "What graduates do"
question = "What do all graduates of a class do?"
aggregate = "share"
unit = "percent"
of = "graduate"
numerator = "Graduates with that outcome"
denominator = "All graduates"
tier = "more"
chart = "stacked_bars"
category = "outcome"
categories = ["employed", "continuing_education", "service_and_military", "seeking", "not_seeking", "unknown"]
categories_are = "parts"
interval = "none"
caveats = ["nace_rates"]
needs = ["first_destination.outcome_status"]
source = "NACE First-Destination Survey"
*/
select
    *,
    case when nace_group in ('service', 'military') then 'service_and_military' else nace_group end as category
from marts.graduates
