/*
title = "New contacts per active student"
question = "How many people does an active student contact?"
aggregate = "median"
unit = "contacts per student"
of = "student"
numerator = "New contacts of the student in the middle"
denominator = "Students with at least one new contact"
tier = "more"
chart = "bars"
as_of = "outreach"
caveats = ["not_recorded"]
needs = ["outreach_log.sent_on|contact_tracker.first_contacted_on"]
*/
with contacted as (
    select t.student_key, p.period, count(*) as contacts
    from marts.threads t
    join period p on t.started_on between p.since and p.until
    group by all
)
select s.*, c.period, c.contacts as value
from contacted c
join marts.students s on s.student_key = c.student_key
