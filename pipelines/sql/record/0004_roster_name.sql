-- A student's whole name, where the roster gives it in one column.

alter table record.roster add column student_name varchar;
