-- One row per student, contact and person that contact referred her to, whether or not anybody was interviewed.
-- is_mutual: the two contacts referred each other, to whichever students. other_students: students other than her who
-- interviewed the person; such links across students are for drawing chains, no figure counts them.
with told as (
    select student_key, referrer_contact_key, referred_contact_key, named_on as day from named_base
    union all
    select * from referred_by_base
),
links as (
    select student_key, referrer_contact_key, referred_contact_key, min(day) as first_named_on
    from told
    where referrer_contact_key <> referred_contact_key
    group by all
),
pairs as (
    select distinct referrer_contact_key, referred_contact_key from links
),
interviewed as (
    select contact_key, list(distinct student_key) as students
    from held_days
    group by contact_key
)
select
    l.*,
    p.referrer_contact_key is not null as is_mutual,
    coalesce(len(i.students) - list_contains(i.students, l.student_key)::integer, 0)::integer as other_students
from links l
left join pairs p
    on p.referrer_contact_key = l.referred_contact_key and p.referred_contact_key = l.referrer_contact_key
left join interviewed i on i.contact_key = l.referred_contact_key
order by l.student_key, l.referrer_contact_key, l.referred_contact_key
