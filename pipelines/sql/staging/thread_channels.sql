-- One row per student and contact with a known channel: the first known one by date, of one day a touch's before an
-- interview's, then the earlier row's.
select student_key, contact_key,
       arg_min(channel, (coalesce(day, date '9999-12-31'), is_interview::integer, _order)) as channel
from (
    select student_key, contact_hash, channel, sent_on as day, false as is_interview, _order from rows_outreach
    union all
    select student_key, contact_hash, channel, held_on, true, _order from rows_interviews
    union all
    select student_key, contact_hash, channel, least(first_contacted_on, follow_ups[1]), false, _order
    from rows_tracker
    union all
    select student_key, contact_hash, channel, talked_on, true, _order from rows_tracker
)
join contact_hashes using (contact_hash)
where channel is not null and channel <> 'unknown'
group by all
