"""The marts follow the definitions to the letter: one small office a rule, answers a career coach can check by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from pipelines.figures.measure import measure
from pipelines.figures.results import LeftOut, Question
from pipelines.store.warehouse import Published
from tests.offices import office

ROSTER = """
student_id | email     | college | programs | is_expected_to_log | class_year
S1         | s1@uni.edu | Arts    | P1       | yes                | 2027
S2         | s2@uni.edu | Arts    | P1;P2    | yes                | 2026
S3         | s3@uni.edu | Science | -        | no                 | 2026
"""


def rows(built: Published, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in built.query(sql)]


def threads(built: Published, *columns: str) -> dict[str, tuple[Any, ...]]:
    found = rows(
        built,
        f"select c.name, {', '.join(columns)} from marts.threads join marts.contacts c using (contact_key)",
    )
    return {row[0]: row[1:] for row in found}


# -- threads: replies, bounces, what is known -------------------------------------------------------------------


def test_the_reply_day_is_the_earliest_dated_human_reply_or_interview(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        outreach_log="""
        student_id | contact_name | contact_employer | sent_on    | reply      | replied_on
        S1         | Dated        | A                | 2026-03-02 | replied    | 2026-03-09
        S1         | Dated        | A                | 2026-03-05 | accepted   | 2026-03-07
        S1         | Auto         | A                | 2026-03-02 | auto_reply | 2026-03-02
        S1         | Talked       | A                | 2026-03-02 | -          | -
        S1         | Undated      | A                | 2026-03-02 | replied    | -
        S1         | Silent       | A                | 2026-03-02 | no_reply   | -
        S1         | Blank        | A                | 2026-03-02 | -          | -
        S1         | Gone         | A                | 2026-03-02 | bounced    | -
        S1         | Twice        | A                | 2026-03-02 | bounced    | -
        S1         | Twice        | A                | 2026-03-03 | -          | -
        """,
        interview_log="""
        student_id | contact_name | contact_employer | held_on
        S1         | Talked       | A                | 2026-03-12
        S1         | Undated      | A                | 2026-05-30
        """,
    )
    assert threads(built, "reply_days", "is_reply_known", "is_reply_undated", "is_bounced") == {
        "Dated": (5, True, False, False),
        "Auto": (None, True, False, False),
        "Talked": (10, True, False, False),
        "Undated": (None, True, True, False),
        "Silent": (None, True, False, False),
        "Blank": (None, False, False, False),
        "Gone": (None, True, False, True),
        "Twice": (None, True, False, False),
    }


def test_a_log_may_declare_that_blank_means_no_reply(tmp_path: Path) -> None:
    from pipelines.build.build import build
    from pipelines.ingest.load import import_file
    from pipelines.store.warehouse import Warehouse
    from tests.offices import TODAY, write_csv

    warehouse = Warehouse(tmp_path / "warehouse")
    path = write_csv(tmp_path / "o.csv", "student_id | contact_name | sent_on\nS1 | Blank | 2026-03-02")
    declared = tmp_path / "m.toml"
    declared.write_text('blank_reply = "no_reply"\n')
    import_file(warehouse, path, source="outreach_log", mapping_file=declared, today=TODAY)
    build(warehouse)
    assert threads(warehouse.published(), "is_reply_known", "has_human_reply") == {"Blank": (True, False)}


def test_agreed_is_accepted_or_an_interview_held_or_scheduled(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        outreach_log="""
        student_id | contact_name | sent_on    | reply    | replied_on
        S1         | Said yes     | 2026-03-02 | accepted | 2026-03-12
        S1         | Yes, undated | 2026-03-02 | accepted | -
        S1         | Only replied | 2026-03-02 | replied  | 2026-03-03
        S1         | Has a date   | 2026-03-02 | -        | -
        """,
        interview_log="""
        student_id | contact_name | held_on    | status
        S1         | Has a date   | 2026-03-20 | scheduled
        """,
    )
    assert threads(built, "agreed_days", "is_agreed_undated", "interviews_after_touch") == {
        "Said yes": (10, False, 0),
        "Yes, undated": (None, True, 0),
        "Only replied": (None, False, 0),
        "Has a date": (18, False, 0),
    }


def test_the_channel_is_the_first_known_one_by_date(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        outreach_log="""
        student_id | contact_name | sent_on    | channel
        S1         | Ada          | 2026-03-09 | cold
        S1         | Ada          | 2026-03-02 | unknown
        S1         | Ada          | 2026-03-05 | linkedin
        S1         | Bo           | 2026-03-05 | -
        """,
    )
    assert threads(built, "channel", "touch_count") == {"Ada": ("linkedin", 3), "Bo": ("Unknown", 1)}


# -- who is who --------------------------------------------------------------------------------------------------


def test_contacts_merge_by_email_then_profile_then_name_and_employer(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        outreach_log="""
        student_id | contact_name | contact_email | contact_linkedin_url           | contact_employer | sent_on
        S1         | Ann Lee      | ann@acme.com  | https://linkedin.com/in/annlee | Acme             | 2026-03-02
        S2         | A. Lee       | -             | www.linkedin.com/in/annlee/    | -                | 2026-03-02
        S3         | ann  LEE     | -             | -                              | Acme             | 2026-03-02
        S1         | Ann Lee      | -             | -                              | -                | 2026-03-04
        S2         | Ann Lee      | -             | -                              | -                | 2026-03-04
        S2         | Ann Lee      | ann@other.com | -                              | Other            | 2026-03-05
        """,
    )
    # S1 and S3 reach ann@acme.com three ways; S2's bare "Ann Lee" is her own ann@other.com.
    found = rows(
        built,
        """select s.student_id, c.email, count(*) from marts.touches t join marts.contacts c using (contact_key)
           join marts.students s using (student_key) group by all order by all""",
    )
    assert found == [
        ("S1", "ann@acme.com", 2),
        ("S2", "ann@acme.com", 1),
        ("S2", "ann@other.com", 2),
        ("S3", "ann@acme.com", 1),
    ]


def test_a_name_that_fits_two_contacts_joins_neither(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        outreach_log="""
        student_id | contact_name | contact_email | contact_employer | sent_on
        S1         | Ann Lee      | one@acme.com  | Acme             | 2026-03-02
        S1         | Ann Lee      | two@acme.com  | Acme             | 2026-03-02
        S1         | Ann Lee      | -             | Acme             | 2026-03-03
        """,
    )
    assert rows(built, "select count(*) from marts.contacts") == [(3,)]


def test_a_student_is_found_by_id_then_by_email(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        roster=ROSTER,
        outreach_log="""
        student_id | student_email | contact_name | sent_on
        S1         | -             | Ada          | 2026-03-02
        -          | S1@UNI.EDU    | Bo           | 2026-03-02
        -          | new@uni.edu   | Cy           | 2026-03-02
        X9         | -             | Di           | 2026-03-02
        """,
    )
    found = rows(
        built,
        """select coalesce(s.student_id, s.student_email), s.is_on_roster, count(*) from marts.threads
           join marts.students s using (student_key) group by all order by all""",
    )
    assert found == [("S1", True, 2), ("X9", False, 1), ("new@uni.edu", False, 1)]


# -- interviews ---------------------------------------------------------------------------------------------------


def test_two_touches_a_day_stay_two_and_trackers_add_theirs(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        outreach_log="""
        student_id | contact_name | sent_on
        S1         | Ada          | 2026-03-02
        S1         | Ada          | 2026-03-02
        """,
        contact_tracker="""
        student_id | contact_name | first_contacted_on | followed_up_on        | reply   | replied_on | talked_on
        S1         | Ada          | 2026-03-02         | 2026-03-09;2026-03-12 | replied | 2026-03-15 | -
        S2         | Bo           | -                  | -                     | -       | -          | 2026-03-05
        """,
    )
    assert threads(built, "touch_count", "reply_days") == {"Ada": (4, 13), "Bo": (0, None)}
    assert rows(built, "select status, held_on from marts.interviews") == [("held", date(2026, 3, 5))]


def test_held_beats_other_statuses_and_a_rescheduled_event_keeps_its_last_day(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        interview_log="""
        student_id | contact_name | contact_employer | held_on    | status              | event_id
        S1         | Ada          | A                | 2026-03-02 | held                | -
        S1         | Eve          | -                | 2026-03-02 | cancelled_by_contact | E1
        S1         | Eve          | -                | 2026-03-09 | held                | E1
        S2         | Eve          | -                | 2026-03-09 | held                | E1
        """,
        contact_tracker="""
        student_id | contact_name | contact_employer | talked_on
        S1         | Ada          | A                | 2026-03-02
        """,
    )
    assert rows(
        built, "select student_key, held_on, status, event_id from marts.interviews order by all"
    ) == [
        (1, date(2026, 3, 2), "held", None),
        (1, date(2026, 3, 9), "held", "E1"),
        (2, date(2026, 3, 9), "held", "E1"),
    ]


def test_a_scheduled_interview_in_the_past_misses_its_result(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        interview_log="""
        student_id | contact_name | held_on    | status
        S1         | Ada          | 2026-03-02 | scheduled
        S1         | Bo           | 2026-03-09 | held
        S1         | Cy           | 2026-12-01 | scheduled
        """,
    )
    assert rows(built, "select held_on, is_result_missing from marts.interviews order by 1") == [
        (date(2026, 3, 2), True),
        (date(2026, 3, 9), False),
        (date(2026, 12, 1), False),
    ]
    assert rows(built, "select as_of_interviews from marts.settings") == [(date(2026, 3, 9),)]


def test_people_named_is_the_larger_count_less_names_given_before(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        interview_log="""
        student_id | contact_name | held_on    | referrals_count | referred_contacts
        S1         | Ada          | 2026-03-02 | 1               | Xi;Yo
        S1         | Bo           | 2026-03-09 | 3               | Xi
        S1         | Cy           | 2026-03-16 | -               | Xi;Yo
        S1         | Di           | 2026-03-23 | 0               | -
        S1         | Ed           | 2026-03-30 | -               | -
        S1         | Flo          | 2026-04-06 | -               | -
        """,
        referral_log="""
        student_id | referrer | referred_name | referred_on
        S1         | Flo      | Zed           | 2026-04-08
        S1         | Nobody   | Wu            | 2026-04-08
        """,
    )
    assert rows(
        built,
        "select c.name, people_named from marts.interviews join marts.contacts c using (contact_key) order by 1",
    ) == [
        ("Ada", 2),
        ("Bo", 2),
        ("Cy", 0),
        ("Di", 0),
        ("Ed", None),
        ("Flo", 1),
    ]


def test_a_dated_thank_you_outweighs_the_flag_and_a_negative_gap_is_unknown(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        interview_log="""
        student_id | contact_name | held_on    | has_thanked | thank_you_on
        S1         | Same         | 2026-03-02 | no          | 2026-03-02
        S1         | Next         | 2026-03-02 | -           | 2026-03-03
        S1         | Late         | 2026-03-02 | yes         | 2026-03-04
        S1         | Undated      | 2026-03-02 | yes         | -
        S1         | Never        | 2026-03-02 | no          | -
        S1         | Before       | 2026-03-02 | yes         | 2026-03-01
        S1         | Blank        | 2026-03-02 | -           | -
        """,
    )
    found = rows(
        built,
        "select c.name, thank_you_state, thank_you_days from marts.interviews join marts.contacts c using (contact_key)",
    )
    assert {name: told for name, *told in found} == {
        "Same": ["on_time", 0],
        "Next": ["on_time", 1],
        "Late": ["late", 2],
        "Undated": ["undated", None],
        "Never": ["not_thanked", None],
        "Before": [None, None],
        "Blank": [None, None],
    }


def test_permission_counts_both_numbers_else_rows_that_say_so_and_keeps_those_that_do_not(
    tmp_path: Path,
) -> None:
    built = office(
        tmp_path,
        interview_log="""
        student_id | contact_name | held_on    | status  | referrals_count | referrals_with_permission_count
        S1         | Ada          | 2026-03-02 | held    | 3               | 2
        S1         | Bo           | 2026-03-09 | held    | 3               | -
        S1         | Cy           | 2026-03-16 | held    | -               | -
        S1         | Di           | 2026-03-16 | no_show | 4               | 1
        S1         | Ed           | 2026-03-18 | held    | -               | -
        """,
        referral_log="""
        student_id | referrer | referred_name | referred_on | has_permission
        S1         | Cy       | Xi            | 2026-03-16  | yes
        S1         | Cy       | Yo            | 2026-03-16  | no
        S1         | Cy       | Zed           | 2026-03-16  | -
        S1         | Nobody   | Wu            | 2026-03-17  | yes
        S1         | Nobody   | Vi            | 2026-03-17  | no
        S1         | Nobody   | Ty            | 2026-03-17  | -
        """,
    )
    assert rows(
        built, "select started_on, named, permitted, unrecorded from marts.permissions order by all"
    ) == [
        (date(2026, 3, 2), 3, 2, 0),
        (date(2026, 3, 9), 0, 0, 3),  # the number named, and not for how many: unknown
        (date(2026, 3, 16), 2, 1, 1),  # Zed's is not written down
        (date(2026, 3, 17), 0, 0, 1),  # nor is Ty's
        (date(2026, 3, 17), 1, 0, 0),
        (date(2026, 3, 17), 1, 1, 0),
        (date(2026, 3, 18), 0, 0, 0),
    ]
    (cell,) = measure(built, "permission_rate").cells
    assert (cell.numerator, cell.denominator, cell.unknown_count) == (4, 7, 5)


# -- referrals ----------------------------------------------------------------------------------------------------


def test_a_referral_starts_on_the_first_day_named_and_counts_what_follows(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        interview_log="""
        student_id | contact_name | held_on    | referred_contacts | referred_by
        S1         | Ada          | 2026-03-02 | Xi;Yo;Old         | -
        S1         | Bo           | 2026-03-09 | Xi                | -
        S1         | Xi           | 2026-03-20 | -                 | -
        S1         | Guest        | 2026-03-25 | -                 | Bo
        """,
        outreach_log="""
        student_id | contact_name | sent_on
        S1         | Xi           | 2026-03-12
        S1         | Old          | 2026-02-01
        """,
        referral_log="""
        student_id | referrer | referred_name | referred_on | was_already_known
        S1         | Bo       | Friend        | 2026-03-09  | yes
        """,
    )
    found = rows(
        built,
        """select c.name, named_on, contacted_days, interviewed_days, is_already_known
           from marts.referrals r join marts.contacts c on c.contact_key = r.referred_contact_key order by 1""",
    )
    assert found == [
        ("Friend", date(2026, 3, 9), None, None, True),
        ("Guest", date(2026, 3, 9), 16, 16, False),
        ("Old", date(2026, 3, 2), None, None, True),
        ("Xi", date(2026, 3, 2), 10, 18, False),
        ("Yo", date(2026, 3, 2), None, None, False),
    ]


def test_whoever_is_named_again_is_known_by_then_and_was_not_before(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        referral_log="""
        student_id | referrer | referred_name | referred_on | was_already_known
        S1         | Ada      | Xi            | 2026-03-02  | -
        S1         | Bo       | Xi            | 2026-03-09  | yes
        S1         | Ada      | Yo            | 2026-03-02  | yes
        S1         | Bo       | Yo            | 2026-03-02  | -
        S1         | Ada      | Zed           | 2026-03-02  | yes
        S1         | Bo       | Zed           | 2026-03-09  | no
        """,
    )
    assert rows(
        built,
        """select c.name, is_already_known
           from marts.referrals r join marts.contacts c on c.contact_key = r.referred_contact_key order by 1""",
    ) == [("Xi", False), ("Yo", True), ("Zed", True)]


# -- populations, programs, surveys, graduates ----------------------------------------------------------------------


def test_the_population_is_whom_a_log_is_expected_of(tmp_path: Path) -> None:
    log = "student_id | contact_name | held_on\nS3 | Ada | 2026-03-02"
    built = office(tmp_path, roster=ROSTER, interview_log=log)
    assert rows(built, "select student_id from population order by 1") == [("S1",), ("S2",)]
    assert rows(built, "select student_id from enrolled order by 1") == [("S1",), ("S2",), ("S3",)]


def test_nobody_is_in_a_population_while_nothing_is_dated(tmp_path: Path) -> None:
    built = office(tmp_path, roster=ROSTER)
    assert rows(built, "select student_id from population") == []
    for population in ("expected", "roster"):
        result = measure(built, "participation_rate", Question(population=population))  # type: ignore[arg-type]
        assert [cell.denominator for cell in result.cells] == [0]
        assert result.left_out == LeftOut(0, 0)


def test_where_nobody_is_marked_it_is_who_logged(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        roster="student_id | college\nS1 | Arts\nS2 | Arts",
        interview_log="student_id | contact_name | held_on\nS1 | Ada | 2026-03-02\nX9 | Bo | 2026-03-02",
    )
    assert rows(built, "select student_id from population") == [("S1",)]


def test_without_a_roster_everybody_who_logged_counts(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        interview_log="student_id | contact_name | held_on\nS1 | Ada | 2026-03-02\nX9 | Bo | 2026-03-02",
    )
    assert rows(built, "select student_id from population order by 1") == [("S1",), ("X9",)]


def test_programs_are_the_rosters_and_those_her_rows_name(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        roster=ROSTER,
        interview_log="student_id | contact_name | held_on | program\nS1 | Ada | 2026-03-02 | P9\nS3 | Bo | 2026-01-02 | -",
    )
    found = rows(
        built,
        "select student_id, program from marts.student_programs join marts.students using (student_key) order by all",
    )
    assert found == [("S1", "P1"), ("S1", "P9"), ("S2", "P1"), ("S2", "P2"), ("S3", "Unknown")]
    assert rows(built, "select program, is_stopped from marts.program_logs order by all") == [
        ("P1", False),
        ("P9", False),
    ]


def test_change_pairs_the_latest_pre_with_the_latest_later_post_on_equal_scales(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        survey="""
        response_id | student_id | responded_at     | wave | clarity | confidence
        R1          | S1         | 2025-09-01 10:00 | pre  | 1       | 2
        R2          | S1         | 2025-09-08 10:00 | pre  | 2       | -
        R3          | S1         | 2025-12-01 10:00 | post | 3       | 5
        R4          | S1         | 2025-12-08 10:00 | post | 4       | -
        R5          | S2         | 2025-12-01 10:00 | post | 5       | 5
        R6          | S2         | 2025-12-08 10:00 | pre  | 1       | 1
        R7          | S3         | 2025-12-08 10:00 | -    | 1       | 1
        """,
    )
    assert rows(
        built, "select student_key, topic, pre, post, change, scale from marts.survey_changes order by all"
    ) == [
        (1, "clarity", 2.0, 4.0, 2.0, "1-5"),
        (1, "confidence", 2.0, 5.0, 3.0, "1-5"),
    ]


def test_a_survey_knows_how_many_interviews_were_held_by_the_day_it_was_answered(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        interview_log="""
        student_id | contact_name | held_on    | status
        S1         | Ada          | 2025-10-01 | held
        S1         | Bo           | 2025-12-01 | held
        S1         | Cy           | 2025-12-02 | held
        S1         | Di           | 2025-10-02 | no_show
        """,
        survey="""
        response_id | student_id | responded_at     | wave | clarity | goal_change
        R1          | S1         | 2025-09-01 10:00 | pre  | 1       | -
        R2          | S1         | 2025-12-01 10:00 | post | 3       | confirmed
        R3          | S2         | 2025-09-01 10:00 | pre  | 1       | -
        R4          | S2         | 2025-12-01 10:00 | post | 3       | unsure
        """,
    )
    for mart in ("survey_changes", "goal_changes"):
        found = rows(
            built,
            f"select student_id, interviews_held from marts.{mart} join marts.students using (student_key) order by 1",
        )
        assert found == [("S1", 2), ("S2", 0)]


def test_graduates_are_those_of_the_degree_log_in_july_to_june_classes(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        roster=ROSTER,
        degree_log="""
        student_id | degree_level | major | conferred_on
        S1         | bachelors    | Art   | 2026-06-30
        S1         | bachelors    | Music | 2026-06-30
        S2         | bachelors    | Art   | 2026-07-01
        S9         | masters      | -     | 2026-05-15
        """,
        first_destination="""
        student_id | outcome_status       | reported_on | accepted_on | salary_usd
        S1         | seeking_employment   | 2026-07-01  | -           | -
        S1         | employed_full_time   | 2026-09-01  | 2026-08-15  | 52000
        S3         | employed_part_time   | 2026-09-01  | -           | -
        """,
    )
    found = rows(
        built,
        "select student_id, g.class_year, nace_group, salary_usd, is_preliminary from marts.graduates g join marts.students using (student_key) order by 1",
    )
    assert found == [
        ("S1", "2026", "employed", 52000.0, False),
        ("S2", "2027", "unknown", None, False),
        ("S9", "2026", "unknown", None, False),
    ]
    assert rows(built, "select student_key, major from marts.graduate_majors order by all") == [
        (1, "Art"), (1, "Music"), (2, "Art"), (4, "Unknown"),
    ]  # fmt: skip


def test_until_a_degree_log_is_loaded_graduates_are_preliminary(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        roster=ROSTER,
        first_destination="student_id | outcome_status | reported_on | class_year\nX1 | military | 2026-09-01 | 2025",
    )
    found = rows(
        built,
        "select student_id, g.class_year, nace_group, is_preliminary from marts.graduates g join marts.students using (student_key) order by 1",
    )
    assert found == [
        ("S2", "2026", "unknown", True),
        ("S3", "2026", "unknown", True),
        ("X1", "2025", "military", True),
    ]


def test_interviews_before_the_final_year_are_counted_apart(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        degree_log="student_id | degree_level | conferred_on\nS1 | bachelors | 2026-05-15\nS2 | bachelors | 2026-05-15",
        interview_log="""
        student_id | contact_name | held_on
        S1         | Ada          | 2025-08-31
        S1         | Bo           | 2025-09-01
        """,
        first_destination="""
        student_id | outcome_status     | reported_on | accepted_on
        S1         | employed_full_time | 2026-09-01  | 2025-09-01
        S2         | employed_full_time | 2026-09-01  | 2025-08-31
        """,
    )
    assert rows(
        built,
        "select interviews_before_cutoff, is_left_out_of_cutoff from marts.graduates order by student_key",
    ) == [
        (1, False),
        (0, True),
    ]


def test_without_a_class_nobody_knows_which_interviews_were_before_the_final_year(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        interview_log="student_id | contact_name | held_on\nS1 | Ada | 2025-08-31\nS3 | Ada | 2025-08-31",
        first_destination="""
        student_id | class_year | outcome_status     | reported_on
        S1         | -          | employed_full_time | 2026-09-01
        S2         | -          | employed_full_time | 2026-09-01
        S3         | 2026       | employed_full_time | 2026-09-01
        """,
    )
    found = rows(built, "select interviews_before_cutoff from marts.graduates order by student_key")
    assert found == [(None,), (0,), (1,)]  # S2 held none at all, whatever her class


# -- hires: whom a graduate had talked with before she was hired ------------------------------------------------------

TALKS = """
student_id | contact_name | contact_employer | contact_industry | held_on    | status
S1         | Ann          | Acme, Inc.       | Finance          | 2026-01-05 | held
S1         | Ben          | ACME Inc         | Finance          | 2026-05-09 | held
S2         | Cem          | Acme, Inc.       | Finance          | 2026-05-10 | held
S3         | Ann          | Acme, Inc.       | Finance          | 2026-01-06 | no_show
S3         | Dan          | Bolt             | Health           | 2026-01-06 | held
S4         | Dan          | Bolt             | Health           | 2026-01-07 | held
S4         | Eva          | -                | -                | 2026-01-08 | held
S5         | Fay          | Cole             | Finance          | 2026-01-09 | held
S6         | Fay          | Cole             | Finance          | 2026-01-09 | held
S7         | Dan          | Bolt             | Health           | 2026-01-09 | held
S8         | Dan          | Bolt             | Health           | 2026-01-09 | held
S9         | Ann          | Acme, Inc.       | Finance          | 2026-01-09 | held
"""
JOBS = """
student_id | outcome_status     | employer   | naics_code | accepted_on | reported_on
S1         | employed_full_time | acme inc   | -          | 2026-05-10  | 2026-06-01
S2         | employed_full_time | Acme, Inc. | -          | 2026-05-10  | 2026-06-01
S3         | employed_full_time | Acme, Inc. | -          | -           | 2026-06-01
S4         | employed_full_time | Acme, Inc. | -          | -           | 2026-06-01
S5         | employed_full_time | Acme, Inc. | -          | -           | 2026-06-01
S6         | employed_full_time | -          | -          | -           | 2026-06-01
S7         | employed_full_time | Newcorp    | -          | -           | 2026-06-01
S8         | employed_full_time | Bolt       | 621111     | -           | 2026-06-01
S9         | seeking_employment | -          | -          | -           | 2026-06-01
"""


def hires(tmp_path: Path) -> Published:
    degrees = "\n".join(f"S{place} | bachelors | 2026-05-15" for place in range(1, 10))
    return office(
        tmp_path,
        degree_log=f"student_id | degree_level | conferred_on\n{degrees}",
        interview_log=TALKS,
        first_destination=JOBS,
    )


def test_a_hire_says_whether_she_had_talked_there_or_in_the_industry_before(tmp_path: Path) -> None:
    found = rows(
        hires(tmp_path),
        "select s.student_id, interviews_there, has_talked_there, job_industry, has_talked_in_industry"
        " from marts.hires h join marts.students s using (student_key) order by 1",
    )
    assert found == [
        ("S1", 2, True, "Finance", True),  # both spellings are one employer; the day before is before
        # S2 talked on the day she accepted, S9 has no job: neither is here
        ("S3", 0, False, "Finance", False),  # what was not held is no talk
        ("S4", 0, None, "Finance", None),  # one interview does not say where
        ("S5", 0, False, "Finance", True),  # another employer of the same industry
        ("S6", 0, None, "Unknown", None),  # where she works is not known
        ("S7", 0, False, "Unknown", None),  # of an employer nobody knows the industry of
        ("S8", 1, True, "Health Care and Social Assistance", True),  # by the code; logged in other words
    ]


def test_an_employer_has_one_number_in_interviews_and_outcomes(tmp_path: Path) -> None:
    found = rows(
        hires(tmp_path),
        "select distinct g.employer_number = i.employer_number from marts.graduates g"
        " join marts.students s using (student_key) join marts.interviews i using (student_key)"
        " where s.student_id in ('S1', 'S8')",
    )
    assert found == [(True,)]
