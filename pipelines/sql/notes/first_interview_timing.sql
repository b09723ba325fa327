-- Classes the figure leaves out, as one sentence: their senior year began before interviews had been logged for a year.
select 'Left out: class' || case when count(*) > 1 then 'es ' else ' ' end || string_agg(class_year, ', ' order by class_year)
       || ', because interviews were not logged yet a year before the senior year began.' as note
from (
    select distinct class_year
    from marts.graduates
    where degree_level = 'bachelor' and not is_timing_known and class_year <> 'Unknown'
)
having count(*) > 0
