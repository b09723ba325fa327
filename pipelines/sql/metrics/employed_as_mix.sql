/*
title = "How the employed are employed"
question = "How many of those employed full-time, and part-time, are self-employed, on a contract, or in a fellowship?"
aggregate = "share"
unit = "percent"
of = "graduate"
numerator = "Graduates employed full-time, or part-time, in that way"
denominator = "Graduates employed full-time or part-time where it is known how"
tier = "more"
chart = "bars"
category = "employed_as"
categories = ["full_time_standard", "full_time_self_employed", "full_time_freelance_or_contract", "full_time_postgraduate_internship_or_fellowship", "full_time_temporary", "part_time_standard", "part_time_self_employed", "part_time_freelance_or_contract", "part_time_postgraduate_internship_or_fellowship", "part_time_temporary"]
categories_are = "parts"
interval = "none"
caveats = ["unknown_left_out"]
needs = ["first_destination.employment_type*"]
leaves_out = "Graduates employed where nobody wrote down whether full- or part-time"
source = "NACE First-Destination Survey"
*/
select *, replace(outcome_status, 'employed_', '') || '_' || employment_type as category   -- null: not known how
from marts.graduates
where outcome_status in ('employed_full_time', 'employed_part_time')
