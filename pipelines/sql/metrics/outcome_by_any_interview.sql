/*
title = "Outcomes with and without any interview"
if_even = "We can't tell whether an interview goes with better outcomes"
question = "How do outcomes differ between graduates with and without a recorded interview, whenever it was held?"
aggregate = "rate"
unit = "percent"
of = "graduate"
numerator = "Graduates employed, in service, in the military or in continuing education"
denominator = "Those and graduates seeking, with and without a held interview on record"
tier = "research"
chart = "dots"
category = "interviews"
categories = ["none recorded", "at least one"]
categories_are = "groups"
interval = "census"
caveats = ["any_interview_misleads", "not_a_cause", "not_recorded", "nace_rates", "census_range"]
needs = ["first_destination.outcome_status", "interview_log.held_on|contact_tracker.talked_on"]
source = "NACE First-Destination Survey"
*/
select
    *,
    case when nace_group <> 'unknown'
         then nace_group in ('employed', 'service', 'military', 'continuing_education')
    end as value,
    case when interviews_count = 0 then 'none recorded' else 'at least one' end as category
from marts.graduates
where nace_group <> 'not_seeking'
