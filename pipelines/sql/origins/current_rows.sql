-- The current rows behind a row of a mart: mart, item (its key), and the source and order of each current row. Without them
-- that row of the mart would not be there. Asked only where a check has found something.
with pairs as (
    select 'outreach_log' as source, student_key, contact_key, sent_on as day, _order
    from rows_outreach join contact_hashes using (contact_hash)
    union all
    select 'interview_log', student_key, contact_key, held_on, _order
    from rows_interviews join contact_hashes using (contact_hash)
    union all
    -- a tracker tells of all days at once
    select 'contact_tracker', student_key, contact_key, null, _order
    from rows_tracker join contact_hashes using (contact_hash)
),
namings as (
    select n.source, n.student_key, c.contact_key, n._order
    from rows_named n join contact_hashes c using (contact_hash)
    union all
    -- whoever says who referred a contact names that contact
    select p.source, p.student_key, p.contact_key, p._order
    from pairs p
    semi join (
        select 'outreach_log' as source, _order from rows_outreach where referred_by is not null
        union all select 'interview_log', _order from rows_interviews where referred_by is not null
        union all select 'contact_tracker', _order from rows_tracker where referred_by is not null
    ) using (source, _order)
),
students as (
    select 'roster' as source, student_key, r._order
    from stg_roster r join student_idents s using (ident)
),
graduations as (
    select 'degree_log' as source, s.student_key, d._order
    from stg_degree_log d join student_idents s using (ident)
    union all
    select 'first_destination', s.student_key, o._order
    from stg_first_destination o
    join student_idents s using (ident)
)
select 'interviews' as mart, i.interview_key as item, p.source, p._order
from marts.interviews i
join pairs p on p.student_key = i.student_key and p.contact_key = i.contact_key
    and p.source <> 'outreach_log' and (p.day is null or p.day = i.held_on)
union all
select 'touches', t.touch_key, p.source, p._order
from marts.touches t
join pairs p on p.student_key = t.student_key and p.contact_key = t.contact_key
    and p.source <> 'interview_log' and (p.day is null or p.day = t.sent_on)
union all
select 'threads', h.thread_key, p.source, p._order
from marts.threads h
join pairs p using (student_key, contact_key)
union all
select 'referrals', r.referral_key, n.source, n._order
from marts.referrals r
join namings n on n.student_key = r.student_key and n.contact_key = r.referred_contact_key
union all
select m.mart, s.student_key, s.source, s._order
from students s
cross join (select unnest(['students', 'enrolments', 'student_programs', 'student_majors']) as mart) m
union all
select m.mart, g.student_key, g.source, g._order
from graduations g
cross join (select unnest(['graduates', 'graduate_majors', 'graduate_programs']) as mart) m
union all
select 'survey_changes', s.student_key, 'survey', v._order
from stg_survey v
join student_idents s using (ident)
