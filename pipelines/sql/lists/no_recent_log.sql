-- One row per student expected to log with nothing logged in as many days as the office calls quiet: no touch up to outreach's newest date, no
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
        bool_or(l.day > case l.source when 'outreach' then o.as_of_outreach else o.as_of_interviews end - $quiet_days::integer) as is_recent
    from logged l
    cross join marts.settings o
    group by l.student_key
)
select
    coalesce(s.student_id, s.student_email) as student_id,
    coalesce(nullif(trim(concat_ws(' ', s.first_name, s.last_name)), ''), s.student_id, s.student_email) as student,
    s.first_name,
    s.student_email,
    concat_ws(' · ', g.programs, case when l.day is null then 'Nothing logged yet' else 'Last entry' end) as detail,
    l.day,
    greatest(o.as_of_outreach, o.as_of_interviews) as as_of
from population r
join marts.students s using (student_key)
left join latest l using (student_key)
left join marts.program_lists g using (student_key)
cross join marts.settings o
where not coalesce(l.is_recent, false)
  and ($college::varchar[] is null or list_contains($college::varchar[], s.college))
  and ($class_year::varchar[] is null or list_contains($class_year::varchar[], s.class_year))
  and ($program::varchar[] is null or s.student_key in (
      select p.student_key from marts.student_programs p where list_contains($program::varchar[], p.program)))
order by l.day desc nulls last, detail, student
