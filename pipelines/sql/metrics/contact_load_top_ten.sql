/*
title = "Share to the ten most asked"
question = "How much of what is asked goes to the ten contacts asked most?"
aggregate = "concentration"
unit = "percent"
of = "request"
rows_of = "contact_load"
numerator = "Requests of the ten contacts asked most"
denominator = "All requests; those of one group event are one"
tier = "more"
chart = "bars"
as_of = "both"
interval = "none"
caveats = ["not_recorded"]
needs = ["outreach_log.sent_on|contact_tracker.first_contacted_on|interview_log.held_on"]
leaves_out = "Bounced threads"
*/
