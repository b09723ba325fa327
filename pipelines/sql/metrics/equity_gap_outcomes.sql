/*
title = "Gap between groups: outcomes"
says = "Career outcomes rate <value>"
begins = "Gap in outcomes"
question = "Does a group land less, or more, often than all others?"
aggregate = "difference"
unit = "percentage points"
of = "graduate"
rows_of = "career_outcomes_rate"
numerator = "Career outcomes rate of the group"
denominator = "Less that of all other known groups together"
tier = "more"
chart = "bars"
interval = "none"
caveats = ["nace_rates", "gap_not_why", "impact_methods"]
needs = ["first_destination.outcome_status"]
leaves_out = "Graduates whose group is unknown; graduates not seeking; unknown outcomes"
source = "NACE First-Destination Survey"
*/
