-- One row per outcome as written, its student known. known_on: the day it was reported, else the day it was imported.
select s.student_key, o.* exclude (student_id, student_email, student_name), coalesce(o.reported_on, d.day) as known_on
from stg_first_destination o
join student_idents s on s.ident = student_ident(o.student_id, o.student_email, o.student_name)
join import_days d on d.position = o._order // 4294967296
