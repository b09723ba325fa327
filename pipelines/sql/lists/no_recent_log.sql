-- One row per student expected to log with nothing logged in the last 30 days: no touch up to outreach's newest date, no
-- interview up to interviews'. Dates do not narrow it: it is about now. Who logged lately comes first, never logged last.
with logged as (
    select student_key, 'outreach' as source, max(sent_on) as day from marts.touches group by student_key
    union all
    select student_key, 'interviews', max(held_on) filter (status = 'held')
    from marts.interviews
    group by student_key
),
latest as (
    select
        l.student_key,
        max(l.day) as day,
        bool_or(l.day > case l.source when 'outreach' then o.as_of_outreach else o.as_of_interviews end - 30) as is_recent
    from logged l
    cross join marts.settings o
    group by l.student_key
)
select
    r.student_key,
    l.day,
    greatest(o.as_of_outreach, o.as_of_interviews) as as_of,
    concat_ws(' · ', g.programs, case when l.day is null then 'Nothing logged yet' else 'Last entry' end) as detail,
    detail as sorted_by
from population r
left join latest l using (student_key)
left join marts.program_lists g using (student_key)
cross join marts.settings o
where not coalesce(l.is_recent, false)
