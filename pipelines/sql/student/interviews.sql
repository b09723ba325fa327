-- One row per interview of the student, in order. parent_interview_key: of the first held one with a contact, the one it
-- follows from; null = a root, or talked with before.
select
    i.interview_key,
    h.parent_interview_key,
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
left join marts.chains h using (interview_key)
where i.student_key = $student_key
order by i.held_on, i.interview_key
