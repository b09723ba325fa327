-- What cannot be: negative counts, more permissions than names, replies before the first message.
select 'interviews' as mart, interview_key as item,
       case when permitted_count > permitted_named then 'more permissions than names'
            when people_named < 0 then 'fewer than no names'
            else 'thanked before the talk' end as why
from marts.interviews
where people_named < 0 or permitted_count > permitted_named or thank_you_days < 0
union all
select 'threads', thread_key, 'days or counts below zero'
from marts.threads where reply_days < 0 or touch_count < 0 or interview_days < 0
union all
select 'referrals', referral_key, 'an interview before the first contact'
from marts.referrals where contacted_days < 0 or interviewed_days < contacted_days
