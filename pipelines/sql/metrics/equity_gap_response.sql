/*
title = "Gap between groups: response"
says = "Response rate <value>"
begins = "Gap in replies"
question = "Do contacts reply to a group less, or more, than to all others?"
aggregate = "difference"
unit = "percentage points"
of = "thread"
rows_of = "response_rate"
numerator = "Share of the group's threads replied to within {reply_days} days"
denominator = "Less the same share of all other known groups together; threads at least {reply_days} days old, not bounced, reply known"
tier = "more"
chart = "bars"
as_of = "both"
caveats = ["unknown_left_out", "mature_only", "gap_not_why", "impact_methods"]
needs = ["outreach_log.reply|outreach_log.replied_on*|contact_tracker.reply|contact_tracker.replied_on*"]
leaves_out = "Students whose group is unknown; threads younger than {reply_days} days; bounced ones"
*/
