-- One row per touch, interview or tracker row that says who referred it: student, referrer, contact, day (null = undated).
with by_rows as (
    select student_key, contact_hash, referred_by_hash, sent_on as day from rows_outreach where referred_by is not null
    union all
    select student_key, contact_hash, referred_by_hash, held_on from rows_interviews where referred_by is not null
    union all
    select student_key, contact_hash, referred_by_hash, coalesce(first_contacted_on, talked_on)
    from rows_tracker
    where referred_by is not null
)
select r.student_key, f.contact_key as referrer_contact_key, c.contact_key as referred_contact_key, r.day
from by_rows r
join contact_hashes f on f.contact_hash = r.referred_by_hash
join contact_hashes c on c.contact_hash = r.contact_hash
