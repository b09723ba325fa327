-- Parts of a whole of people: selection(<cuts>, student_key, category; null = unknown), one row a person in each cut.
-- Gives two kinds of row: the whole of each segment (category null) and one a category that anybody has.
with parts as (
    select * exclude (student_key), count(*) as numerator
    from selection
    group by all
),
wholes as (
    select
        * exclude (category, numerator),
        coalesce(sum(numerator) filter (where category is not null), 0) as denominator,
        coalesce(sum(numerator) filter (where category is null), 0) as unknown_count
    from parts
    group by all
)
select *, denominator as m, null as category from wholes
union all by name
select *, numerator as people_in_numerator, 1 as largest from parts where category is not null
