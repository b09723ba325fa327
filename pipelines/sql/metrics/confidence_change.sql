/*
title = "Change in confidence"
question = "How much more confident do students say they have become?"
aggregate = "change"
unit = "points"
of = "response"
numerator = "Sum of latest “post” less latest “pre” answers"
denominator = "Students who answered both waves on the same scale"
better = "more"
tier = "more"
chart = "bars"
category = "scale"
categories_are = "groups"
beside = ["goal_change_share"]
caveats = ["self_reported", "both_waves", "not_a_cause"]
needs = ["survey.confidence"]
*/
select *, change as value, scale as category
from marts.survey_changes
where topic = 'confidence'
