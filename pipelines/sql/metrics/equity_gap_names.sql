/*
title = "Gap between groups: left with a name"
says = "Share of interviews that end with a name <value>"
begins = "Gap in interviews that end with a name"
question = "Does a group leave with a name less, or more, often than all others?"
aggregate = "difference"
unit = "percentage points"
of = "interview"
rows_of = "referral_any_rate"
numerator = "Share of the group's held interviews naming at least one person"
denominator = "Less the same share of all other known groups together; where the number named was recorded"
tier = "more"
chart = "bars"
caveats = ["self_reported", "unknown_left_out", "gap_not_why", "impact_methods"]
needs = ["interview_log.held_on|contact_tracker.talked_on*", "interview_log.referrals_count|interview_log.referred_contacts*|contact_tracker.referrals_count*|referral_log.referred_name"]
leaves_out = "Students whose group is unknown"
*/
