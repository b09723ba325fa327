/*
title = "How we know"
says = "<value> of known outcomes <who> came from <part>"
question = "Who told us what became of the graduates?"
aggregate = "share"
unit = "percent"
of = "graduate"
numerator = "Graduates whose outcome is known from that source"
denominator = "Graduates whose outcome is known, where the source was recorded"
tier = "more"
chart = "bars"
category = "knowledge_source"
categories = ["survey", "linkedin", "employer", "clearinghouse", "faculty", "family", "other"]
categories_are = "parts"
interval = "none"
beside = ["survey_response_rate"]
caveats = ["unknown_left_out"]
needs = ["first_destination.knowledge_source*"]
leaves_out = "Graduates whose outcome is unknown"
source = "NACE First-Destination Survey"
*/
select *, knowledge_source as category   -- of the outcome that counts, the latest
from marts.graduates
where nace_group <> 'unknown'
