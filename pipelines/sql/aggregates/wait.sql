-- How long until: selection(<cuts>, student_key, waited_days; null = unknown, is_reached; false = still waiting).
-- Gives two kinds of row per segment and number of days: items that got there or were last seen waiting then;
-- and students (people) whose longest wait it was. Unknown items and students have no number of days.
with by_day as (
    select
        * exclude (student_key, is_reached),
        count(*) filter (where is_reached) as reached,
        count(*) - reached as waiting
    from selection
    group by all
),
by_student as (
    select * exclude (is_reached, waited_days), max(waited_days) as waited_days
    from selection
    group by all
)
select *, null as people from by_day
union all by name
select * exclude (student_key), count(*) as people from by_student group by all
