-- One row per held interview of every chain that has grown: the roots that led to another, and all that follows, in order.
-- Parent: the same student's earliest strictly earlier held interview with a contact who referred this one's contact.
-- The dates select chains by their root. is_mutual: the contact and one who referred it referred each other. is_orphan: a
-- root whose contact was referred by somebody with whom no earlier interview is on record. other_students: who else
-- interviewed the contact; links across students are told, never counted.
with recursive held as (
    select interview_key, student_key, contact_key, held_on, people_named
    from marts.interviews
    where status = 'held'
),
parents as (
    select c.interview_key, min_by(p.interview_key, (p.held_on, p.interview_key)) as parent_interview_key
    from held c
    join marts.referrals r on r.student_key = c.student_key and r.referred_contact_key = c.contact_key
    join held p on p.student_key = r.student_key and p.contact_key = r.referrer_contact_key and p.held_on < c.held_on
    group by c.interview_key
),
placed as (
    select interview_key, interview_key as root_interview_key, 0 as generation
    from held
    where interview_key in (select parent_interview_key from parents)
        and interview_key not in (select interview_key from parents)
    union all
    select p.interview_key, a.root_interview_key, a.generation + 1
    from placed a
    join parents p on p.parent_interview_key = a.interview_key
),
mutual as (
    select a.referrer_contact_key, a.referred_contact_key
    from marts.referrals a
    join marts.referrals b
        on b.referrer_contact_key = a.referred_contact_key and b.referred_contact_key = a.referrer_contact_key
    group by all
)
select
    a.root_interview_key,
    a.interview_key,
    p.parent_interview_key,
    a.generation,
    coalesce(s.student_id, s.student_email) as student_id,
    coalesce(nullif(trim(concat_ws(' ', s.first_name, s.last_name)), ''), s.student_id, s.student_email) as student,
    coalesce(c.name, c.email, 'Somebody') as contact,
    c.employer,
    h.held_on,
    h.people_named,
    coalesce(r.referrer_contact_key is not null and p.interview_key is null, false) as is_orphan,
    m.referrer_contact_key is not null as is_mutual,
    (
        select count(distinct o.student_key) from held o
        where o.contact_key = h.contact_key and o.student_key <> h.student_key
    )::integer as other_students
from placed a
join held h using (interview_key)
join held root on root.interview_key = a.root_interview_key
join marts.students s on s.student_key = h.student_key
join marts.contacts c on c.contact_key = h.contact_key
left join parents p on p.interview_key = a.interview_key
left join marts.referrals r on r.student_key = h.student_key and r.referred_contact_key = h.contact_key
left join mutual m
    on m.referrer_contact_key = r.referrer_contact_key and m.referred_contact_key = r.referred_contact_key
where ($since::date is null or root.held_on >= $since::date)
  and ($until::date is null or root.held_on <= $until::date)
  and ($college::varchar[] is null or list_contains($college::varchar[], s.college))
  and ($class_year::varchar[] is null or list_contains($class_year::varchar[], s.class_year))
  and ($program::varchar[] is null or s.student_key in (
      select p.student_key from marts.student_programs p where list_contains($program::varchar[], p.program)))
order by a.root_interview_key, h.held_on, a.interview_key
