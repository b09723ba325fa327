-- One row per normalised way an employer is written: its most used spelling, how many rows write it so, and the
-- employer meant.
select written, arg_max(spelling, (rows, spelling)) as spelling, sum(rows)::bigint as rows, any_value(employer) as employer_key
from employer_spellings
group by written
order by written
