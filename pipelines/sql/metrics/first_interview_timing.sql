/*
title = "First interview before senior year"
question = "How many graduates who ever held an interview held the first before their senior year?"
aggregate = "rate"
unit = "percent"
of = "graduate"
numerator = "Bachelor's graduates whose first held interview was before July 1 of the year before their class"
denominator = "Bachelor's graduates with at least one held interview, of classes whose senior year began a year or more after the first interview on record"
better = "more"
tier = "more"
chart = "bars"
caveats = ["not_recorded"]
needs = ["interview_log.held_on|contact_tracker.talked_on*", "degree_log.degree_level|roster.degree_level|first_destination.degree_level"]
leaves_out = "Graduates without a held interview; other degrees; earlier classes, which are named"
*/
select *, first_held_on < make_date(year(started_on) - 1, 7, 1) as value   -- a class starts on July 1 and ends on June 30
from marts.graduates
where degree_level = 'bachelor' and first_held_on is not null
    and is_timing_known   -- interviews were logged a year before that day already
