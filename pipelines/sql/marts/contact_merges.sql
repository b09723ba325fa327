-- One row per contact of the rule that a decision made one with another: the key, and the key meant.
select entity, meant from contact_merges order by entity
