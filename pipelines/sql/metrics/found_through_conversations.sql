/*
title = "Found through conversations"
question = "How many jobs came through an informational interview or a referral?"
aggregate = "rate"
unit = "percent"
of = "graduate"
numerator = "Employed graduates who found the job through an informational interview or a referral"
denominator = "Employed graduates where it is known"
tier = "more"
chart = "bars"
caveats = ["unknown_left_out", "not_a_cause"]
needs = ["first_destination.found_through*"]
*/
select
    *,
    case when found_through <> 'unknown' then found_through in ('informational_interview', 'referral') end as value
from marts.graduates
where nace_group = 'employed'
