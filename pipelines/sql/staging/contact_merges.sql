-- One row per contact of the rule that a person decided is somebody else of the rule: all that is linked is one.
-- A decision names a way of writing; a way no row uses (a profile address found elsewhere) still links.
with recursive decisions as (
    select substr(left_key, 9) as one, substr(right_key, 9) as other  -- contact:…
    from store.record.decisions
    where kind = 'contact_is' and undone_at is null
),
mentioned as (
    select m.key, coalesce(min(w.entity), m.key) as entity
    from (select one as key from decisions union select other from decisions) m
    left join contact_ways w on w.key = m.key
    group by m.key
),
links as (
    select a.entity as one, b.entity as other
    from decisions d
    join mentioned a on a.key = d.one
    join mentioned b on b.key = d.other
),
both_ways as (
    select one, other from links union select other, one from links
),
linked as (
    select one, one as other from both_ways
    union
    select l.one, b.other from linked l join both_ways b on b.one = l.other
)
select one as entity, min(other) as meant from linked group by one
