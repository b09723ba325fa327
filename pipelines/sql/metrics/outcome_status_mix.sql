/*
title = "Outcomes as NACE counts them"
question = "What do all graduates of a class do, in the words of the First-Destination Survey?"
aggregate = "share"
unit = "percent"
of = "graduate"
numerator = "Graduates with that outcome"
denominator = "All graduates"
tier = "more"
chart = "stacked_bars"
category = "outcome_status"
categories = ["employed_full_time", "employed_part_time", "employed_unspecified", "volunteer_service", "military", "continuing_education", "seeking_employment", "seeking_continuing_education", "not_seeking", "unknown"]
categories_are = "parts"
interval = "none"
caveats = ["nace_rates"]
needs = ["first_destination.outcome_status"]
source = "NACE First-Destination Survey"
*/
select *, outcome_status as category
from marts.graduates
