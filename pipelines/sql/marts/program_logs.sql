-- One row per program with logs: when the last logged interview of its students was held, and whether logging stopped.
select
    p.program,
    max(l.held_on) as last_logged_on,
    count(*)::integer as rows,
    coalesce(max(l.held_on) <= any_value(a.as_of_interviews) - any_value(o.stopped_days), false) as is_stopped
from marts.log_rows l
join marts.student_programs p using (student_key)
cross join as_of a
cross join office_settings o
where p.program <> 'Unknown'
group by p.program
order by p.program
