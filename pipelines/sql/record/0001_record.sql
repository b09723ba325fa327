-- The system of record: every row version ever accepted, everything rejected or skipped, and the ledger.
-- Rows are only ever appended. Cells are canonical text: ISO dates, `true`/`false`, plain numbers, several
-- values joined with `;`, `<clear>` for a cell emptied on purpose, null for blank.
-- A current cell is the last non-blank value over the effective imports (record.live_imports), in order.

create schema record;

create table record.schema_version (version integer not null);

-- One row per import. Undo marks it `undone`; nothing is ever deleted.
create table record.imports (
    import_id integer primary key,
    file_name varchar not null,
    file_sha256 varchar not null,
    source varchar not null,
    mapping_sha256 varchar not null,
    mapping_json varchar not null,
    imported_at timestamp not null,  -- UTC
    status varchar not null check (status in ('live', 'undone')),
    is_replace boolean not null,
    rows_read bigint not null,
    accepted bigint not null,
    rejected bigint not null,
    skipped bigint not null,
    new bigint not null,
    changed bigint not null,
    unchanged bigint not null,
    superseded bigint not null,
    removed bigint not null,
    first_date date,
    last_date date,
    unique (file_sha256, source, mapping_sha256),
    check (rows_read = accepted + rejected + skipped)
);

-- One row per rejected row of a file. cells: {header: text as read}; problems: [Problem].
create table record.rejects (
    import_id integer not null,
    row_number bigint not null,
    sheet varchar not null,
    cells varchar not null,
    problems varchar not null
);

-- One row per row passed over by a named rule: preview, unfinished, superseded, note, total_line, blank.
create table record.skips (
    import_id integer not null,
    row_number bigint not null,
    sheet varchar not null,
    rule varchar not null,
    detail varchar not null
);

-- Imports that count, in order: live, and no later live import of the same file as the same source.
create view record.live_imports as
select import_id, row_number() over (order by import_id) as position
from record.imports as this
where status = 'live'
    and not exists (
        select 1
        from record.imports as later
        where later.status = 'live'
            and later.file_sha256 = this.file_sha256
            and later.source = this.source
            and later.import_id > this.import_id
    );

-- One row per version of a student.
create table record.roster (
    import_id integer not null,
    row_number bigint not null,  -- the file's own
    row_key uhugeint not null,  -- the row's own normalised key cells
    is_retired boolean not null,  -- a tombstone: a later whole log did not hold this row any more
    row_id varchar,
    student_id varchar,
    email varchar,
    first_name varchar,
    last_name varchar,
    campus varchar,
    college varchar,
    majors varchar,
    cip_code varchar,
    degree_level varchar,
    class_year varchar,
    advisor varchar,
    programs varchar,
    is_expected_to_log varchar,
    is_first_generation varchar,
    is_transfer varchar,
    is_international varchar,
    gender varchar,
    race_ethnicity varchar
);

-- One row per version of a student-interview.
create table record.interview_log (
    import_id integer not null,
    row_number bigint not null,  -- the file's own
    row_key uhugeint not null,  -- the row's own normalised key cells
    is_retired boolean not null,  -- a tombstone: a later whole log did not hold this row any more
    row_id varchar,
    student_id varchar,
    student_email varchar,
    contact_name varchar,
    contact_email varchar,
    held_on varchar,
    contact_employer varchar,
    channel varchar,
    referrals_count varchar,
    contact_title varchar,
    contact_industry varchar,
    is_alum varchar,
    referred_by varchar,
    program varchar,
    status varchar,
    mode varchar,
    event_id varchar,
    minutes varchar,
    cost_usd varchar,
    prepared_questions_count varchar,
    has_researched varchar,
    has_asked_for_referral varchar,
    referrals_with_permission_count varchar,
    referred_contacts varchar,
    has_thanked varchar,
    thank_you_on varchar,
    thank_you_kind varchar,
    has_asked_for_job varchar,
    came_of_it varchar,
    usefulness_rating varchar,
    logged_at varchar,
    status_by_date varchar  -- held or scheduled, by the day of import, where the row's status is blank
);

