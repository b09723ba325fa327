-- One row per employer: all spellings under the one meant. name: the spelling most used for the name that was chosen,
-- else most used of all. industry: the NAICS sector a person decided on, else the one most outcomes with this employer
-- name; where no sector has more than half of them, Unknown.
with names as (
    select employer,
           arg_max(spelling, (written = employer, rows, spelling)) as name,
           sum(rows)::bigint as rows
    from employer_spellings
    group by employer
),
coded as (
    select e.employer, n.sector, count(*) as outcomes
    from stg_first_destination o
    join employer_spellings e on e.spelling = o.employer
    join naics_sectors n on n.digits = first_two_digits(o.naics_code)
    group by all
),
by_outcomes as (
    select employer, arg_max(sector, outcomes) as sector
    from coded
    group by employer
    having max(outcomes) * 2 > sum(outcomes)
),
by_decision as (
    select coalesce(d.meant, k.written) as employer, min(k.sector) as sector
    from (
        select substr(left_key, 10) as written, substr(right_key, 8) as sector  -- employer:…, sector:…
        from store.record.decisions
        where kind = 'sector_is' and undone_at is null
    ) k
    left join decided d on d.kind = 'employer_is' and d.written = k.written
    group by all
    having count(distinct k.sector) = 1
)
select
    n.employer as employer_key,
    row_number() over (order by n.employer)::integer as employer_number,
    n.name,
    n.rows,
    coalesce(t.title, 'Unknown') as industry
from names n
left join by_decision using (employer)
left join by_outcomes o using (employer)
left join (select distinct sector, title from naics_sectors) t on t.sector = coalesce(by_decision.sector, o.sector)
order by n.employer
