/*
title = "What came of it"
says = "<value> of interviews <who> brought <part>"
question = "What do students take away from an interview?"
aggregate = "rate"
unit = "percent"
of = "interview"
numerator = "Held interviews with each kind of result, and with any"
denominator = "Held interviews at least {came_of_it_days} days old where it was recorded, “none” included"
better = "more"
tier = "core"
chart = "bars"
category = "came_of_it"
categories = ["any", "insight", "new_path", "training", "job_shadow", "resume_review", "lead", "application", "job_interview", "offer"]
categories_are = "kinds"
caveats = ["self_reported", "unknown_left_out", "not_a_cause"]
needs = ["interview_log.held_on|contact_tracker.talked_on*", "interview_log.came_of_it"]
leaves_out = "Interviews younger than {came_of_it_days} days; what the survey says came of it"
*/
select
    *,   -- null: not recorded. ['none']: recorded, and nothing came of it
    came_of_it <> ['none'] and came_of_it <> [] as "any",
    list_contains(came_of_it, 'insight') as insight,
    list_contains(came_of_it, 'new_path') as new_path,
    list_contains(came_of_it, 'training') as training,
    list_contains(came_of_it, 'job_shadow') as job_shadow,
    list_contains(came_of_it, 'resume_review') as resume_review,
    list_contains(came_of_it, 'lead') as lead,
    list_contains(came_of_it, 'application') as application,
    list_contains(came_of_it, 'job_interview') as job_interview,
    list_contains(came_of_it, 'offer') as offer
from marts.interviews
where status = 'held'
    and started_on <= (select as_of_interviews - came_of_it_days from marts.settings)   -- mature
