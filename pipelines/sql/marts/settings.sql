-- One row: what this build was made with, and how far its records reach.
-- is_population_who_logged: nobody is marked as expected to log, so the population is who logged; reach stands beside.
select o.*, a.as_of_outreach, a.as_of_interviews, a.as_of_referrals, a.as_of_survey, a.as_of_outcomes,
       coalesce((select bool_or(is_preliminary) from marts.graduates), false) as is_preliminary,
       not exists (select 1 from stg_roster where is_expected_to_log) as is_population_who_logged
from office_settings o cross join as_of a
