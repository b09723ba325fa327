-- One row per held interview: student, contact and day.
select student_key, contact_key, held_on from interview_base where status = 'held'
