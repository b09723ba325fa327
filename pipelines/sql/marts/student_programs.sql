-- One row per student, program and unbroken stretch of days, both ends inclusive; a student may be in several on one day.
-- A program of a row with a term holds for that term; one without, or one her own log rows name, throughout.
-- Days without any program are 'Unknown'.
with named as (
    select student_key, unnest(string_split(programs, ';')) as program, since, until from roster_rows
    union all
    select student_key, unnest(string_split(program, ';')), date '0001-01-01', date '9999-12-31'
    from (
        select distinct student_key, program from rows_interviews
        union select distinct student_key, program from rows_outreach
    )
),
known_programs as (
    select distinct student_key, trim(program) as program, since, until
    from named
    where trim(program) <> ''
    -- throughout is in every term as well; terms themselves share no day
    qualify min(since) over (partition by student_key, trim(program)) > date '0001-01-01' or since = date '0001-01-01'
),
days as (
    select distinct student_key, since, until from known_programs
),
gaps as (
    select student_key, until + 1 as since,
           coalesce(lead(since) over (partition by student_key order by since) - 1, date '9999-12-31') as until
    from (
        select student_key, since, until from days where until < date '9999-12-31'
        union all
        -- a day before all days, so that the time before the first program is a gap like others
        select student_key, date '0001-01-01', date '0001-01-01' - 1 from marts.students
    )
)
select student_key, program, since, until from known_programs
union all
select student_key, 'Unknown', since, until
from gaps
anti join (select student_key from days where until = date '9999-12-31') throughout using (student_key)
where since <= until
order by student_key, program, since
