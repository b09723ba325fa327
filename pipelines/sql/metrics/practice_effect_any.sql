/*
title = "With practice: left with a name"
begins = "Left with a name, with practice"
question = "Do students leave with a name more often the more interviews they hold?"
aggregate = "rate"
unit = "percent"
of = "response"
numerator = "Students who left with a name at the 1st, 2nd and 3rd held interview"
denominator = "Students with three held interviews or more whose first three all recorded it: the same students each time"
tier = "research"
chart = "bars"
as_of = "interviews"
category = "interview"
categories = ["1st", "2nd", "3rd"]
categories_are = "groups"
caveats = ["self_reported", "same_students", "not_a_cause"]
needs = ["interview_log.held_on|contact_tracker.talked_on*", "interview_log.referrals_count|interview_log.referred_contacts*|contact_tracker.referrals_count*|referral_log.referred_name"]
leaves_out = "Students with fewer than three held interviews; those where one of the first three did not record it, who are printed as unknown"
*/
with first_three as (
    select * from marts.interviews where held_number <= 3   -- null for an interview not held
),
three as (
    -- a student counts on the day of her first interview, so that a period takes all three or none
    select student_key, min(started_on) as first_on, count(people_named) = 3 as is_recorded
    from first_three
    group by student_key
    having count(*) = 3
)
select
    i.* replace (t.first_on as started_on),
    ['1st', '2nd', '3rd'][i.held_number] as category,
    case when t.is_recorded then people_named >= 1 end as value   -- null: one of her first three did not record it
from first_three i
join three t using (student_key)
