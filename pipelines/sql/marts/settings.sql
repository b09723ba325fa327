-- One row: what this build was made with, and how far its records reach.
select o.*, a.as_of_outreach, a.as_of_interviews, a.as_of_referrals, a.as_of_survey, a.as_of_outcomes,
       coalesce((select bool_or(is_preliminary) from marts.graduates), false) as is_preliminary
from office_settings o cross join as_of a
