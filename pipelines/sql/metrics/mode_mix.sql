/*
title = "How interviews are held"
says = "<value> of interviews <who> were <part>"
question = "Do students and contacts meet in person, by video, by phone or by e-mail?"
aggregate = "share"
unit = "percent"
of = "interview"
numerator = "Held interviews of that mode"
denominator = "Held interviews whose mode was recorded"
tier = "more"
chart = "bars"
category = "mode"
categories = ["in_person", "video", "phone", "email"]
categories_are = "parts"
caveats = ["unknown_left_out"]
needs = ["interview_log.mode"]
*/
select *, mode as category   -- 'Unknown' counts as unknown
from marts.interviews
where status = 'held'