-- One row per version of a student x contact.
create table record.contact_tracker (
    import_id integer not null,
    row_number bigint not null,  -- the file's own
    row_key uhugeint not null,  -- the row's own normalised key cells
    is_retired boolean not null,  -- a tombstone: a later whole log did not hold this row any more
    row_id varchar,
    student_id varchar,
    student_email varchar,
    contact_name varchar,
    contact_email varchar,
    contact_employer varchar,
    channel varchar,
    referred_by varchar,
    first_contacted_on varchar,
    followed_up_on varchar,
    reply varchar,
    replied_on varchar,
    talked_on varchar,
    referrals_count varchar,
    has_thanked varchar,
    blank_reply varchar
);

-- One row per version of a touch.
create table record.outreach_log (
    import_id integer not null,
    row_number bigint not null,  -- the file's own
    row_key uhugeint not null,  -- the row's own normalised key cells
    is_retired boolean not null,  -- a tombstone: a later whole log did not hold this row any more
    row_id varchar,
    student_id varchar,
    student_email varchar,
    contact_name varchar,
    contact_email varchar,
    sent_on varchar,
    contact_employer varchar,
    contact_title varchar,
    contact_linkedin_url varchar,
    contact_industry varchar,
    is_alum varchar,
    channel varchar,
    referred_by varchar,
    method varchar,
    program varchar,
    reply varchar,
    replied_on varchar,
    blank_reply varchar
);

-- One row per version of a referral.
create table record.referral_log (
    import_id integer not null,
    row_number bigint not null,  -- the file's own
    row_key uhugeint not null,  -- the row's own normalised key cells
    is_retired boolean not null,  -- a tombstone: a later whole log did not hold this row any more
    row_id varchar,
    student_id varchar,
    student_email varchar,
    referrer varchar,
    referred_name varchar,
    referred_email varchar,
    referred_employer varchar,
    referred_on varchar,
    has_permission varchar,
    was_already_known varchar
);

-- One row per version of a survey response.
create table record.survey (
    import_id integer not null,
    row_number bigint not null,  -- the file's own
    row_key uhugeint not null,  -- the row's own normalised key cells
    is_retired boolean not null,  -- a tombstone: a later whole log did not hold this row any more
    row_id varchar,
    response_id varchar,
    student_id varchar,
    student_email varchar,
    responded_at varchar,
    wave varchar,
    clarity varchar,
    confidence varchar,
    networking varchar,
    communication varchar,
    listening varchar,
    interviewing varchar,
    goal_change varchar,
    came_of_it varchar,
    scale_low varchar,
    scale_high varchar,
    scale_direction varchar
);

-- One row per version of a degree conferred.
create table record.degree_log (
    import_id integer not null,
    row_number bigint not null,  -- the file's own
    row_key uhugeint not null,  -- the row's own normalised key cells
    is_retired boolean not null,  -- a tombstone: a later whole log did not hold this row any more
    row_id varchar,
    student_id varchar,
    degree_level varchar,
    major varchar,
    cip_code varchar,
    conferred_on varchar
);

-- One row per version of an outcome.
create table record.first_destination (
    import_id integer not null,
    row_number bigint not null,  -- the file's own
    row_key uhugeint not null,  -- the row's own normalised key cells
    is_retired boolean not null,  -- a tombstone: a later whole log did not hold this row any more
    row_id varchar,
    student_id varchar,
    student_email varchar,
    outcome_status varchar,
    degree_level varchar,
    class_year varchar,
    employment_type varchar,
    employer varchar,
    job_title varchar,
    naics_code varchar,
    soc_code varchar,
    salary_usd varchar,
    accepted_on varchar,
    start_on varchar,
    reported_on varchar,
    knowledge_source varchar,
    found_through varchar,
    institution varchar,
    location_state varchar,
    location_country varchar
);
