/*
title = "Outcomes by interviews, adjusted"
question = "What would outcomes be in each band if all bands held the same mix of graduates?"
aggregate = "adjusted"
unit = "percent"
of = "graduate"
numerator = "Career outcomes rate a logistic regression predicts for all graduates in the model, were all of them of the band"
denominator = "Graduates employed, in service, in the military, in continuing education or seeking, by interviews held before {final_year_cutoff} of the final year"
tier = "research"
chart = "dots"
category = "interviews"
categories = ["0", "1-2", "3-5", "6+"]
categories_are = "groups"
adjust_for = ["college", "class_year", "degree_level", "is_first_generation", "is_transfer"]
caveats = ["adjusted_for", "adjusted_only_where", "not_recorded", "nace_rates"]
needs = ["first_destination.outcome_status", "interview_log.held_on|contact_tracker.talked_on*"]
leaves_out = "Graduates whose latest outcome was accepted before that day, not seeking, or unknown; those with interviews and no known class; bands with fewer than 10 landed or 10 seeking graduates"
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
