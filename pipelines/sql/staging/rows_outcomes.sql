-- One row per outcome as written, its student known. known_on: the day it was reported, else the day it was imported.
-- Enrollments that a report tells of are outcomes only after graduation and until outcomes are collected no longer, on
-- December 31 of the class: those of the degree itself, and of years later, are none. Graduation: the latest degree, of whom
-- none is on record June 30 of the class; where neither is known, nothing can be said.
with degrees as (
    select s.student_key, max(d.conferred_on) as conferred_on
    from stg_degree_log d
    join student_idents s using (ident)
    group by s.student_key
),
rostered as (
    select s.student_key, max(end_of_class(r.class_year)) as expected_on
    from stg_students r
    join student_idents s using (ident)
    group by s.student_key
)
select s.student_key, o.* exclude (ident, student_id, student_email, student_name), coalesce(o.reported_on, d.day) as known_on
from stg_first_destination o
join student_idents s using (ident)
join import_days d on d.position = o._order // 4294967296
left join degrees g using (student_key)
left join rostered r using (student_key)
cross join lateral (select coalesce(g.conferred_on, end_of_class(o.class_year), r.expected_on) as graduated_on)
where o.enrolled_on is null
    or (o.enrolled_on > graduated_on and o.enrolled_on <= make_date(class_of(graduated_on), 12, 31))
