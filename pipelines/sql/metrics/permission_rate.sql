/*
title = "With permission"
question = "How many of the people named come with permission to use the contact's name?"
aggregate = "rate"
unit = "percent"
of = "interview"
numerator = "People named with permission"
denominator = "People named, where both numbers are known"
better = "more"
tier = "more"
chart = "steps"
caveats = ["self_reported", "unknown_left_out"]
needs = ["interview_log.referrals_with_permission_count|referral_log.has_permission"]
*/
select
    * exclude (named, permitted, unrecorded, place),   -- one row a person named
    case when place < named then place < permitted end as value   -- null: nobody wrote down whether it was permitted
from (select *, unnest(range(named + unrecorded)) as place from marts.permissions)
