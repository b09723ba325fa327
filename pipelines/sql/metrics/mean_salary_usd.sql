/*
title = "Mean starting salary"
question = "What does a full-time job pay at the start, on average?"
aggregate = "mean"
unit = "usd"
of = "graduate"
rows_of = "median_salary_usd"
numerator = "Base pay a year of all who reported one"
denominator = "Graduates employed full-time with a salary reported"
tier = "more"
chart = "bars"
caveats = ["salary_reported", "unknown_left_out"]
needs = ["first_destination.salary_usd*"]
source = "NACE First-Destination Survey"
*/
