/*
title = "Days to a thank-you"
says = "<value> of interviews <who> had been followed by a thank-you"
question = "How soon does the student say thank you?"
aggregate = "wait"
unit = "days"
of = "interview"
numerator = "Held interviews thanked for on a known day"
denominator = "Those, and held interviews not thanked for, which count as still waiting"
better = "less"
tier = "more"
chart = "lines"
caveats = ["self_reported", "unknown_left_out", "still_waiting", "waits_apart"]
needs = ["interview_log.thank_you_on*"]
leaves_out = "Interviews thanked for on an unknown day; those where nothing was recorded"
*/
select
    *,
    coalesce(thank_you_days, case when thank_you_state = 'not_thanked'
                                  then (select as_of_interviews from marts.settings) - started_on end) as waited_days,
    thank_you_days is not null as is_reached
from marts.interviews
where status = 'held'
