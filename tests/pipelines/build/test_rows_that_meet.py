"""Rows that tell of one thing: which are the same touch, interview, name or outcome, and which cell counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from pipelines.build.build import build
from pipelines.figures.measure import measure
from pipelines.ingest.load import import_file
from pipelines.store.warehouse import Published, Warehouse
from tests.offices import TODAY, office, write_csv


def rows(built: Published, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in built.query(sql)]


def of_contacts(built: Published, columns: str, mart: str) -> dict[str, list[Any]]:
    """{contact: columns}, of a mart with one row a contact."""
    found = rows(
        built, f"select c.name, {columns} from marts.{mart} join marts.contacts c using (contact_key)"
    )
    return {name: told for name, *told in found}


def one_after_the_other(folder: Path, *files: tuple[str, str]) -> Published:
    """An office that took in these files in order."""
    folder.mkdir(exist_ok=True)
    warehouse = Warehouse(folder / "warehouse")
    for place, (source, text) in enumerate(files):
        path = write_csv(folder / f"{place}.csv", text)
        report = import_file(warehouse, path, source=source, today=TODAY)
        assert (report.status, report.rejected) == ("imported", 0), report.problems
    build(warehouse)
    return warehouse.published()


# -- touches ---------------------------------------------------------------------------------------


def test_two_messages_of_a_day_stay_two_however_the_contact_is_written(tmp_path: Path) -> None:
    log = """
        student_id | contact_name | contact_email | contact_employer | sent_on    | reply
        S1         | Ada          | ada@acme.com  | Acme             | 2026-03-02 | -
        S1         | ADA          | ada@acme.com  | -                | 2026-03-02 | no_reply
        S1         | Bo           | bo@acme.com   | Acme             | 2026-03-02 | -
        """
    again = """
        student_id | contact_name | contact_email | contact_employer | sent_on    | reply
        S1         | Ada          | ada@acme.com  | ACME             | 2026-03-02 | -
        S1         | Bo           | bo@acme.com   | Other            | 2026-03-02 | replied
        """
    once = one_after_the_other(tmp_path / "once", ("outreach_log", log))
    assert of_contacts(once, "touch_count", "threads") == {"ADA": [2], "Bo": [1]}
    twice = one_after_the_other(tmp_path / "twice", ("outreach_log", log), ("outreach_log", again))
    counts = {
        name.lower(): told
        for name, told in of_contacts(twice, "touch_count, has_human_reply", "threads").items()
    }
    assert counts == {"ada": [2, False], "bo": [1, True]}


def test_log_and_tracker_meet_on_a_touch_and_a_human_reply_beats_none(tmp_path: Path) -> None:
    log = """
        student_id | contact_name | sent_on    | reply    | replied_on
        S1         | Ada          | 2026-03-02 | no_reply | -
        S1         | Bo           | 2026-03-02 | declined | 2026-03-04
        S1         | Cy           | 2026-03-02 | replied  | 2026-03-05
        S1         | Di           | 2026-03-02 | -        | -
        """
    tracker = """
        student_id | contact_name | first_contacted_on | reply    | replied_on
        S1         | Ada          | 2026-03-02         | replied  | 2026-03-03
        S1         | Bo           | 2026-03-02         | accepted | 2026-03-06
        S1         | Cy           | 2026-03-02         | no_reply | -
        S1         | Di           | 2026-03-02         | -        | 2026-03-09
        """
    columns = "touch_count, reply_days, agreed_days, is_declined"
    later = one_after_the_other(tmp_path / "a", ("outreach_log", log), ("contact_tracker", tracker))
    assert of_contacts(later, columns, "threads") == {
        "Ada": [1, 1, None, False],
        "Bo": [1, 4, 4, False],  # of two human replies the later import's
        "Cy": [1, 3, None, False],
        "Di": [1, 7, None, False],  # a day without a kind is a reply
    }
    earlier = one_after_the_other(tmp_path / "b", ("contact_tracker", tracker), ("outreach_log", log))
    assert of_contacts(earlier, columns, "threads") == {
        "Ada": [1, 1, None, False],
        "Bo": [1, 2, None, True],
        "Cy": [1, 3, None, False],
        "Di": [1, 7, None, False],
    }


def test_of_one_day_a_touchs_channel_comes_before_an_interviews_then_the_earlier_rows(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        outreach_log="""
        student_id | contact_name | sent_on    | channel
        S1         | Ada          | 2026-03-09 | linkedin
        S1         | Ada          | 2026-03-09 | cold
        S1         | Bo           | 2026-03-10 | cold
        """,
        interview_log="""
        student_id | contact_name | held_on    | channel  | status
        S1         | Ada          | 2026-03-09 | alumni_network | held
        S1         | Bo           | 2026-03-09 | alumni_network | held
        S1         | Cy           | 2026-03-09 | event    | cancelled_by_contact
        """,
        contact_tracker="""
        student_id | contact_name | followed_up_on | talked_on  | channel
        S1         | Di           | 2026-03-04     | 2026-03-08 | faculty
        """,
    )
    assert of_contacts(built, "channel", "threads") == {
        "Ada": ["linkedin"],
        "Bo": ["alumni_network"],
        "Cy": ["event"],  # it was never held, and is in no figure but the show rate
        "Di": ["faculty"],
    }
    cells = measure(built, "channel_mix").cells
    assert {cell.segment["channel"]: cell.numerator for cell in cells if cell.numerator} == {
        "linkedin": 1,
        "alumni_network": 1,
        "faculty": 1,
    }


# -- interviews ------------------------------------------------------------------------------------


def test_a_rescheduled_event_keeps_its_last_day_and_whatever_was_held(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        interview_log="""
        student_id | contact_name | held_on    | status    | event_id
        S1         | Ada          | 2026-03-02 | no_show   | E1
        S1         | Ada          | 2026-03-09 | held      | E1
        S1         | Ada          | 2026-03-16 | scheduled | E1
        S1         | Bo           | 2026-03-02 | no_show   | E1
        """,
    )
    found = rows(
        built,
        "select c.name, held_on, status from marts.interviews join marts.contacts c using (contact_key)",
    )
    # Bo is another contact of the event, whose day nobody moved
    assert sorted(found) == [
        ("Ada", date(2026, 3, 9), "held"),
        ("Ada", date(2026, 3, 16), "scheduled"),
        ("Bo", date(2026, 3, 2), "no_show"),
    ]


def test_cells_of_one_interview_are_the_last_filled_and_numbers_come_from_one_row(tmp_path: Path) -> None:
    header = "student_id | contact_name | contact_employer | held_on | status | minutes | referrals_count | referrals_with_permission_count"
    built = one_after_the_other(
        tmp_path,
        ("interview_log", f"{header}\nS1 | Ada | Acme | 2026-03-02 | held | 30 | 3 | 2"),
        ("interview_log", f"{header}\nS1 | Ada | - | 2026-03-02 | no_show | 45 | 1 | -"),
    )
    twice = one_after_the_other(
        tmp_path / "twice",
        ("interview_log", f"{header}\nS1 | Ada | Acme | 2026-03-02 | held | 30 | 3 | 2"),
        ("interview_log", f"{header}\nS1 | Ada | ACME | 2026-03-02 | - | - | 1 | -"),
    )
    # the same row again with another number: what was said of the first number is not said of this one
    assert rows(twice, "select minutes, people_named, permitted_named from marts.interviews") == [
        (30, 1, None)
    ]
    assert rows(
        built, "select status, minutes, people_named, permitted_named, permitted_count from marts.interviews"
    ) == [("held", 45, 1, None, None)]


def test_interviews_of_one_day_are_ordered_as_they_were_logged(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        interview_log="""
        student_id | contact_name | held_on    | logged_at
        S1         | Ada          | 2026-03-02 | -
        S1         | Bo           | 2026-03-02 | 2026-03-04
        S1         | Cy           | 2026-03-02 | 2026-03-03
        S1         | Abe          | 2026-03-02 | -
        """,
    )
    found = of_contacts(built, "held_number, interview_key", "interviews")
    # by the day they were logged, the blank ones last, in the order of their rows
    assert found == {"Cy": [1, 1], "Bo": [2, 2], "Ada": [3, 3], "Abe": [4, 4]}


# -- names -----------------------------------------------------------------------------------------


def test_already_known_is_said_by_any_row_of_the_first_naming(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        interview_log="""
        student_id | contact_name | held_on    | referred_contacts
        S1         | Ada          | 2026-03-02 | Xi;Yo
        S1         | Bo           | 2026-03-09 | Yo
        """,
        referral_log="""
        student_id | referrer | referred_name | referred_employer | referred_on | was_already_known | has_permission
        S1         | Ada      | Xi            | -                 | 2026-03-05  | yes               | -
        S1         | Bo       | Yo            | -                 | 2026-03-10  | yes               | -
        S1         | Dean     | Wu            | Acme              | 2026-03-01  | -                 | -
        S1         | Dean     | Wu            | -                 | 2026-03-04  | -                 | yes
        S1         | Pat      | Wu            | -                 | 2026-03-04  | -                 | no
        """,
    )
    found = rows(
        built,
        "select c.name, is_already_known from marts.referrals r"
        " join marts.contacts c on c.contact_key = r.referred_contact_key order by 1",
    )
    # Xi's row belongs to the interview that named Xi; Yo's to a later one, by which Yo was known anyway
    assert found == [("Wu", False), ("Xi", True), ("Yo", False)]
    # standing alone, a person counts once per referrer
    assert rows(
        built,
        "select started_on, named, permitted, unrecorded from marts.permissions where named > 0 order by all",
    ) == [
        (date(2026, 3, 1), 1, 1, 0),
        (date(2026, 3, 4), 1, 0, 0),
    ]


# -- the log, surveys, outcomes ----------------------------------------------------------------------


def test_unknown_fills_no_column_and_logging_stops_with_what_is_held(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        roster="student_id | programs\nS1 | P1\nS2 | P2",
        interview_log="""
        student_id | contact_name | contact_email | contact_employer | channel | held_on    | status
        S1         | Unknown      | -             | unknown          | unknown | 2026-03-02 | held
        S1         | Unknown      | a@b.com       | Acme             | -       | 2026-05-02 | no_show
        S2         | Ada          | -             | -                | cold    | 2026-05-04 | held
        """,
    )
    filled = {cell.segment["column"]: cell.numerator for cell in measure(built, "log_health").cells}
    assert filled == {
        "student": 3,
        "contact": 2,
        "held_on": 3,
        "contact_employer": 1,
        "channel": 1,
        "referrals_count": 0,
    }
    told = measure(built, "log_unknown_rate").cells
    unknown = {cell.segment["column"]: cell.numerator for cell in told if cell.numerator}
    assert unknown == {"contact": 1, "contact_employer": 1, "channel": 1}
    # a missed appointment is no log: P1 stopped in March
    assert rows(built, "select program, is_stopped from marts.program_logs order by 1") == [
        ("P1", True),
        ("P2", False),
    ]


def test_each_answer_nobody_signed_is_a_students(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        survey="""
        student_id | responded_at     | wave | clarity | goal_change
        S1         | 2026-02-01 10:00 | pre  | 2       | unsure
        S1         | 2026-05-01 10:00 | post | 4       | confirmed
        -          | 2026-02-01 10:00 | pre  | 1       | unsure
        -          | 2026-05-01 10:00 | post | 5       | unsure
        -          | 2026-05-01 11:00 | post | 5       | -
        """,
    )
    cells = measure(built, "goal_change_share").cells
    assert {
        cell.segment["goal_change"]: (cell.numerator, cell.denominator) for cell in cells if cell.numerator
    } == {
        "confirmed": (1, 3),
        "unsure": (2, 3),
    }
    assert rows(built, "select change from marts.survey_changes") == [(2.0,)]


def test_an_outcome_without_a_day_counts_on_that_of_its_import(tmp_path: Path) -> None:
    built = one_after_the_other(
        tmp_path,
        (
            "roster",
            "student_id | class_year\nS1 | 2026\nS2 | 2026\nS3 | 2026\nS4 | 2090",
        ),
        (
            "first_destination",
            """
            student_id | degree_level | outcome_status     | knowledge_source              | reported_on
            S1         | bachelor     | seeking_employment | Clearinghouse                 | -
            S1         | -            | employed_full_time | National Student Clearinghouse | 2026-07-01
            S2         | bachelor     | military           | survey                        | 2026-08-01
            """,
        ),
    )
    (imported,) = rows(built, "select as_of_outcomes from marts.settings")[0]
    assert imported >= TODAY  # the day the file came in, by the clock
    found = rows(
        built,
        "select student_id, g.class_year, nace_group, knowledge_source, known_on = as_of_outcomes, reported_on"
        " from marts.graduates g join marts.students using (student_key), marts.settings order by 1",
    )
    # the class does not shrink to those with a row; S1's undated report is newer than the dated one
    assert found == [
        ("S1", "2026", "seeking", "clearinghouse", True, None),
        ("S2", "2026", "military", "survey", False, date(2026, 8, 1)),
        ("S3", "2026", "unknown", None, None, None),
    ]
    reports = rows(
        built,
        "select nace_group, known_on, known_until = as_of_outcomes, is_latest from marts.graduate_reports"
        " join marts.students using (student_key), marts.settings where student_id = 'S1' order by known_on nulls first",
    )
    assert reports == [
        ("unknown", None, False, False),
        ("employed", date(2026, 7, 1), True, False),
        ("seeking", imported, None, True),
    ]


def test_a_class_is_timed_a_year_after_the_first_logged_interview_of_any_status(tmp_path: Path) -> None:
    built = office(
        tmp_path,
        interview_log="student_id | contact_name | held_on | status\nS1 | Ada | 2023-07-01 | no_show\nS1 | Bo | 2024-02-01 | held",
        degree_log="student_id | degree_level | conferred_on\nS1 | bachelor | 2025-05-15\nS2 | bachelor | 2024-05-15",
    )
    assert rows(built, "select class_year, is_timing_known from marts.graduates order by 1") == [
        ("2024", False),
        ("2025", True),
    ]
