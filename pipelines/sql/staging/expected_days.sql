-- One row per student and stretch of days on which a log is expected of her, if she is enrolled. As the roster marks her:
-- from expected_from to expected_until, or in the terms whose row says so. Where it marks nobody, everybody with a dated
-- touch or interview, and once there is a roster only who is on it.
with marked as (
    select r.student_key,
           case when r.has_term then r.since else coalesce(s.expected_from, r.since) end as since,
           case when r.has_term then r.until else coalesce(s.expected_until, r.until) end as until
    from roster_rows r
    join (
        select i.student_key, t.expected_from, t.expected_until
        from stg_students t join student_idents i using (ident)
    ) s using (student_key)
    where r.is_expected_to_log
)
select distinct student_key, since, until from marked where since <= until
union all
select student_key, date '0001-01-01', date '9999-12-31'
from (select student_key from touch_base union select student_key from interview_base where held_on is not null)
where not exists (select 1 from roster_rows where is_expected_to_log)
    and (student_key in (select student_key from roster_rows) or not exists (select 1 from roster_rows))
