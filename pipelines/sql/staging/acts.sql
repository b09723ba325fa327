-- One row per touch and per held interview: what student and contact did with each other, and on which day.
select student_key, contact_key, sent_on as day, false as is_interview from touch_base
union all
select student_key, contact_key, held_on, true from held_days
