-- One row per row of the outreach log: whose touch of whom, and the nth of that day; two touches a day stay two.
-- Counted among the rows of one file that mean the same student, contact and day, however they write them, so that a file
-- sent again, or the same touch in another file, matches itself. A row in several files keeps its highest place.
with told as (
    select o.row_key, o.student_key, c.contact_key, o.sent_on,
           count(*) over (partition by o.student_key, c.contact_key, o.sent_on) as rows
    from rows_outreach o join contact_hashes c using (contact_hash)
),
placed as (
    select t.row_key, row_number() over (
               partition by r.import_id, t.student_key, t.contact_key, t.sent_on order by r.row_number, r.row_key) as place
    from told t
    join store.record.outreach_log r using (row_key)
    semi join import_days i using (import_id)
    where t.rows > 1 and not r.is_retired
)
select row_key, student_key, contact_key, sent_on, 1 as occurrence from told where rows = 1
union all
select row_key, student_key, contact_key, sent_on, max(place)
from told join placed using (row_key)
group by all
