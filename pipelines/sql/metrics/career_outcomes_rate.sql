/*
title = "Career outcomes rate"
question = "Of graduates with a known outcome who were looking, how many found one?"
aggregate = "rate"
unit = "percent"
of = "graduate"
numerator = "Graduates employed, in service, in the military or in continuing education"
denominator = "Those and graduates seeking"
better = "more"
tier = "core"
chart = "dots"
interval = "census"
beside = ["knowledge_rate"]
caveats = ["nace_rates", "census_range"]
needs = ["first_destination.outcome_status"]
leaves_out = "Graduates not seeking; unknown outcomes (they make the range)"
source = "NACE First-Destination Survey"
*/
select
    *,
    case when nace_group <> 'unknown'
         then nace_group in ('employed', 'service', 'military', 'continuing_education')
    end as value
from marts.graduates
where nace_group <> 'not_seeking'
