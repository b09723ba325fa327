"""Whole files into a real record: counts, versions, undo, redo, replace, refusals."""

from __future__ import annotations

import csv
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.ingest import ledger, load
from pipelines.ingest.import_report import SAID, ImportReport
from pipelines.ingest.load import import_file
from pipelines.store.warehouse import Warehouse, fetch

TODAY = date(2026, 11, 20)
COUNTS = (
    "rows_read",
    "accepted",
    "rejected",
    "skipped",
    "new",
    "changed",
    "unchanged",
    "superseded",
    "removed",
)


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "warehouse", wait_seconds=60)


def write(path: Path, table: str) -> Path:
    """A small text table, cells apart by `|`, as a CSV file."""
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return path


def take(warehouse: Warehouse, path: Path, table: str | None = None, **settings: Any) -> ImportReport:
    if table is not None:
        write(path, table)
    report = import_file(warehouse, path, today=TODAY, **settings)
    assert report.rows_read == report.accepted + report.rejected + report.skipped
    assert report.status != "imported" or report.accepted == report.new + report.changed + report.unchanged
    return report


def counts(report: ImportReport) -> dict[str, int]:
    return {name: getattr(report, name) for name in COUNTS if getattr(report, name)}


def stored(warehouse: Warehouse, sql: str, **params: Any) -> list[dict[str, Any]]:
    with warehouse.recording("testing") as connection:
        return fetch(connection, sql, params or None)


def current(warehouse: Warehouse, source: str, *names: str) -> list[tuple[Any, ...]]:
    """Current rows by the definition, written out plainly: the last non-blank cell over effective imports."""
    versions = stored(
        warehouse,
        f"select r.*, l.position from record.{source} r join record.live_imports l using (import_id)"
        " order by l.position, r.row_number",
    )
    state: dict[int, dict[str, Any]] = {}
    for version in versions:
        row = state.setdefault(version["row_key"], {})
        row["is_retired"] = version["is_retired"]
        row.update({name: version[name] for name in names if version[name] is not None})
    return sorted(
        (
            tuple(None if row.get(name) == "<clear>" else row.get(name) for name in names)
            for row in state.values()
            if not row["is_retired"]
        ),
        key=repr,
    )


ROSTER = """
    Student ID | First Name | Last Name | Email           | Class Year
    S1         | Ana        | Diaz      | ana@example.edu | 2026
    S2         | Bo         | Li        | bo@example.edu  | 2025-26
    <clear>    | Céline     | Roux      |                 | 2026
"""


def test_accepted_and_rejected_rows_add_up_and_are_stored(warehouse: Warehouse, tmp_path: Path) -> None:
    report = take(warehouse, tmp_path / "roster.csv", ROSTER)
    assert (report.status, report.source, report.import_id) == ("imported", "roster", 1)
    assert counts(report) == {"rows_read": 3, "accepted": 2, "rejected": 1, "new": 2}
    (problem,) = report.problems
    assert (problem.code, problem.row, problem.column, problem.found) == (
        "missing_value",
        4,
        "Student ID",
        "<clear>",
    )
    assert current(warehouse, "roster", "student_id", "first_name", "class_year") == [
        ("S1", "Ana", "2026"),
        ("S2", "Bo", "2026"),
    ]
    (reject,) = stored(warehouse, "select * from record.rejects")
    assert reject["row_number"] == 4
    assert "Céline" in reject["cells"]
    assert "<clear>" in reject["problems"]


def test_the_json_has_exactly_the_fields_of_the_command_line(warehouse: Warehouse, tmp_path: Path) -> None:
    report = take(warehouse, tmp_path / "roster.csv", ROSTER)
    fields = "file source import_id status rows_read accepted rejected skipped new changed unchanged"
    assert list(report.as_dict()) == [*fields.split(), "superseded", "removed", "problems", *SAID]
    assert report.as_dict(detail=True)["accepted_sample"][0]["student_id"] == "S1"
    assert report.as_dict(detail=True)["rejected_sample"][0]["cells"]["Student ID"] == "<clear>"


