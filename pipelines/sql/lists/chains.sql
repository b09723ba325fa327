-- One row per contact of every chain that has grown, on the day of the first held interview: the roots that led to another,
-- and all that follows, in order.
-- What follows from what is marts.chains'. The dates select chains by their root. other_students: who else interviewed
-- the contact; links across students are told, never counted.
select
    a.root_interview_key,
    a.interview_key,
    a.parent_interview_key,
    a.generation,
    s.student_id,
    s.student,
    coalesce(c.name, c.email, 'Somebody') as contact,
    c.employer,
    a.started_on as held_on,
    h.people_named,
    a.is_orphan,
    a.is_mutual,
    (t.students - 1)::integer as other_students
from marts.chains a
join marts.chains root on root.interview_key = a.root_interview_key
join marts.interviews h on h.interview_key = a.interview_key
join chosen s on s.student_key = a.student_key
join marts.contacts c on c.contact_key = a.contact_key
join (select contact_key, count(distinct student_key) as students from marts.chains group by contact_key) t
    on t.contact_key = a.contact_key
cross join period p
where root.generations > 0
  and root.started_on between p.since and p.until
order by a.root_interview_key, held_on, a.interview_key
