-- One row per graduate and state of what was known of her: nothing until the first report, then each report until the next.
-- known_on: the first day it was known, that of the report, else of its import, null before any; known_until: the day the
-- next one came, null while it is the latest (is_latest). On any day one row of hers holds: known_on <= day < known_until.
-- Graduates: students of the degree log, in the class (July 1 to June 30) of their latest degree. Until one is loaded:
-- students of the roster whose class ended by the outcomes' as_of, and everybody with an outcome (preliminary, expected
-- graduates). Of several outcomes of one day: the later row.
-- interviews_before_cutoff: null where somebody held interviews and her class, which sets the day, is not known.
with degrees as (
    select s.student_key,
           max(d.conferred_on) as conferred_on,
           arg_max(d.degree_level, (d.conferred_on, d._order)) as degree_level
    from stg_degree_log d
    join student_idents s using (ident)
    group by s.student_key
),
reports as (
    -- until when each was the latest
    select *, lead(known_on) over (partition by student_key order by known_on, _order) as known_until
    from rows_outcomes
),
outcomes as (
    select * exclude (known_until) from reports where known_until is null
),
is_known as (
    select count(*) > 0 as has_degrees from degrees
),
graduating as (
    select student_key, class_of(conferred_on) as class, degree_level, false as is_preliminary
    from degrees
    union all
    select s.student_key,
           coalesce(try_cast(o.class_year as integer), try_cast(s.class_year as integer)),
           coalesce(nullif(s.degree_level, 'Unknown'), o.degree_level),
           true
    from marts.students s
    cross join is_known k
    cross join as_of a
    left join outcomes o using (student_key)
    where not k.has_degrees
        and (o.student_key is not null
             or (s.is_on_roster
                 and end_of_class(s.class_year) <= a.as_of_outcomes))
),
classed as (
    select *, end_of_class(class) as started_on,
           strptime((class - 1)::varchar || '-' || (select final_year_cutoff from office_settings), '%Y-%m-%d')::date
               as cutoff_on
    from graduating
),
before_cutoff as (
    select g.student_key, count(*) filter (i.held_on < g.cutoff_on) as interviews, count(*) as interviews_ever,
           min(i.held_on) as first_held_on
    from classed g
    join held_days i using (student_key)
    group by g.student_key
),
first_logged as (
    select min(held_on) as first_logged_on from interview_base
),
versions as (
    select *, known_until is null as is_latest from reports
    union all by name
    -- what is known before the first report is nothing
    select g.student_key, null::date as known_on, min(r.known_on) as known_until, min(r.known_on) is null as is_latest
    from classed g left join reports r using (student_key)
    group by g.student_key
)
select
    g.student_key,
    s.campus, s.college,
    known(g.degree_level) as degree_level,
    coalesce(g.class::varchar, 'Unknown') as class_year,
    s.is_first_generation, s.is_transfer, s.is_international, s.gender, s.race_ethnicity, s.advisor,
    g.started_on,
    coalesce(o.outcome_status, 'unknown') as outcome_status,
    case
        when o.outcome_status like 'employed_%' then 'employed'
        when o.outcome_status = 'volunteer_service' then 'service'
        when o.outcome_status = 'military' then 'military'
        when o.outcome_status = 'continuing_education' then 'continuing_education'
        when o.outcome_status in ('seeking_employment', 'seeking_continuing_education') then 'seeking'
        when o.outcome_status = 'not_seeking' then 'not_seeking'
        else 'unknown'
    end as nace_group,
    o.employment_type,
    e.name as employer,
    e.employer_number,
    known(coalesce(n.title, nullif(e.industry, 'Unknown'))) as employer_industry,  -- of the code given, else the employer's
    o.job_title,
    known(j.title) as job_group,
    o.salary_usd,
    o.found_through,
    o.accepted_on,
    o.reported_on,
    o.knowledge_source,
    g.is_preliminary,
    case when g.cutoff_on is not null or b.student_key is null then coalesce(b.interviews, 0) end::integer
        as interviews_before_cutoff,
    coalesce(b.interviews_ever, 0)::integer as interviews_count,
    b.first_held_on,
    coalesce(o.accepted_on < g.cutoff_on, false) as is_left_out_of_cutoff,
    -- a year before their senior year was logged already; else a first interview before it could not be on record
    coalesce(make_date(g.class - 1, 7, 1) >= l.first_logged_on + interval 1 year, false) as is_timing_known,
    o.known_on,
    o.known_until,
    o.is_latest
from classed g
join marts.students s using (student_key)
join versions o using (student_key)
left join before_cutoff b using (student_key)
cross join first_logged l
left join employer_spellings w on w.spelling = o.employer
left join marts.employers e on e.employer_key = w.employer
left join naics_sectors n on n.digits = first_two_digits(o.naics_code)
left join soc_groups j on j.digits = first_two_digits(o.soc_code)
order by g.student_key, o.known_on nulls first
