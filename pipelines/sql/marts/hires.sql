-- One row per employed graduate who had held an interview before she was hired: before the day she accepted, else the
-- day it was reported; without either day nobody can say which came first, and she is left out.
-- has_talked_there: with somebody at the employer that hired her. has_talked_in_industry: with somebody there or in the
-- job's industry. true as soon as one interview says so; null = not known: the job's employer or industry is not, or no
-- interview says so and one of them does not say where its contact works. Blank is never "no".
-- job_industry: by the code given, else the employer's sector, else what most contacts at that employer are logged under;
-- codes and logs name industries in different words, so an interview may agree with either.
with hired as (
    select *, coalesce(accepted_on, reported_on) as hired_on
    from marts.graduates
    where nace_group = 'employed'
),
logged as (
    select employer_number, arg_max(industry, contacts) as industry
    from (
        select e.employer_number, c.industry, count(*) as contacts
        from marts.contacts c
        join marts.employers e using (employer_key)
        where c.industry <> 'Unknown'
        group by all
    )
    group by employer_number
    having max(contacts) * 2 > sum(contacts)
),
placed as (
    select h.*, nullif(h.employer_industry, 'Unknown') as told_industry, l.industry as logged_industry
    from hired h
    left join logged l using (employer_number)
),
talked as (
    select
        p.student_key,
        count(*) filter (i.employer_number = p.employer_number) as interviews_there,
        count(*) filter (i.employer_number is null) as interviews_unsaid_where,
        count(*) filter (i.employer_number = p.employer_number
                         or i.industry in (p.told_industry, p.logged_industry)) as interviews_in_industry,
        count(*) filter (i.industry = 'Unknown') as interviews_unsaid_industry
    from placed p
    join marts.interviews i using (student_key)
    where i.status = 'held' and i.held_on < p.hired_on
    group by p.student_key
)
select
    p.student_key,
    p.campus, p.college, p.degree_level, p.class_year,
    p.is_first_generation, p.is_transfer, p.is_international, p.gender, p.race_ethnicity, p.advisor,
    p.started_on,
    p.hired_on,
    known(p.employer) as employer,
    coalesce(p.told_industry, p.logged_industry, 'Unknown') as job_industry,
    t.interviews_there::integer as interviews_there,
    case when t.interviews_there > 0 then true
         when p.employer_number is not null and t.interviews_unsaid_where = 0 then false end as has_talked_there,
    case when t.interviews_in_industry > 0 then true
         when coalesce(p.told_industry, p.logged_industry) is not null and t.interviews_unsaid_industry = 0
             then false end as has_talked_in_industry
from placed p
join talked t using (student_key)
order by p.student_key
