-- One row per student and contact with an interview: how many were held, when, and which came on or after the first touch.
select i.student_key, i.contact_key,
       count(*) filter (i.status = 'held') as held_count,
       min(i.held_on) filter (i.status = 'held') as first_held_on,
       max(i.held_on) filter (i.status = 'held') as last_held_on,
       min(i.held_on) filter (i.status = 'held' and i.held_on >= t.started_on) as first_interview_on,
       count(*) filter (i.status = 'held' and i.held_on >= t.started_on) as interviews_after_touch,
       min(i.held_on) filter (i.status in ('held', 'scheduled') and i.held_on >= t.started_on) as first_agreed_on
from interview_base i
left join thread_touches t using (student_key, contact_key)
group by all
