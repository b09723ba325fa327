-- One row per held interview and its place in a chain.
-- Parent: the same student's earliest strictly earlier held interview with a contact who referred this one's contact.
-- An interview without a parent is a root, of generation 0; is_orphan: a root whose contact was referred by somebody with
-- whom the student has no interview on record. is_mutual: the contact and a referrer referred each other.
-- generations: of a root, the deepest generation below it; else null.
with recursive held as (
    select * from marts.interviews where status = 'held'
),
parents as (
    -- keys of one student's interviews run by day, so the least is the earliest
    select c.interview_key, min(p.interview_key) as parent_interview_key
    from held c
    join marts.referral_links l on l.student_key = c.student_key and l.referred_contact_key = c.contact_key
    join held p
        on p.student_key = l.student_key and p.contact_key = l.referrer_contact_key and p.held_on < c.held_on
    group by c.interview_key
),
placed as (
    select interview_key, interview_key as root_interview_key, 0 as generation
    from held anti join parents using (interview_key)
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
    (i.held_on - e.held_on)::integer as parent_days,
    a.root_interview_key,
    a.generation,
    d.generations,
    p.interview_key is null and coalesce(r.has_referrer_without_interview, false) as is_orphan,
    coalesce(r.is_mutual, false) as is_mutual
from held i
join placed a using (interview_key)
left join parents p using (interview_key)
left join held e on e.interview_key = p.parent_interview_key
left join depths d on d.root_interview_key = i.interview_key
left join referred r on r.student_key = i.student_key and r.contact_key = i.contact_key
order by i.started_on, i.interview_key  -- by day, so that a period reads only its own part
