/*
title = "Outcomes by interviews, adjusted"
question = "What would outcomes be in each band if all bands held the same mix of graduates?"
aggregate = "adjusted"
unit = "percent"
of = "graduate"
rows_of = "outcome_by_interviews"
numerator = "Career outcomes rate a logistic regression predicts for all graduates in the model, were all of them of the band"
denominator = "Graduates employed, in service, in the military, in continuing education or seeking, by interviews held before {final_year_cutoff} of the final year"
tier = "research"
chart = "dots"
category = "interviews"
categories = ["0", "1-2", "3-5", "6+"]
categories_are = "groups"
adjust_for = ["college", "class_year", "degree_level", "is_first_generation", "is_transfer"]
caveats = ["adjusted_for", "adjusted_only_where", "not_recorded", "nace_rates"]
needs = ["first_destination.outcome_status", "interview_log.held_on|contact_tracker.talked_on*"]
leaves_out = "Graduates whose latest outcome was accepted before that day, not seeking, or unknown; those with interviews and no known class; bands with fewer than 10 landed or 10 seeking graduates"
source = "NACE First-Destination Survey"
*/
