-- What a person decided about who is who, and the name a student is known by where a row gives nothing else.
-- Decisions are only ever added; undoing one notes when. Keys are how somebody is written (see pipelines/identity):
-- they name a way of writing, not a number of a build, so that they hold over any later import.

create table record.decisions (
    decision_id integer primary key,
    kind varchar not null check (kind in ('student_is', 'contact_is', 'employer_is', 'sector_is', 'not_same')),
    left_key varchar not null,
    right_key varchar not null,  -- where one of the two gives the name, this one does
    decided_at timestamp not null,  -- UTC
    undone_at timestamp  -- UTC; null = stands
);

alter table record.interview_log add column student_name varchar;
alter table record.contact_tracker add column student_name varchar;
alter table record.outreach_log add column student_name varchar;
alter table record.referral_log add column student_name varchar;
alter table record.survey add column student_name varchar;
alter table record.first_destination add column student_name varchar;
