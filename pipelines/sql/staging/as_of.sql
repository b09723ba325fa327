-- One row: the newest event day each kind of record knows of. Never today, never another kind's.
-- as_of_both: the older of outreach's and interviews' where both exist, else of the one there is: what two sources make
-- together matures against it. as_of_referrals: the same; while there are no interviews, no name can have led to one.
-- Activity: the newer of the two. newest_on: of all students do, else of what became of them.
-- …_from: the first day; of interviews, that are not ahead.
with days as (
    select
        (select max(day) from (
            select max(sent_on) as day from touch_base
            union all select max(replied_on) from rows_outreach
            union all select max(replied_on) from rows_tracker)) as as_of_outreach,
        (select max(day) from (
            select max(held_on) filter (status <> 'scheduled') as day from interview_base
            union all select max(thank_you_on) from interview_base)) as as_of_interviews,
        (select max(responded_at)::date from stg_survey) as as_of_survey,
        (select max(known_on) from rows_outcomes) as as_of_outcomes,
        (select min(held_on) from interview_base where status <> 'scheduled') as interviews_from,
        (select min(sent_on) from touch_base) as outreach_from
)
select *, least(as_of_outreach, as_of_interviews) as as_of_both,
       case when as_of_interviews is not null then as_of_both end as as_of_referrals,
       greatest(as_of_outreach, as_of_interviews) as as_of_activity,
       coalesce(greatest(as_of_activity, as_of_survey), as_of_outcomes) as newest_on,
       least(interviews_from, outreach_from) as activity_from
from days
