-- The day an enrollment began that a report of enrollments tells of.

alter table record.first_destination add column enrolled_on varchar;
