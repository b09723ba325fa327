-- One row per way a contact is written, with the contact meant after what people decided.
select w.contact_hash, dense_rank() over (order by coalesce(m.meant, w.entity))::integer as contact_key,
       coalesce(m.meant, w.entity) as entity, w.key
from contact_ways w
left join contact_merges m using (entity)
