/*
title = "How much confidence changed"
question = "How many students say they are more confident, and by how much?"
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
needs = ["survey.confidence"]
*/
select *, case when change < 0 then 'lower' when change = 0 then 'same' when change < 2 then 'higher'
               else 'much_higher' end as category
from marts.survey_changes
where topic = 'confidence'
