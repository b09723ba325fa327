-- One row per student of a program ($program) on a day of the dates, as the figures count them: whether a log is expected of
-- them there, and what is recorded of them in the dates. All their interviews count, whichever program they were logged for,
-- as in the figures by program. Where nobody in the office is marked, a log is expected of all. latest_on: of those held.
select
    s.student_id,
    c.student,
    s.first_name,
    s.last_name,
    s.student_email as email,
    s.is_on_roster,
    r.is_expected,
    coalesce(i.held, 0)::integer as held,
    i.latest_on,
    coalesce(i.planned, 0)::integer as planned,
    coalesce(t.contacted, 0)::integer as contacted
from (
    select e.student_key, bool_or(e.is_expected or o.is_population_who_logged) as is_expected
    from marts.enrolments e
    cross join period p
    cross join marts.settings o
    where list_has_any(e.programs, $program::varchar[])
      and e.since <= least(p.until, o.as_of_interviews)
      and e.until >= case when p.since = date '0001-01-01' then coalesce(o.interviews_from, p.since) else p.since end
    group by e.student_key
) r
join chosen c using (student_key)
join marts.students s using (student_key)
left join (
    select i.student_key,
           count(*) filter (i.status = 'held') as held,
           count(*) filter (i.status = 'scheduled') as planned,
           max(i.held_on) filter (i.status = 'held') as latest_on
    from marts.interviews i
    join period p on i.held_on between p.since and p.until
    group by i.student_key
) i using (student_key)
left join (
    select h.student_key, count(*) as contacted
    from marts.threads h
    join period p on h.started_on between p.since and p.until
    group by h.student_key
) t using (student_key)
order by lower(coalesce(s.last_name, c.student)), lower(s.first_name), s.student_id, c.student_id
