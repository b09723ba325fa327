-- One row per row of the roster: the student, and the days it is about: those of its term, else all there are. A term
-- that is none of the office's is as good as none.
select
    s.student_key,
    t.term is not null as has_term,
    coalesce(t.since, date '0001-01-01') as since,
    coalesce(t.until, date '9999-12-31') as until,
    r.programs,
    coalesce(r.is_expected_to_log, false) as is_expected_to_log
from stg_roster r
join student_idents s using (ident)
left join roster_terms t using (term)
