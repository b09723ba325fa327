/*
title = "Survey response rate"
question = "Of how many graduates does the survey itself tell the outcome?"
aggregate = "rate"
unit = "percent"
of = "graduate"
numerator = "Graduates whose outcome came by survey"
denominator = "All graduates"
tier = "more"
chart = "bars"
interval = "none"
caveats = ["not_knowledge"]
needs = ["first_destination.knowledge_source*"]
source = "NACE First-Destination Survey"
*/
select *, nace_group <> 'unknown' and coalesce(knowledge_source = 'survey', false) as value
from marts.graduates
