-- When a student was enrolled and expected to log: by the days, or by the term the row is about.

alter table record.roster add column term varchar;
alter table record.roster add column entered_on varchar;
alter table record.roster add column left_on varchar;
alter table record.roster add column expected_from varchar;
alter table record.roster add column expected_until varchar;
