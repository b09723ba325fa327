-- as_of is the newest event: nothing but a scheduled interview lies after it.
select 'touches' as mart, touch_key as item from marts.touches, marts.settings where sent_on > as_of_outreach
union all
select 'interviews', interview_key from marts.interviews, marts.settings
where status <> 'scheduled' and held_on > as_of_interviews
