-- One row per student expected to log in the dates, as the figures count them, without a held interview recorded in them.
-- Not recorded is not "not done".
select r.student_key, g.programs as sorted_by, r.programs
from (
    select e.student_key, flatten(list(e.programs)) as programs
    from marts.enrolments e
    cross join period p
    cross join marts.settings o
    where e.is_expected
      and e.since <= least(p.until, o.as_of_interviews)
      and e.until >= case when p.since = date '0001-01-01' then coalesce(o.interviews_from, p.since) else p.since end
    group by e.student_key
) r
left join marts.program_lists g using (student_key)
where not exists (
    select 1
    from marts.interviews i
    cross join period p
    where i.student_key = r.student_key
      and i.status = 'held'
      and i.held_on between p.since and p.until
)
