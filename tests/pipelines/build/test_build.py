"""A build is published whole or not at all, and the last ones are kept."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipelines.build.build import KEPT_BUILDS, build, is_up_to_date
from pipelines.build.set_aside import LeftOut, headline, left_out, named
from pipelines.build.soundness import examine
from pipelines.errors import WarehouseError
from pipelines.ingest.ledger import imports, redo, undo
from pipelines.ingest.load import import_file
from pipelines.store.warehouse import Warehouse
from tests.offices import TODAY, office, take_in, write_csv

ROSTER = "student_id\nS1"
LOG = """
student_id | contact_name | held_on    | referrals_count | referrals_with_permission_count
S1         | Ada          | 2026-03-02 | 2               | 1
"""


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    office(tmp_path, roster=ROSTER, interview_log=LOG)
    return Warehouse(tmp_path / "warehouse")


def interviews(warehouse: Warehouse) -> int:
    return int(warehouse.published().query("select count(*) as n from marts.interviews")[0]["n"])


def test_the_same_state_is_the_same_build(warehouse: Warehouse) -> None:
    first = warehouse.current_build()
    undo(warehouse, 2)
    assert not is_up_to_date(warehouse)
    assert build(warehouse).was_new
    assert interviews(warehouse) == 0
    redo(warehouse, 2)
    again = build(warehouse)
    assert (again.build, again.was_new) == (first, False)
    assert is_up_to_date(warehouse)
    assert interviews(warehouse) == 1


def test_rows_that_cannot_be_are_left_out_and_named_and_the_rest_is_published(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    with warehouse.recording("testing") as connection:  # what no import accepts
        connection.execute("update record.interview_log set referrals_with_permission_count = '5'")
    log = "student_id | contact_name | held_on | referrals_count\nS1 | Bo | 2026-03-03 | 1"
    take_in(warehouse, tmp_path / "more", {"interview_log": log})
    build(warehouse)
    assert interviews(warehouse) == 1
    rows = left_out(warehouse.published())
    assert rows == [LeftOut("interview_log.csv", 2, "more permissions than names")]
    assert headline(rows).startswith("1 row is left out of the figures")
    assert named(rows) == ["row 2 of interview_log.csv: more permissions than names"]
    undo(warehouse, 2)
    build(warehouse)
    assert (interviews(warehouse), left_out(warehouse.published())) == (1, [])


def test_both_files_that_disagree_are_named(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "warehouse")
    columns = "row_id | student_id | contact_name | held_on | mode | minutes"
    for number, row in enumerate(
        ("1 | S1 | Ada | 2026-03-02 | video | -", "1 | S1 | Ada | 2026-03-02 | - | 20")
    ):
        take_in(
            warehouse,
            tmp_path / str(number),
            {"interview_log": f"{columns}\n{row}\n2 | S2 | Bo | 2026-03-04 | - | {number}"},
        )
    with warehouse.recording("testing") as connection:
        connection.execute(
            "update record.interview_log set referrals_count = '1', referrals_with_permission_count = '2'"
            " where student_id = 'S1'"
        )
    build(warehouse)
    assert [(row.file_name, row.row_number) for row in left_out(warehouse.published())] == [
        ("interview_log.csv", 2), ("interview_log.csv", 2)
    ]  # fmt: skip
    assert interviews(warehouse) == 1


# Two files of each kind that disagree wherever they can: what one says of S1 to S9 the other contradicts.
DISAGREEING: tuple[Mapping[str, str], Mapping[str, str]] = (
    {
        "roster": """
            student_id | email     | class_year | entered_on | left_on    | expected_from | programs | is_expected_to_log
            S1         | s1@u.edu  | 2026       | 2025-09-01 | -          | 2026-02-01    | A;A; a   | yes
            S2         | both@u.edu| 1950       | -          | 2024-01-01 | -             | -        | no
            S3         | both@u.edu| 2099       | -          | -          | -             | -        | -
        """,
        "interview_log": """
            student_id | contact_name | contact_email | held_on    | status    | referrals_count | referrals_with_permission_count | thank_you_on | event_id | referred_by | referred_contacts
            S1         | Ada          | -             | 2026-03-02 | held      | 1               | -                               | 2026-03-03   | -        | -           | Bo; Ada; Bo
            S2         | Bo           | bo@x.org      | 2026-12-20 | scheduled | -               | -                               | -            | E1       | Cy          | -
            S2         | Cy           | bo@x.org      | 2026-03-05 | held      | 1000            | 1000                            | -            | E1       | Bo          | -
            S9         | Ada          | -             | 2016-12-01 | held      | 0               | 0                               | 2026-01-01   | -        | Ada         | -
        """,
        "contact_tracker": """
            student_id | contact_name | first_contacted_on | followed_up_on | replied_on | talked_on  | referrals_count
            S1         | Ada          | 2026-04-01         | 2026-03-01     | 2026-02-01 | 2026-03-02 | 0
        """,
        "survey": """
            response_id | student_id | responded_at | wave | clarity
            R1          | S1         | 2026-01-01   | pre  | 1
            R2          | S2         | 2026-01-01   | pre  | 5
        """,
        "degree_log": """
            student_id | degree_level | conferred_on
            S1         | bachelor     | 2019-05-01
        """,
        "first_destination": """
            student_id | outcome_status     | class_year | reported_on | accepted_on | start_on
            S1         | seeking_employment | 2020       | 2026-09-01  | 2020-01-01  | 2019-01-01
        """,
    },
    {
        "roster": """
            student_id | class_year | entered_on | left_on    | expected_until | programs | is_expected_to_log
            S1         | 2029       | 2026-09-01 | 2020-01-01 | 2026-01-01     | B        | no
            S2         | 2031       | 2026-01-01 | -          | -              | B;       | yes
        """,
        "interview_log": """
            student_id | contact_name | contact_email | held_on    | status               | referrals_with_permission_count | thank_you_on | event_id
            S1         | Ada          | -             | 2026-03-02 | no_show              | 5                               | 2026-02-01   | E2
            S2         | Bo           | bo@x.org      | 2026-12-20 | -                    | -                               | 2026-11-01   | E2
            S2         | Bo           | bo@x.org      | 2026-03-05 | cancelled_by_student | -                               | -            | -
        """,
        "outreach_log": """
            student_id | contact_name | contact_email | contact_linkedin_url | sent_on    | reply    | replied_on | referred_by
            S1         | Ada          | -             | -                    | 2026-04-01 | bounced  | 2026-01-01 | Bo
            S1         | Ada          | a@x.org       | linkedin.com/in/a    | 2026-04-01 | accepted | 1950-01-01 | Ada
            S2         | Bo           | bo@x.org      | linkedin.com/in/a    | 2026-11-19 | declined | -          | Cy
        """,
        "referral_log": """
            student_id | referrer | referred_name | referred_on | has_permission | was_already_known
            S1         | Ada      | Ada           | 2026-03-02  | yes            | no
            S1         | Ada      | Bo            | 2025-01-01  | no             | yes
            S1         | Bo       | Ada           | 2025-01-01  | yes            | no
        """,
        "survey": """
            response_id | student_id | responded_at | wave | clarity
            R1          | S1         | 2025-01-01   | post | 3
            R3          | S2         | 2026-05-01   | post | 2
        """,
        "degree_log": """
            student_id | degree_level | conferred_on
            S1         | bachelor     | 2027-01-01
            S1         | doctorate    | 1950-01-01
        """,
        "first_destination": """
            student_id | outcome_status     | class_year | reported_on | salary_usd
            S1         | employed_full_time | 2031       | 2026-09-01  | 999999999999
        """,
    },
)  # fmt: skip


@pytest.mark.parametrize("first", [0, 1])
def test_files_that_disagree_in_every_way_are_published_in_either_order(tmp_path: Path, first: int) -> None:
    warehouse = Warehouse(tmp_path / "warehouse")
    sound = "student_id | contact_name | held_on\nS7 | Eve | 2026-05-01"
    take_in(warehouse, tmp_path / "sound", {"interview_log": sound})
    for number in (first, 1 - first):
        for source, text in DISAGREEING[number].items():
            path = write_csv(tmp_path / f"{number}-{source}.csv", text)
            report = import_file(warehouse, path, source=source, today=TODAY)
            assert report.accepted, (source, report.problems)
    build(warehouse)
    kept = warehouse.published().query(
        "select s.student_id from marts.interviews join marts.students s using (student_key) where status = 'held'"
    )
    assert {"S7", "S9"} <= {row["student_id"] for row in kept}


def test_a_number_beyond_all_reason_is_not_recorded_and_one_in_an_older_record_holds_nothing_up(
    tmp_path: Path,
) -> None:
    warehouse = Warehouse(tmp_path / "warehouse")
    path = write_csv(
        tmp_path / "log.csv",
        "student_id | contact_name | held_on | referrals_count\nS1 | Ada | 2026-03-02 | 3000000000\nS1 | Bo | 2026-03-02 | 1",
    )
    report = import_file(warehouse, path, source="interview_log", today=TODAY)
    assert (report.accepted, [cell.found for cell in report.not_recorded]) == (2, ["3000000000"])
    with warehouse.recording("testing") as connection:  # as a version before took it
        connection.execute("update record.interview_log set referrals_count = '3000000000'")
    build(warehouse)
    assert warehouse.published().query("select people_named from marts.interviews") == [
        {"people_named": None},
        {"people_named": None},
    ]
    said = [finding.said for finding in examine(warehouse) if not finding.is_sound]
    assert said == [
        "cells that cannot be read count as blank: Interview log, referrals_count (2). Import the files they came in"
        " again."
    ]


def test_a_fault_of_the_program_keeps_what_came_in_and_the_figures_before(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = warehouse.current_build()
    take_in(warehouse, tmp_path / "more", {"roster": "student_id\nS2"})
    fault = {"check": "nothing is lost", "mart": "touches", "item": None, "why": ""}
    with monkeypatch.context() as patch:
        patch.setattr("pipelines.build.build.findings", lambda _connection: [fault])
        with pytest.raises(
            WarehouseError, match=r"nothing is lost.+ 1 rows.+ Everything that came in is kept"
        ):
            build(warehouse)
    assert warehouse.current_build() == before
    assert len(imports(warehouse)) == 3
    assert build(warehouse).was_new
    assert not list(warehouse.published_folder.glob("building-*")), "what was never finished is swept away"


def test_the_last_builds_are_kept_and_older_ones_go(warehouse: Warehouse, tmp_path: Path) -> None:
    for place in range(7):
        old = warehouse.published_folder / f"b{place}.duckdb"
        old.write_bytes(b"")
        os.utime(old, (place, place))
    take_in(warehouse, tmp_path / "more", {"roster": "student_id\nS2"})
    first, second = warehouse.current_build(), build(warehouse).build
    kept = {path.stem for path in warehouse.published_folder.glob("b*.duckdb")}
    assert kept == {first, second, "b6", "b5", "b4"}
    assert len(kept) == KEPT_BUILDS


def test_progress_never_goes_back_and_ends_published(warehouse: Warehouse) -> None:
    undo(warehouse, 2)
    steps: list[tuple[str, float]] = []
    build(warehouse, lambda stage, done: steps.append((stage, done)))
    shares = [done for _, done in steps]
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.1
    assert dict.fromkeys(stage for stage, _ in steps).keys() == {
        "reading the record", "building the figures", "published",
    }  # fmt: skip
    assert [done for stage, done in steps if stage == "building the figures"][-1] == 1
    assert steps[-1] == ("published", 1.0)
