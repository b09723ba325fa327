/*
title = "Median interviews per student"
question = "How many interviews does the student in the middle hold?"
aggregate = "median"
unit = "interviews per student"
of = "student"
rows_of = "interviews_per_student"
numerator = "Held student-interviews of the student in the middle"
denominator = "Students enrolled and expected to log (or, by choice, all enrolled on the roster)"
better = "more"
tier = "more"
chart = "bars"
caveats = ["not_recorded", "expected_population"]
needs = ["interview_log.held_on|contact_tracker.talked_on*"]
*/
