-- One row per way an employer is spelled, letter by letter: the normalised name and the one meant by it.
with spelled as (
    select contact_employer as spelling, nemployer as written, count(*) as rows from rows_outreach group by all
    union all select contact_employer, nemployer, count(*) from rows_interviews group by all
    union all select contact_employer, nemployer, count(*) from rows_tracker group by all
    union all select employer, nemployer, count(*) from rows_named group by all
    union all
    select employer, normal_name(employer), rows
    from (select employer, count(*) as rows from stg_first_destination group by all)
)
select s.spelling, s.written, coalesce(d.meant, s.written) as employer, sum(s.rows)::bigint as rows
from spelled s
left join decided d on d.kind = 'employer_is' and d.written = s.written
where s.spelling is not null and s.written is not null
group by all
