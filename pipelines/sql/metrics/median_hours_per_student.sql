/*
title = "Median hours per student"
question = "How many hours does the student in the middle give to it?"
aggregate = "median"
unit = "hours per student"
of = "student"
rows_of = "hours_per_student"
numerator = "Hours of the student in the middle: minutes of held interviews, and {minutes_per_touch} minutes for each message or call"
denominator = "Students with a message, call or held interview, the minutes of every interview recorded"
tier = "more"
chart = "bars"
caveats = ["self_reported", "unknown_left_out", "minutes_of_touches"]
needs = ["interview_log.minutes"]
*/
