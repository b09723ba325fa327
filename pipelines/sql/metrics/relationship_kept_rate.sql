/*
title = "Relationship kept"
question = "How often is a student back in touch {relationship_from_days:words} to {relationship_until_days:words} later?"
aggregate = "rate"
unit = "percent"
of = "interview"
numerator = "Held interviews with a touch or another held interview with the same contact {relationship_from_days} to {relationship_until_days} days later"
denominator = "Held interviews at least {relationship_until_days} days old"
better = "more"
tier = "more"
chart = "bars"
as_of = "both"
caveats = ["not_recorded", "mature_only"]
needs = ["interview_log.held_on|contact_tracker.talked_on*"]
leaves_out = "Interviews younger than {relationship_until_days} days"
*/
select *, coalesce(kept_days <= (select relationship_until_days from marts.settings), false) as value
from marts.interviews
where status = 'held'
    and started_on <= (select as_of_both - relationship_until_days from marts.settings)   -- mature
