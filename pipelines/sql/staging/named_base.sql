-- One row per naming: a student was given a person on a day, by a referrer, in an interview where there was one.
-- A row of the referral log belongs to the student's latest held interview with that referrer on or before its day.
with told as (
    select n.student_key, r.contact_key as referrer_contact_key, c.contact_key as referred_contact_key,
           n.named_on, n.has_permission, n.was_already_known, n.source, n._order
    from rows_named n
    join contact_hashes r on r.contact_hash = n.referrer_hash
    join contact_hashes c on c.contact_hash = n.contact_hash
),
logged as (
    select t.*, h.held_on
    from told t
    asof left join held_days h
        on h.student_key = t.student_key and h.contact_key = t.referrer_contact_key and h.held_on <= t.named_on
    where t.source = 'referral_log'
),
listed as (
    -- a rescheduled or merged row lists nothing of its own: only names of interviews that stand
    select t.*, t.named_on as held_on
    from told t
    semi join held_days h
        on h.student_key = t.student_key and h.contact_key = t.referrer_contact_key and h.held_on = t.named_on
    where t.source = 'interview_log'
)
select * from logged union all select * from listed
