/*
title = "Knowledge rate by interviews"
question = "Is the outcome known as often in each band?"
aggregate = "rate"
unit = "percent"
of = "graduate"
numerator = "Graduates whose outcome is known"
denominator = "All graduates, by interviews held before {final_year_cutoff} of the final year"
tier = "research"
chart = "bars"
category = "interviews"
categories = ["0", "1-2", "3-5", "6+"]
categories_are = "groups"
interval = "none"
caveats = ["nace_rates"]
needs = ["first_destination.outcome_status", "interview_log.held_on|contact_tracker.talked_on*"]
leaves_out = "Graduates whose latest outcome was accepted before that day; those with interviews and no known class"
source = "NACE First-Destination Survey"
*/
select
    *,
    nace_group <> 'unknown' as value,
    case
        when interviews_before_cutoff = 0 then '0'
        when interviews_before_cutoff <= 2 then '1-2'
        when interviews_before_cutoff <= 5 then '3-5'
        else '6+'
    end as category
from marts.graduates
where not is_left_out_of_cutoff   -- hired before the cut-off: interviews could not have mattered
    and interviews_before_cutoff is not null   -- without a class there is no final year
