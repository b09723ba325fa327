/*
title = "What became of the goal"
says = "<value> of students <who> <part>"
question = "Do students say their goal was confirmed, changed, ruled out, or are they unsure?"
aggregate = "share"
unit = "percent"
of = "response"
numerator = "Students whose latest answer was that one"
denominator = "Students who answered"
tier = "more"
chart = "bars"
category = "goal_change"
categories = ["confirmed", "changed", "ruled_out", "unsure"]
categories_are = "parts"
caveats = ["self_reported"]
needs = ["survey.goal_change*"]
*/
select *, goal_change as category
from marts.goal_changes