def test_the_same_file_again_changes_nothing_and_says_since_when(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    take(warehouse, tmp_path / "roster.csv", ROSTER)
    (tmp_path / "roster.csv").rename(tmp_path / "renamed.csv")
    again = take(warehouse, tmp_path / "renamed.csv")
    assert (again.status, again.import_id, again.new) == ("unchanged", 1, 0)
    assert again.message.startswith("You already have this (")
    assert stored(warehouse, "select count(*) as n from record.roster")[0]["n"] == 2


def test_resent_rows_are_new_changed_or_unchanged(warehouse: Warehouse, tmp_path: Path) -> None:
    take(warehouse, tmp_path / "a.csv", ROSTER)
    report = take(
        warehouse,
        tmp_path / "b.csv",
        """
        Student ID | First Name | Last Name | Campus
        S1         | Ana        | Diaz      |
        S2         | Bo         | Lee       |
        S4         | Di         | Kim       | North
        """,
    )
    assert counts(report) == {"rows_read": 3, "accepted": 3, "new": 1, "changed": 1, "unchanged": 1}
    assert current(warehouse, "roster", "student_id", "last_name", "email") == [
        ("S1", "Diaz", "ana@example.edu"),
        ("S2", "Lee", "bo@example.edu"),
        ("S4", "Kim", None),
    ]


def test_clear_empties_a_cell_and_a_blank_does_not(warehouse: Warehouse, tmp_path: Path) -> None:
    take(warehouse, tmp_path / "a.csv", "student_id|email|campus\nS1|ana@example.edu|North")
    blank = take(warehouse, tmp_path / "b.csv", "student_id|email|campus\nS1||North")
    assert counts(blank)["unchanged"] == 1
    cleared = take(warehouse, tmp_path / "c.csv", "student_id|email|campus\nS1|<clear>|North")
    assert counts(cleared)["changed"] == 1
    assert current(warehouse, "roster", "student_id", "email", "campus") == [("S1", None, "North")]
    required = take(warehouse, tmp_path / "d.csv", "student_id|campus\n<clear>|North")
    assert counts(required) == {"rows_read": 1, "rejected": 1}


def test_of_equal_keys_the_last_wins_and_the_rest_are_superseded(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    report = take(
        warehouse,
        tmp_path / "a.csv",
        """
        student_id | campus
        S1         | North
        s1         | South
        S2         | North
        S1         | East
        """,
    )
    assert counts(report) == {"rows_read": 4, "accepted": 2, "skipped": 2, "superseded": 2, "new": 2}
    assert report.skips == {"superseded": 2}
    assert current(warehouse, "roster", "student_id", "campus") == [("S1", "East"), ("S2", "North")]
    skips = stored(warehouse, "select row_number, rule, detail from record.skips order by 1")
    assert [(s["row_number"], s["rule"], s["detail"]) for s in skips] == [
        (2, "superseded", "row 5 is of the same student; it holds what both list"),
        (3, "superseded", "row 5 is of the same student; it holds what both list"),
    ]


OUTREACH = """
    student_id | contact_name | contact_email   | sent_on    | reply
    S1         | Max Roe      | max@example.com | 2026-03-02 | no reply
    S1         | Max Roe      | max@example.com | 2026-03-02 | accepted
    S1         | Max Roe      | max@example.com | 2026-03-03 |
"""


def test_two_touches_on_one_day_stay_two_and_a_resent_file_matches_itself(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    first = take(warehouse, tmp_path / "a.csv", OUTREACH)
    assert counts(first) == {"rows_read": 3, "accepted": 3, "new": 3}
    resent = take(
        warehouse, tmp_path / "b.csv", OUTREACH + "    S2 | Max Roe | max@example.com | 2026-03-02 |"
    )
    assert counts(resent) == {"rows_read": 4, "accepted": 4, "new": 1, "unchanged": 3}


def test_a_rejected_twin_comes_back_as_the_touch_it_was(warehouse: Warehouse, tmp_path: Path) -> None:
    wrong = OUTREACH.replace("no reply", "no reply | 2099-03-02").replace(
        "| reply\n", "| reply | replied_on\n"
    )
    assert counts(take(warehouse, tmp_path / "a.csv", wrong)) == {
        "rows_read": 3,
        "accepted": 2,
        "rejected": 1,
        "new": 2,
    }
    out = tmp_path / "rejected.csv"
    assert ledger.rejected(warehouse, 1, out) == 1
    out.write_text(out.read_text(encoding="utf-8-sig").replace("2099-03-02", ""), encoding="utf-8")
    mended = take(warehouse, out)
    assert counts(mended) == {"rows_read": 1, "accepted": 1, "new": 1}
    assert [reply for (reply,) in current(warehouse, "outreach_log", "reply")] == [
        "accepted",
        "no_reply",
        None,
    ]


def test_a_filled_row_id_is_the_key(warehouse: Warehouse, tmp_path: Path) -> None:
    head = "row_id | student_id | contact_email | sent_on\n"
    take(warehouse, tmp_path / "a.csv", head + "7 | S1 | max@example.com | 2026-03-02")
    moved = take(
        warehouse,
        tmp_path / "b.csv",
        head + "7 | S1 | max@example.com | 2026-03-05\n7 | S1 | max@example.com | 2026-03-06",
    )
    assert counts(moved) == {"rows_read": 2, "accepted": 1, "skipped": 1, "superseded": 1, "changed": 1}
    assert current(warehouse, "outreach_log", "sent_on") == [("2026-03-06",)]


def test_dates_after_the_day_of_import_are_rejected_but_for_what_is_scheduled(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    report = take(
        warehouse,
        tmp_path / "interviews.csv",
        """
        student_id | contact_name | contact_employer | held_on    | status    | referrals_count
        S1         | Max Roe      | Acme             | 2026-11-20 |           | 1
        S1         | Max Roe      | Acme             | 2026-11-21 |           |
        S1         | Eve Fox      | Acme             | 2026-12-01 | scheduled |
        S1         | Eve Fox      | Acme             | 2026-12-02 | held      |
        S1         | Ida Orr      | Acme             | 2026-10-01 | no show   |
        """,
    )
    assert counts(report) == {"rows_read": 5, "accepted": 4, "rejected": 1, "new": 4}
    assert report.problems[0].code == "future_date"
    assert current(warehouse, "interview_log", "held_on", "status", "status_by_date") == [
        ("2026-10-01", "no_show", None),
        ("2026-11-20", None, "held"),
        ("2026-11-21", None, "scheduled"),
        ("2026-12-01", "scheduled", None),
    ]


def test_more_permissions_than_names_reject_the_row(warehouse: Warehouse, tmp_path: Path) -> None:
    report = take(
        warehouse,
        tmp_path / "interviews.csv",
        """
        student_id | contact_email | held_on | referrals_count | referrals_with_permission_count | referred_contacts
        S1 | a@example.com | 2026-03-01 | 2 | 2 |
        S1 | b@example.com | 2026-03-01 | 1 | 2 |
        S1 | c@example.com | 2026-03-01 | 1 | 2 | Ann Lee; Bob Ray
        S1 | d@example.com | 2026-03-01 |   | 2 |
        """,
    )
    assert [problem.row for problem in report.problems] == [3]
    assert counts(report) == {"rows_read": 4, "accepted": 3, "rejected": 1, "new": 3}


def test_a_survey_holds_its_declared_scale(warehouse: Warehouse, tmp_path: Path) -> None:
    table = """
        response_id | student_id | responded_at        | wave | clarity | goal_change
        R1          | S1         | 2026-02-01 10:00:00 | pre  | 6       |
        R2          | S2         | 2026-02-01 10:00:00 | pre  | 4       |
        R3          | S3         | 2026-02-01 10:00:00 | pre  | -99     | changed
        R4          | S4         | 2026-02-01 10:00:00 | pre  |         |
    """
    five = take(warehouse, tmp_path / "five.csv", table)
    assert {problem.code for problem in five.problems} == {"out_of_range"}
    scale = tmp_path / "scale.toml"
    scale.write_text('source = "survey"\n[scale]\nlow = 1\nhigh = 7\n')
    seven = take(warehouse, tmp_path / "five.csv", mapping_file=scale)
    assert counts(seven) == {
        "rows_read": 4,
        "accepted": 4,
        "new": 1,
        "changed": 1,
        "unchanged": 2,
    }
    assert current(warehouse, "survey", "response_id", "clarity", "scale_high") == [
        ("R1", "6", "7"),
        ("R2", "4", "7"),
        ("R3", None, None),
        ("R4", None, None),
    ]


def test_missing_cells_are_told_once_and_by_the_files_own_header(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    report = take(
        warehouse,
        tmp_path / "outreach.csv",
        """
        Student ID | Contact Name | Date Sent
                   | Max Roe      | 2026-03-02
        S1         | N/A          | 2026-03-02
        S1         | Max Roe      |
        S1         | Max Roe      | soon
        """,
        source="outreach_log",
    )
    told = {(p.code, p.row, p.column) for p in report.problems}
    assert told == {
        ("missing_value", 2, "Student ID"),
        ("missing_value", 3, "Contact Name"),
        ("missing_value", 4, "Date Sent"),
        ("bad_date", 5, "Date Sent"),
    }


def test_ambiguous_dates_are_read_as_in_the_united_states_and_said(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    table = (
        "student_id | contact_email | sent_on\nS1 | a@example.com | 1/2/2026\nS1 | b@example.com | 3/3/2026"
    )
    report = take(warehouse, tmp_path / "a.csv", table)
    assert [(p.code, p.count) for p in report.problems] == [("ambiguous_dates", 1)]
    assert report.accepted == 2
    assert ("2026-01-02",) in current(warehouse, "outreach_log", "sent_on")
    decided = take(
        warehouse,
        tmp_path / "b.csv",
        table + "\nS1 | c@example.com | 25/2/2026\nS1 | d@example.com | 26/2/2026",
    )
    assert decided.problems == ()
    assert ("2026-02-01",) in current(warehouse, "outreach_log", "sent_on")


# -- undo, redo, mappings, replace --------------------------------------------------------------------


def test_another_mapping_replaces_the_earlier_import_and_can_be_taken_back(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    table = "student_id | contact_email | sent_on | reply\nS1 | a@example.com | 1/2/2026 |"
    path = write(tmp_path / "a.csv", table)
    month_first, day_first = tmp_path / "month_first.toml", tmp_path / "day_first.toml"
    month_first.write_text('source = "outreach_log"\ndate_order = "mdy"\n')
    day_first.write_text('source = "outreach_log"\ndate_order = "dmy"\n')
    assert take(warehouse, path, mapping_file=month_first).import_id == 1
    assert current(warehouse, "outreach_log", "sent_on") == [("2026-01-02",)]
    assert take(warehouse, path, mapping_file=day_first).import_id == 2
    assert current(warehouse, "outreach_log", "sent_on") == [("2026-02-01",)]
    back = take(warehouse, path, mapping_file=month_first)
    assert (back.status, back.import_id) == ("imported", 1)
    assert current(warehouse, "outreach_log", "sent_on") == [("2026-01-02",)]
    assert take(warehouse, path).status == "unchanged"
    assert [entry["status"] for entry in ledger.imports(warehouse)] == ["live", "undone"]


def test_a_remapped_file_is_compared_with_what_was_shown_before(warehouse: Warehouse, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "student_id | campus\nS1 | N\nS2 | South")
    take(warehouse, path)
    named = tmp_path / "named.toml"
    named.write_text('source = "roster"\n[values.campus]\n"N" = "North"\n')
    assert counts(take(warehouse, path, mapping_file=named)) == {
        "rows_read": 2,
        "accepted": 2,
        "changed": 1,
        "unchanged": 1,
    }


def test_importing_an_undone_file_is_a_redo(warehouse: Warehouse, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", ROSTER)
    take(warehouse, path)
    ledger.undo(warehouse, 1)
    assert current(warehouse, "roster", "student_id") == []
    rehearsed = take(warehouse, path, dry_run=True)
    assert (rehearsed.status, current(warehouse, "roster", "student_id")) == ("imported", [])
    back = take(warehouse, path)
    assert (back.status, back.import_id) == ("imported", 1)
    assert len(current(warehouse, "roster", "student_id")) == 2


def test_replace_retires_what_the_file_does_not_hold_within_its_dates(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    head = "student_id | contact_email | held_on | thank_you_on\n"
    rows = [
        "S1 | a@example.com | 2026-03-02 | 2026-05-20",
        "S1 | b@example.com | 2026-03-10 | 2026-05-20",
        "S1 | c@example.com | 2026-03-20 | 2026-05-20",
        "S1 | d@example.com | 2026-05-01 | 2026-05-20",
    ]
    take(warehouse, tmp_path / "a.csv", head + "\n".join(rows))
    whole = [rows[0], rows[2], "S1 | b@example.com | 2026-03-10 | 2099-01-01"]
    report = take(warehouse, tmp_path / "b.csv", head + "\n".join(whole), replace=True)
    assert counts(report) == {"rows_read": 3, "accepted": 2, "rejected": 1, "unchanged": 2}
    moved = take(
        warehouse,
        tmp_path / "c.csv",
        head + "\n".join([rows[0], rows[2].replace("-03-20 ", "-03-21 ")]),
        replace=True,
    )
    assert counts(moved) == {"rows_read": 2, "accepted": 2, "new": 1, "unchanged": 1, "removed": 2}
    kept = [("2026-03-02",), ("2026-03-21",), ("2026-05-01",)]
    assert current(warehouse, "interview_log", "held_on") == kept
    again = take(warehouse, tmp_path / "d.csv", head + rows[1])
    assert counts(again) == {"rows_read": 1, "accepted": 1, "new": 1}
    ledger.undo(warehouse, 3)
    assert len(current(warehouse, "interview_log", "held_on")) == 4
    ledger.redo(warehouse, 3)
    assert len(current(warehouse, "interview_log", "held_on")) == 4  # b came back in a later import


def test_replace_of_a_source_without_dates_replaces_it_whole(warehouse: Warehouse, tmp_path: Path) -> None:
    take(warehouse, tmp_path / "a.csv", "student_id|campus\nS1|North\nS2|North")
    report = take(warehouse, tmp_path / "b.csv", "student_id|campus\nS2|North", replace=True)
    assert counts(report) == {"rows_read": 1, "accepted": 1, "unchanged": 1, "removed": 1}
    assert current(warehouse, "roster", "student_id") == [("S2",)]


def test_a_dry_run_tells_everything_and_keeps_nothing(warehouse: Warehouse, tmp_path: Path) -> None:
    report = take(warehouse, tmp_path / "a.csv", ROSTER, dry_run=True)
    assert counts(report) == {"rows_read": 3, "accepted": 2, "rejected": 1, "new": 2}
    assert (report.import_id, report.is_dry_run) == (None, True)
    assert ledger.imports(warehouse) == []
    assert stored(warehouse, "select * from record.rejects") == []
    assert take(warehouse, tmp_path / "a.csv").import_id == 1


# -- refusals -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("empty.csv", b"", ""),
        ("header.csv", b"student_id,campus\n", ""),
        ("really.csv", b"%PDF-1.7\n1 0 obj", "PDF"),
        ("missing.csv", None, ""),
        ("other.csv", b"apples,pears\n1,2\n", "can't tell what this file is"),
        ("../../etc/passwd.csv", None, ""),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence(
    warehouse: Warehouse, tmp_path: Path, name: str, content: bytes | None, expected: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    report = import_file(warehouse, path, today=TODAY)
    assert report.status == "refused"
    assert report.message.endswith((".", "?"))
    assert expected in report.message
    assert report.problems
    assert ledger.imports(warehouse) == []


def test_missing_required_columns_refuse_the_file_by_name(warehouse: Warehouse, tmp_path: Path) -> None:
    report = take(
        warehouse, tmp_path / "a.csv", "student_id|contact_email\nS1|a@example.com", source="outreach_log"
    )
    assert report.status == "refused"
    assert "sent_on" in report.message + " ".join(p.message + str(p.column) for p in report.problems)


def test_a_nearly_full_disk_refuses_before_anything_is_written(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 400_000_000})
    monkeypatch.setattr(load.shutil, "disk_usage", lambda _: usage)
    report = take(warehouse, tmp_path / "a.csv", ROSTER)
    assert (report.status, report.problems[0].code) == ("refused", "disk_full")
    assert not warehouse.record_path.exists()


def test_outside_text_never_becomes_sql(warehouse: Warehouse, tmp_path: Path) -> None:
    evil = "'; drop table record.imports; --"
    quote = 'x" text"), (select 1) --'
    report = take(
        warehouse,
        tmp_path / "a'b;--.csv",
        f"student_id | {evil} | {quote} | $path | campus\nS1 | {evil} | {quote} | $first_row | {evil}",
        source="roster",
    )
    assert report.accepted == 1
    assert current(warehouse, "roster", "campus") == [(evil,)]


def test_rejected_rows_come_as_a_file_without_formulas(warehouse: Warehouse, tmp_path: Path) -> None:
    take(
        warehouse,
        tmp_path / "a.csv",
        "student_id | campus | =cmd() | class_year\n<clear> | =1+1 | +2 | 2027\nS2 | ＝SUM(A1) | @x | 2026\n<clear> | -3 | | 2028",
        source="roster",
    )
    out = tmp_path / "rejected.csv"
    assert ledger.rejected(warehouse, 1, out) == 2
    with out.open(newline="", encoding="utf-8-sig") as file:
        header, *rows = list(csv.reader(file))
    assert header == [
        "student_id",
        "campus",
        "'=cmd()",
        "class_year",
        "Row in the file",
        "Why rejected (import 1)",
    ]
    # a column nobody asked for is not kept, not even here
    assert rows[0][:5] == ["<clear>", "'=1+1", "", "2027", "2"]
    assert "cannot be emptied" in rows[0][5]
    assert rows[1][:5] == ["<clear>", "'-3", "", "2028", "4"]


# -- several processes --------------------------------------------------------------------------------


@pytest.mark.thorough
def test_a_killed_import_leaves_all_or_nothing(warehouse: Warehouse, tmp_path: Path) -> None:
    rows = [f"S{n},a{n}@example.com,2026-03-{n % 28 + 1:02}" for n in range(20_000)]
    path = tmp_path / "outreach.csv"
    path.write_text("student_id,contact_email,sent_on\n" + "\n".join(rows) + "\n")
    script = textwrap.dedent(
        """
        import sys
        from datetime import date
        from pathlib import Path
        from pipelines.ingest.load import import_file
        from pipelines.store.warehouse import Warehouse
        say = lambda stage, done: print(stage, flush=True)
        report = import_file(Warehouse(Path(sys.argv[1])), Path(sys.argv[2]), progress=say, today=date(2026, 11, 20))
        print(report.status, flush=True)
        """
    )
    chance = random.Random(5)
    outcomes = set()
    for attempt, stage in enumerate(["checking", "comparing", "saving", "saving", "saving"]):
        folder = tmp_path / f"warehouse-{attempt}"
        child = subprocess.Popen(
            [sys.executable, "-c", script, str(folder), str(path)],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(Path(load.__file__).parents[2])},
        )
        assert child.stdout
        said = [line.strip() for line in _until(child.stdout, stage)]
        assert said[-1:] == [stage], "the import never came that far"
        time.sleep(chance.uniform(0, 0.15))
        child.send_signal(signal.SIGKILL)
        said += child.stdout.read().split()
        child.wait()
        killed = Warehouse(folder)
        entries = ledger.imports(killed)
        rows_there = (
            stored(killed, "select count(*) as n from record.outreach_log")[0]["n"] if entries else None
        )
        assert rows_there in (None, 20_000)
        assert "imported" not in said or entries, "acknowledged and lost"
        outcomes.add(bool(entries))
        after = take(killed, path)
        assert after.status == ("unchanged" if entries else "imported")
        assert stored(killed, "select count(*) as n from record.outreach_log")[0]["n"] == 20_000
    assert False in outcomes


def _until(lines: Iterable[str], wanted: str) -> Iterable[str]:
    for line in lines:
        yield line
        if line.strip() == wanted:
            return
