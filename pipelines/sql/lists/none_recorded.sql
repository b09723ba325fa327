-- One row per student expected to log without a held interview recorded in the dates. Not recorded is not "not done".
select r.student_key, g.programs as detail, g.programs as sorted_by
from population r
left join marts.program_lists g using (student_key)
where not exists (
    select 1
    from marts.interviews i
    cross join period p
    where i.student_key = r.student_key
      and i.status = 'held'
      and i.held_on between p.since and p.until
)
