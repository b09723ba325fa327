-- One row per graduate, with the latest outcome reported of her: what marts.graduate_reports knows of her today.
select * exclude (known_until, is_latest)
from marts.graduate_reports
where is_latest
order by student_key
