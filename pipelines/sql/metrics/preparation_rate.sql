/*
title = "Came prepared"
question = "How often does a student come with research done and a question prepared?"
aggregate = "rate"
unit = "percent"
of = "interview"
numerator = "Held interviews with research noted and at least {prepared_questions:number} prepared question{prepared_questions:plural} (the number can be set)"
denominator = "Held interviews where both were recorded"
better = "more"
tier = "more"
chart = "bars"
caveats = ["self_reported", "unknown_left_out"]
needs = ["interview_log.has_researched", "interview_log.prepared_questions_count"]
*/
select
    *,
    -- only one of the two recorded is unknown, even if that one says no: else only failures would count
    case when has_researched is not null and prepared_questions_count is not null
         then has_researched and prepared_questions_count >= (select prepared_questions from marts.settings)
    end as value
from marts.interviews
where status = 'held'
