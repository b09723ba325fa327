/*
title = "Do students who interview more do better? What this can and cannot say"
if_even = "We can't tell whether more interviews go with better outcomes"
question = "How do outcomes differ with the number of interviews held before the final year?"
begins = "Career outcomes rate"
aggregate = "rate"
unit = "percent"
of = "graduate"
numerator = "Graduates employed, in service, in the military or in continuing education"
denominator = "Those and graduates seeking, by interviews held before {final_year_cutoff} of the final year"
tier = "research"
chart = "dots"
category = "interviews"
categories = ["0", "1-2", "3-5", "6+"]
categories_are = "groups"
interval = "census"
beside = ["outcome_by_interviews_adjusted", "knowledge_by_interviews", "accepted_before_cutoff"]
caveats = ["not_a_cause", "not_recorded", "nace_rates", "census_range"]
needs = ["first_destination.outcome_status", "interview_log.held_on|contact_tracker.talked_on*"]
leaves_out = "Graduates whose latest outcome was accepted before that day, who are counted beside; those with interviews and no known class"
source = "NACE First-Destination Survey"
*/
select
    *,
    case when nace_group <> 'unknown'
         then nace_group in ('employed', 'service', 'military', 'continuing_education')
    end as value,
    case
        when interviews_before_cutoff = 0 then '0'
        when interviews_before_cutoff <= 2 then '1-2'
        when interviews_before_cutoff <= 5 then '3-5'
        else '6+'
    end as category
from marts.graduates
where not is_left_out_of_cutoff   -- hired before the cut-off: interviews could not have mattered
    and nace_group <> 'not_seeking'
    and interviews_before_cutoff is not null   -- without a class there is no final year
