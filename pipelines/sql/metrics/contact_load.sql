/*
title = "Load on contacts"
question = "How often is a contact asked in one term?"
aggregate = "load"
unit = "requests per contact and term"
of = "request"
numerator = "Requests: threads by their first touch (or first interview, where no touch is on record); those of one group event are one request"
denominator = "Contacts asked, counted in each term they were"
tier = "more"
chart = "columns"
as_of = "both"
beside = ["contact_load_top_ten"]
caveats = ["not_recorded"]
needs = ["outreach_log.sent_on|contact_tracker.first_contacted_on|interview_log.held_on"]
leaves_out = "Bounced threads"
*/
select *
from marts.requests
