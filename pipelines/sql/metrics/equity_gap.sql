/*
title = "Gap between groups: students reached"
says = "Share of students reached <value>"
begins = "Gap in students reached"
question = "Is a group reached less, or more, than all others?"
aggregate = "difference"
unit = "percentage points"
of = "student"
rows_of = "participation_rate"
numerator = "Share of the group with at least one held interview"
denominator = "Less the same share of all other known groups together"
tier = "more"
chart = "bars"
beside = ["equity_gap_response", "equity_gap_names", "equity_gap_outcomes"]
caveats = ["not_recorded", "expected_population", "gap_not_why", "impact_methods"]
needs = ["interview_log.held_on|contact_tracker.talked_on*"]
leaves_out = "Students whose group is unknown"
*/
