/*
title = "Days from first interview to outcome"
says = "<value> of graduates <who> had an outcome"
question = "How long is it from a graduate's first interview to accepting what came of the search?"
aggregate = "wait"
unit = "days"
of = "graduate"
numerator = "Graduates employed, in service, in the military or in continuing education, accepted on a known day"
denominator = "Those, and graduates seeking, who count as still waiting on the day they reported it (blank: the day of import); with a held interview by then"
better = "less"
tier = "more"
chart = "lines"
caveats = ["not_a_cause", "unknown_left_out", "still_waiting", "waits_apart"]
needs = ["first_destination.accepted_on*", "interview_log.held_on|contact_tracker.talked_on*"]
leaves_out = "Graduates without a held interview or whose first came later than the outcome; graduates not seeking; unknown outcomes and days"
*/
select
    *,
    -- what came after the newest date has not come yet
    case when last_on is not null
         then least(last_on, (select as_of_outcomes from marts.settings)) - first_held_on end as waited_days,
    nace_group <> 'seeking' and last_on <= (select as_of_outcomes from marts.settings) as is_reached
from (
    select
        *,
        case when nace_group = 'seeking' then known_on
             when nace_group in ('employed', 'service', 'military', 'continuing_education') then accepted_on
        end as last_on
    from marts.graduates
    where first_held_on <= (select as_of_outcomes from marts.settings) and nace_group <> 'not_seeking'
)
where last_on is null   -- null: not known
    or last_on >= first_held_on
