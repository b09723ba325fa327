-- One row per program with held interviews, of any source, on days when their student was in it: the last of them, and
-- whether logging stopped.
select
    p.program,
    max(i.held_on) as last_logged_on,
    count(*)::integer as rows,
    max(i.held_on) <= any_value(a.as_of_interviews) - any_value(o.stopped_days) as is_stopped
from marts.interviews i
join marts.student_programs p on p.student_key = i.student_key and i.held_on between p.since and p.until
cross join as_of a
cross join office_settings o
where i.status = 'held' and p.program <> 'Unknown'
group by p.program
order by p.program
