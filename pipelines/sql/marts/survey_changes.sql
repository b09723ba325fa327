-- One row per student, topic and scale with both waves: the latest `pre` and the latest later `post` on equal scales.
-- Where a scale runs down, values are turned so that up is always better.
with answers as (
    select student_key, responded_at, wave, topic, value, scale_low, scale_high, scale_direction, _order
    from (
        select s.student_key, v.*
        from stg_survey v
        join student_idents s using (ident)
        where v.wave is not null
    )
    unpivot (value for topic in (clarity, confidence, networking, communication, listening, interviewing))
),
pre as (
    select student_key, topic, scale_low, scale_high, scale_direction,
           max(responded_at) as responded_at, arg_max(value, (responded_at, _order)) as value
    from answers where wave = 'pre'
    group by all
),
post as (
    select a.student_key, a.topic, a.scale_low, a.scale_high, a.scale_direction,
           max(a.responded_at) as responded_at, arg_max(a.value, (a.responded_at, a._order)) as value
    from answers a
    join pre p
        on p.student_key = a.student_key and p.topic = a.topic and p.scale_low = a.scale_low
        and p.scale_high = a.scale_high and p.scale_direction = a.scale_direction and a.responded_at > p.responded_at
    where a.wave = 'post'
    group by all
)
select
    p.student_key,
    s.campus, s.college, s.degree_level, s.class_year, s.is_first_generation, s.is_transfer, s.is_international,
    s.gender, s.race_ethnicity, s.advisor,
    p.topic,
    format('{:g}-{:g}', p.scale_low, p.scale_high) || case p.scale_direction when 'down' then ' (low is best)' else '' end
        as scale,
    case p.scale_direction when 'down' then p.scale_low + p.scale_high - p.value else p.value end as pre,
    case p.scale_direction when 'down' then q.scale_low + q.scale_high - q.value else q.value end as post,
    post - pre as change,
    (select count(*) from marts.interviews i
     where i.student_key = p.student_key and i.status = 'held' and i.held_on <= q.responded_at::date)::integer as interviews_held,
    q.responded_at::date as started_on
from pre p
join post q using (student_key, topic, scale_low, scale_high, scale_direction)
join marts.students s using (student_key)
order by p.student_key, p.topic
