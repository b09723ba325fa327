/*
title = "Interviews held"
question = "How many interviews are held?"
aggregate = "count"
unit = "interviews"
of = "interview"
numerator = "Held student-interviews"
denominator = "None: a count"
tier = "more"
chart = "columns"
caveats = ["not_recorded"]
needs = ["interview_log.held_on|contact_tracker.talked_on*"]
*/
select *, 1 as value
from marts.interviews
where status = 'held'
