/*
title = "How jobs were found"
says = "<value> of jobs <who> were found <part>"
question = "How did employed graduates find their jobs?"
aggregate = "share"
unit = "percent"
of = "graduate"
numerator = "Employed graduates who found the job that way"
denominator = "Employed graduates where it is known"
tier = "more"
chart = "bars"
category = "found_through"
categories = ["informational_interview", "referral", "alumni_network", "linkedin", "faculty", "family_or_friend", "event", "employer_site", "cold", "other", "internship_or_prior_work", "job_board", "campus_recruiting", "career_fair", "employment_agency"]
categories_are = "parts"
beside = ["found_through_conversations"]
caveats = ["unknown_left_out", "not_a_cause"]
needs = ["first_destination.found_through*"]
*/
select *, nullif(found_through, 'unknown') as category
from marts.graduates
where nace_group = 'employed'
