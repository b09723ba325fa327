/*
title = "With permission"
question = "How many of the people named come with permission to use the contact's name?"
aggregate = "rate"
unit = "percent"
of = "interview"
numerator = "People named with permission"
denominator = "People named, where both numbers are known"
tier = "more"
chart = "steps"
caveats = ["self_reported", "unknown_left_out"]
needs = ["interview_log.referrals_with_permission_count|referral_log.has_permission"]
*/
-- one row a person named
select * exclude (named, permitted, place), place < permitted as value
from (select *, unnest(range(named)) as place from marts.permissions)
union all by name
select * exclude (place, people_named), null as value   -- named, and nobody wrote down whether it was permitted
from (
    select
        student_key, campus, college, degree_level, class_year, is_first_generation, is_transfer, is_international,
        gender, race_ethnicity, advisor, channel, industry, mode, started_on, people_named,
        unnest(range(people_named)) as place
    from marts.interviews
    where status = 'held' and permitted_named is null
)
