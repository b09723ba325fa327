/*
title = "Accepted before the final year"
question = "How many graduates are left out because they accepted before the final year began?"
aggregate = "count"
unit = "students"
of = "graduate"
numerator = "Graduates whose latest outcome was accepted before {final_year_cutoff} of the final year"
denominator = "None: a count"
tier = "research"
chart = "columns"
needs = ["first_destination.accepted_on*"]
*/
select *, 1 as value
from marts.graduates
where is_left_out_of_cutoff
