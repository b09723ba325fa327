-- What every list of things to follow up says: whom it is about, by name, and the programs they are in now. The oldest
-- first: who has waited longest is next. Only students enrolled on the newest day of the data: nobody else can be reached.
-- A list has a student_key and of the other columns those that say something of it; sorted_by goes before names, its
-- programs are those in which it holds, where not any of the dates will do.
select
    s.student_id,
    s.student,
    s.first_name,
    s.student_email,
    g.programs,
    coalesce(c.email, c.name) as contact_id,
    case when i.contact_key is not null then coalesce(c.name, c.email, 'Somebody') end as contact,
    c.employer,
    i.detail,
    i.referrer,
    i.how_many,
    i.day,
    i.as_of
from (
    select null::integer as contact_key, null::date as day, null::date as as_of, null::varchar as detail,
           null::varchar as referrer, null::varchar as how_many, null::varchar as sorted_by,
           null::varchar[] as programs
    where false
    union all by name
    select * from item
) i
join chosen s using (student_key)
join (
    select e.student_key
    from marts.enrolments e
    join marts.settings o on o.newest_on between e.since and e.until
) enrolled using (student_key)
left join marts.contacts c using (contact_key)
left join marts.program_lists g using (student_key)
where $program::varchar[] is null or i.programs is null or list_has_any($program::varchar[], i.programs)
order by i.day nulls last, i.sorted_by nulls last, s.student, contact
