-- One row: what this build was made with, and how far its records reach.
-- is_population_who_logged: nobody is marked as expected to log, so the population is who logged; reach stands beside.
-- From …_from to as_of_… is the time the data of that kind covers.
select o.*, a.*,
       coalesce((select bool_or(is_preliminary) from marts.graduates), false) as is_preliminary,
       not exists (select 1 from roster_rows where is_expected_to_log) as is_population_who_logged
from office_settings o cross join as_of a
