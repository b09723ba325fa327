-- What became of the student after their degree: at most one row.
select class_year, degree_level, outcome_status, employment_type, employer, job_title, found_through, accepted_on,
       reported_on, is_preliminary
from marts.graduates
where student_key = $student_key
