/*
title = "Informal mentors"
question = "How many contacts do students come back to again and again?"
aggregate = "count"
unit = "pairs"
of = "thread"
numerator = "Pairs of a student and a contact with three held interviews or more over {mentor_days} days or more, on the day of the first"
denominator = "None: a count"
better = "more"
tier = "more"
chart = "columns"
as_of = "interviews"
caveats = ["not_recorded"]
needs = ["interview_log.held_on|contact_tracker.talked_on*"]
*/
select * replace (first_held_on as started_on), 1 as value
from marts.threads
where held_count >= 3
    and last_held_on - first_held_on >= (select mentor_days from marts.settings)
