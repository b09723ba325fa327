-- One row per contact a student interviewed, dated by the first held interview, and its place in a chain.
-- Parent: the contact who named this one to the student first, if they were interviewed on an earlier day, no later than the
-- naming; no later namer takes that place, and nobody leads to a person met before being named. Of several who named on one
-- day, the earlier interview's. led_from_interview_key: the latest interview with the parent by the naming; parent_days: from
-- it. parent_interview_key: the parent's own row.
-- A contact without a parent is a root, of generation 0; is_orphan: a root who was referred by somebody with whom the student
-- has no interview on record. is_mutual: contact and a referrer referred each other.
-- generations: of a root, the deepest generation below it; else null.
with recursive held as (
    select * from marts.interviews where status = 'held'
),
firsts as (
    -- keys of one student's interviews run in their order, so the least is the first
    select student_key, contact_key, min(interview_key) as interview_key, min(held_on) as first_on
    from held
    group by all
),
named as (
    select student_key, referrer_contact_key, referred_contact_key, named_on as day from named_base
    union all
    -- who is said to have referred a person did so at their latest earlier interview, if there is one
    select r.student_key, r.referrer_contact_key, r.referred_contact_key, coalesce(h.held_on, r.day)
    from referred_by_base r
    asof left join held_days h
        on h.student_key = r.student_key and h.contact_key = r.referrer_contact_key and h.held_on < r.day
),
namers as (
    select f.student_key, f.contact_key, f.first_on, n.referrer_contact_key, min(n.day) as day
    from firsts f
    join named n on n.student_key = f.student_key and n.referred_contact_key = f.contact_key
    where n.referrer_contact_key <> n.referred_contact_key
    group by all
),
dated as (
    select n.*, max(h.interview_key) as led_from
    from namers n
    left join held h
        on h.student_key = n.student_key and h.contact_key = n.referrer_contact_key
        and h.held_on <= n.day and h.held_on < n.first_on
    group by all
),
earliest as (
    select distinct on (student_key, contact_key) *
    from dated
    order by student_key, contact_key, day nulls last, led_from nulls last, referrer_contact_key
),
parents as (
    select f.interview_key, p.interview_key as parent_interview_key, e.led_from
    from earliest e
    join firsts f using (student_key, contact_key)
    join firsts p on p.student_key = e.student_key and p.contact_key = e.referrer_contact_key
    where e.led_from is not null and e.first_on >= e.day
),
placed as (
    select interview_key, interview_key as root_interview_key, 0 as generation
    from firsts anti join parents using (interview_key)
    union all
    select p.interview_key, a.root_interview_key, a.generation + 1
    from placed a join parents p on p.parent_interview_key = a.interview_key
),
depths as (
    select root_interview_key, max(generation) as generations from placed group by root_interview_key
),
referred as (
    select l.student_key, l.referred_contact_key as contact_key, bool_or(l.is_mutual) as is_mutual,
           bool_or(h.held_count = 0 or h.held_count is null) as has_referrer_without_interview
    from marts.referral_links l
    left join marts.threads h on h.student_key = l.student_key and h.contact_key = l.referrer_contact_key
    group by all
)
select
    i.interview_key,
    i.thread_key,
    i.student_key,
    i.contact_key,
    i.campus, i.college, i.degree_level, i.class_year, i.is_first_generation, i.is_transfer, i.is_international,
    i.gender, i.race_ethnicity, i.advisor, i.channel, i.industry, i.mode,
    i.started_on,
    p.parent_interview_key,
    p.led_from as led_from_interview_key,
    (i.held_on - e.held_on)::integer as parent_days,
    a.root_interview_key,
    a.generation,
    d.generations,
    p.interview_key is null and coalesce(r.has_referrer_without_interview, false) as is_orphan,
    coalesce(r.is_mutual, false) as is_mutual
from held i
join placed a using (interview_key)
left join parents p using (interview_key)
left join held e on e.interview_key = p.led_from
left join depths d on d.root_interview_key = i.interview_key
left join referred r on r.student_key = i.student_key and r.contact_key = i.contact_key
order by i.started_on, i.interview_key  -- by day, so that a period reads only its own part
