/*
title = "Kinds of employment"
question = "How many of the employed are self-employed, on a contract, or in a fellowship?"
aggregate = "share"
unit = "percent"
of = "graduate"
numerator = "Employed graduates employed that way"
denominator = "Employed graduates where it is known"
tier = "more"
chart = "bars"
category = "employment_type"
categories = ["standard", "self_employed", "freelance_or_contract", "postgraduate_internship_or_fellowship", "temporary"]
categories_are = "parts"
interval = "none"
caveats = ["unknown_left_out"]
needs = ["first_destination.employment_type*"]
source = "NACE First-Destination Survey"
*/
select *, employment_type as category
from marts.graduates
where nace_group = 'employed'
