-- One row per student expected to log on the newest day with nothing logged in as many days as the office calls quiet: no
-- touch up to outreach's newest date, no interview up to interviews'. Dates do not narrow it: it is about now. Who has
-- been quiet longest comes first, who never logged last.
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
        bool_or(l.day > case l.source when 'outreach' then o.as_of_outreach else o.as_of_interviews end - $quiet_days::integer) as is_recent
    from logged l
    cross join marts.settings o
    group by l.student_key
)
select
    r.student_key,
    l.day,
    greatest(o.as_of_outreach, o.as_of_interviews) as as_of,
    case when l.day is null then 'Nothing logged yet' else 'Last entry' end as detail,
    g.programs as sorted_by
from marts.enrolments r
join marts.settings o on o.newest_on between r.since and r.until
left join latest l using (student_key)
left join marts.program_lists g using (student_key)
where r.is_expected
  and not coalesce(l.is_recent, false)
