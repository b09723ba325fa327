/*
title = "How much clarity changed"
question = "How many students say they are clearer, and by how much?"
aggregate = "share"
unit = "percent"
of = "response"
numerator = "Students whose latest “post” less latest “pre” answer is that far"
denominator = "Students who answered both waves on the same scale"
tier = "more"
chart = "stacked_bars"
category = "change"
categories = ["lower", "same", "higher", "much_higher"]
categories_are = "parts"
caveats = ["self_reported", "both_waves", "not_a_cause"]
needs = ["survey.clarity"]
*/
select *, case when change < 0 then 'lower' when change = 0 then 'same' when change < 2 then 'higher'
               else 'much_higher' end as category
from marts.survey_changes
where topic = 'clarity'
