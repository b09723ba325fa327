-- One row per person named to the student, and what became of it. The newest first.
select
    coalesce(c.name, c.email, 'Somebody') as contact,
    c.employer,
    coalesce(f.name, f.email, 'Somebody') as referrer,
    r.named_on,
    r.has_permission,
    r.is_already_known,
    r.contacted_on,
    (r.named_on + r.interviewed_days)::date as interviewed_on
from marts.referrals r
join marts.contacts c on c.contact_key = r.referred_contact_key
left join marts.contacts f on f.contact_key = r.referrer_contact_key
where r.student_key = $student_key
order by r.named_on desc, contact
