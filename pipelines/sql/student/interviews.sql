-- One row per interview of the student, in order. parent_interview_key: her earliest strictly earlier held interview
-- with a contact who referred this one's contact; null = a root.
with parents as (
    select i.interview_key, min_by(p.interview_key, (p.held_on, p.interview_key)) as parent_interview_key
    from marts.interviews i
    join marts.referrals r on r.student_key = i.student_key and r.referred_contact_key = i.contact_key
    join marts.interviews p
        on p.student_key = i.student_key and p.contact_key = r.referrer_contact_key
        and p.status = 'held' and p.held_on < i.held_on
    where i.student_key = $student_key and i.status = 'held'
    group by i.interview_key
)
select
    i.interview_key,
    p.parent_interview_key,
    coalesce(c.name, c.email, 'Somebody') as contact,
    c.employer,
    i.channel,
    i.mode,
    i.status,
    i.held_on,
    i.people_named,
    i.thank_you_state,
    i.thank_you_days,
    i.came_of_it,
    i.is_result_missing
from marts.interviews i
left join marts.contacts c using (contact_key)
left join parents p using (interview_key)
where i.student_key = $student_key
order by i.held_on, contact
