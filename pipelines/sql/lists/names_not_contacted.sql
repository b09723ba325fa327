-- One row per person named to a student over two weeks ago whom she has not contacted since.
select r.student_key, r.referred_contact_key as contact_key, r.named_on as day, o.as_of_referrals as as_of,
       coalesce(f.name, f.email) as referrer, 'Named by ' || referrer as detail
from marts.referrals r
left join marts.contacts f on f.contact_key = r.referrer_contact_key
cross join marts.settings o
cross join period p
where r.contacted_days is null
  and not r.is_already_known
  and r.named_on < o.as_of_referrals - 14
  and r.named_on between p.since and p.until
