-- One row per way a student or an employer is written that a person decided on: which way is meant.
-- Decisions link; what is linked in any way is one. The name is taken from whom nobody was said to be somebody else,
-- the first such by alphabet, so the order of decisions says nothing. A student on the roster is herself, whatever
-- was decided before she was on it.
with recursive decisions as (
    select kind, left_key, right_key
    from store.record.decisions
    where undone_at is null and kind in ('student_is', 'employer_is')
        and not (kind = 'student_is' and left_key in (select 'student:' || ident from stg_roster))
),
links as (
    select kind, left_key as one, right_key as other from decisions
    union
    select kind, right_key, left_key from decisions
),
linked as (
    select kind, one, one as other from links
    union
    select l.kind, l.one, n.other from linked l join links n on n.kind = l.kind and n.one = l.other
),
named as (
    select l.*, d.left_key is null as gives_the_name
    from linked l
    left join (select distinct kind, left_key from decisions) d on d.kind = l.kind and d.left_key = l.other
)
select
    kind,
    substr(one, strpos(one, ':') + 1) as written,
    substr(coalesce(min(other) filter (gives_the_name), min(other)), strpos(one, ':') + 1) as meant
from named
group by kind, one
