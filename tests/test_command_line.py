"""The command line as scripts use it: one JSON document, exit codes, sentences on standard error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.ingest.import_report import SAID
from tests.command_line import run, run_apart
from tests.offices import write_csv

ROSTER = """
student_id | email      | college | major | is_expected_to_log
S1         | s1@uni.edu | Arts    | Art   | yes
S2         | s2@uni.edu | Arts    | Art   | yes
S3         | s3@uni.edu | Science | Math  | yes
S4         | s4@uni.edu | Science | Math  | no
"""
INTERVIEWS = """
student_id | contact_name | held_on    | referrals_count
S1         | Ada          | 2026-03-02 | 2
S1         | Bo           | 2026-03-09 | 0
S2         | Ada          | 2026-03-16 | -
S4         | Cy           | 2026-03-20 | 1
"""


def told(*arguments: str | Path, warehouse: Path) -> Any:
    done = run(*arguments, "--json", warehouse=warehouse)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    files = [write_csv(folder / "roster.csv", ROSTER), write_csv(folder / "interviews.csv", INTERVIEWS)]
    done = run_apart("import", *files, "--json", warehouse=folder / "warehouse")
    assert done.returncode == 0, done.stderr
    assert [report["source"] for report in json.loads(done.stdout)] == ["roster", "interview_log"]
    return folder / "warehouse"


def test_an_import_says_what_became_of_every_row(office: Path, tmp_path: Path) -> None:
    file = write_csv(
        tmp_path / "log.csv",
        """
        student_id | contact_name | held_on
        S1         | Ada          | 2026-03-02
        S1         | Ada          | not a day
        S1         | Ada          | 2026-03-02
        """,
    )
    [report] = told("import", file, "--dry-run", warehouse=office)
    assert {name: report[name] for name in report if name not in ("problems", *SAID)} == {
        "file": "log.csv",
        "source": "interview_log",
        "import_id": None,
        "status": "imported",
        "rows_read": 3,
        "accepted": 1,
        "rejected": 1,
        "skipped": 1,
        "new": 0,
        "changed": 0,
        "unchanged": 1,
        "superseded": 1,
        "removed": 0,
    }
    assert "not a day" in report["problems"][0]["message"]
    assert report["headline"] == "1 interview, 1 problem, 1 row left out"
    assert report["skips"] == {"superseded": 1}


def test_files_import_independently_and_a_refused_one_makes_the_exit_code_1(tmp_path: Path) -> None:
    good = write_csv(tmp_path / "good.csv", INTERVIEWS)
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    missing = tmp_path / "not there.csv"
    done = run("import", empty, good, missing, "--json", warehouse=tmp_path / "w")
    assert done.returncode == 1
    assert [report["status"] for report in json.loads(done.stdout)] == ["refused", "imported", "refused"]


def test_rejected_rows_alone_exit_0_and_come_back_as_a_file(tmp_path: Path) -> None:
    file = write_csv(
        tmp_path / "log.csv", "student_id | contact_name | held_on\nS1 | Ada | 2026-03-02\n=S2 | Bo | never"
    )
    [report] = told("import", file, warehouse=tmp_path / "w")
    assert (report["accepted"], report["rejected"]) == (1, 1)
    out = tmp_path / "rejected.csv"
    assert run("rejected", "1", "-o", out, warehouse=tmp_path / "w").returncode == 0
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("student_id,contact_name,held_on")
    assert "'=S2" in lines[1]
    assert "never" in lines[1]
    out.write_text("\n".join(lines).replace("'=S2", "S2").replace("never", "2026-03-05"), encoding="utf-8")
    [again] = told("import", out, warehouse=tmp_path / "w")
    assert (again["accepted"], again["rejected"], again["new"]) == (1, 0, 1)


def test_the_same_file_again_changes_nothing(office: Path, tmp_path: Path) -> None:
    before = (office / "current").read_text(encoding="utf-8")
    [report] = told("import", write_csv(tmp_path / "interviews.csv", INTERVIEWS), warehouse=office)
    assert report["status"] == "unchanged"
    assert (report["new"], report["changed"]) == (0, 0)
    assert (office / "current").read_text(encoding="utf-8") == before


def test_undo_and_redo_return_to_the_same_build(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    told("import", write_csv(tmp_path / "i.csv", INTERVIEWS), warehouse=folder)
    before = told("measure", "referral_yield", warehouse=folder)
    assert run("undo", "1", warehouse=folder).returncode == 0
    assert told("measure", "referral_yield", warehouse=folder)["cells"][0]["denominator"] in (0, None)
    assert run("redo", "1", warehouse=folder).returncode == 0
    assert told("measure", "referral_yield", warehouse=folder) == before
    assert [row["status"] for row in told("imports", warehouse=folder)] == ["live"]


def test_replace_retires_what_the_file_no_longer_holds(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    told("import", write_csv(tmp_path / "i.csv", INTERVIEWS), warehouse=folder)
    whole = write_csv(
        tmp_path / "whole.csv",
        "student_id | contact_name | held_on | referrals_count\nS1 | Ada | 2026-03-03 | 2\nS4 | Cy | 2026-03-20 | 1\nS9 | Di | 2026-03-01 | 0",
    )
    [report] = told("import", whole, "--replace", warehouse=folder)
    assert (report["new"], report["unchanged"], report["removed"]) == (2, 1, 3)
    cell = told("measure", "interviews_per_student", warehouse=folder)["cells"][0]
    assert cell["numerator"] == 3


def test_measure_has_the_shape_scripts_rely_on(office: Path) -> None:
    answer = told("measure", "participation_rate", warehouse=office)
    assert set(answer) >= {
        "metric",
        "title",
        "unit",
        "view",
        "as_of",
        "build",
        "population",
        "filters",
        "beside",
        "cells",
    }
    [cell] = answer["cells"]
    assert cell["segment"] == {}
    assert (cell["numerator"], cell["denominator"], cell["people"]) == (2, 3, 3)
    assert (cell["value"], cell["blank"], cell["label"]) == (
        None,
        None,
        "2 of 3",
    )  # of fewer than ten no rate
    assert set(cell) == {
        "segment", "value", "numerator", "denominator", "people", "low", "high", "unknown_count", "is_withheld", "blank", "label",
    }  # fmt: skip
    assert answer["as_of"] == "2026-03-20"


def test_measure_cuts_filters_and_takes_periods(office: Path) -> None:
    by_college = told("measure", "participation_rate", "--by", "college", warehouse=office)["cells"]
    told_of = {cell["segment"]["college"]: cell["label"] for cell in by_college}
    assert (told_of["Arts"], told_of["Science"]) == ("2 of 2", "0 of 1")
    roster = told("measure", "participation_rate", "--population", "roster", warehouse=office)["cells"][0]
    assert (roster["numerator"], roster["denominator"]) == (3, 4)
    march = told(
        "measure", "referral_yield", "--since", "2026-03-05", "--until", "2026-03-16", warehouse=office
    )["cells"][0]
    assert (march["numerator"], march["denominator"], march["unknown_count"]) == (0, 1, 1)
    two = told(
        "measure",
        "interviews_per_student",
        "--where",
        "college=Arts",
        "--where",
        "college=Science",
        warehouse=office,
    )
    assert two["cells"][0]["denominator"] == 3
    shares = told("measure", "interview_bands", warehouse=office)["cells"]
    assert {cell["segment"]["interviews"]: cell["numerator"] for cell in shares} == {
        "0": 1,
        "1": 1,
        "2": 1,
        "3-5": 0,
        "6+": 0,
    }


def test_outcomes_are_measured_as_they_were_known_some_days_after_june_30(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    outcomes = write_csv(
        tmp_path / "outcomes.csv",
        "student_id | class_year | outcome_status | reported_on\n"
        "S1 | 2025 | employed_full_time | 2025-08-01\nS2 | 2025 | seeking_employment | 2025-12-01",
    )
    told("import", outcomes, warehouse=folder)
    known = told("measure", "knowledge_rate", "--known-within", "32", warehouse=folder)
    assert (known["cells"][0]["label"], known["filters"]["known_within_days"]) == ("1 of 2", 32)
    by_now = told("measure", "knowledge_rate", warehouse=folder)
    assert by_now["cells"][0]["label"] == "2 of 2"
    assert "known_within_days" not in by_now["filters"]
    out = tmp_path / "known.csv"
    base = ("export", "knowledge_rate", "--view", "working", "-o", out)
    assert run(*base, "--known-within", "31", warehouse=folder).returncode == 0
    written = out.read_text(encoding="utf-8-sig")
    assert "0 of 2" in written
    assert "As known 31 days after June 30 of the class" in written
    refused = run(*base, "--known-within", "-1", warehouse=folder)
    assert refused.returncode == 2
    assert "--known-within" in refused.stderr


def test_publishable_withholds_and_internal_hides_small_groups(office: Path) -> None:
    [cell] = told("measure", "participation_rate", "--view", "publishable", warehouse=office)["cells"]
    assert (cell["is_withheld"], cell["blank"]) == (True, "hidden")
    assert all(
        cell[name] is None
        for name in ("value", "numerator", "denominator", "people", "low", "high", "unknown_count")
    )
    internal = told(
        "measure", "participation_rate", "--view", "internal", "--by", "college", warehouse=office
    )["cells"]
    assert all(cell["is_withheld"] for cell in internal if cell["people"] != 0)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["measure", "no_such_figure"], "no figure called"),
        (["measure", "participation_rate", "--by", "channel"], "college"),
        (["measure", "career_outcomes_rate", "--by", "week"], "class"),
        (["measure", "participation_rate", "--where", "college"], "DIMENSION=VALUE"),
        (["measure", "participation_rate", "--view", "secret"], "working"),
        (["measure", "participation_rate", "--population", "all"], "expected or roster"),
        (
            ["measure", "participation_rate", "--since", "2026-05-01", "--until", "2026-01-01"],
            "before it starts",
        ),
        (["measure", "participation_rate", "--by", "advisor", "--view", "publishable"], "advisor"),
    ],
)
def test_a_question_that_makes_no_sense_exits_2_with_a_sentence(
    office: Path, arguments: list[str], expected: str
) -> None:
    done = run(*arguments, "--json", warehouse=office)
    assert done.returncode == 2
    assert done.stdout == ""
    assert expected in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_process_of_its_own_ends_with_the_exit_code_and_says_the_same(office: Path) -> None:
    for arguments in (["metrics", "--json"], ["measure", "no_such_figure", "--json"]):
        here, apart = run(*arguments, warehouse=office), run_apart(*arguments, warehouse=office)
        assert (here.returncode, here.stdout, here.stderr) == (apart.returncode, apart.stdout, apart.stderr)


@pytest.mark.parametrize(
    "arguments", [["measure", "participation_rate"], ["undo", "1"], ["check"], ["rejected", "3"]]
)
def test_an_empty_warehouse_is_a_sentence_and_exit_1(tmp_path: Path, arguments: list[str]) -> None:
    done = run(*arguments, warehouse=tmp_path / "w")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert (done.stderr + done.stdout).strip()


def test_the_warehouse_may_come_from_the_environment(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREER_CONVERSATIONS_WAREHOUSE", str(office))
    assert json.loads(run("imports", "--json").stdout)[0]["file_name"] == "roster.csv"


def test_the_catalog_lists_every_figure(office: Path) -> None:
    entries = told("metrics", warehouse=office)
    named = {entry["metric"]: entry for entry in entries}
    assert {
        "participation_rate",
        "referral_yield",
        "career_outcomes_rate",
        "log_health",
        "outcome_by_interviews",
    } <= set(named)
    assert "channel" not in named["participation_rate"]["dimensions"]


def test_tidy_writes_a_clean_table_and_says_how_it_read_it(tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_bytes("Spring log\r\n\r\nstudent id;Name\r\nS1;Zo\xeb\r\nTotal;1\r\n".encode("cp1252"))
    done = run("tidy", file, "-o", tmp_path / "out", "--json", warehouse=tmp_path / "w")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "odd.csv").read_text(encoding="utf-8").splitlines() == [
        "student id,Name",
        "S1,Zoë",
    ]
    [entry] = json.loads(done.stdout)
    assert (entry["encoding"], entry["delimiter"]) == ("cp1252", ";")


def test_tidy_writes_over_no_file_and_names_the_sheets_it_left(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("Fall", "Spring", "Roster"):
        sheet = book.create_sheet(name)
        sheet.append(["student_id", "contact_name"])
        sheet.append([f"S-{name}", "Ana"])
    book.save(tmp_path / "log.xlsx")
    out = tmp_path / "log.csv"
    done = run("tidy", tmp_path / "log.xlsx", "-o", out, warehouse=tmp_path / "w")
    assert done.returncode == 0, done.stderr
    assert "This is the sheet “Fall”. Not written: “Spring”, “Roster”." in done.stdout
    out.write_text("her own\n")
    again = run("tidy", tmp_path / "log.xlsx", "-o", out, warehouse=tmp_path / "w")
    assert again.returncode == 1
    assert "“log.csv” is there already" in again.stdout
    assert out.read_text() == "her own\n"


def test_templates_and_exports_are_written(office: Path, tmp_path: Path) -> None:
    assert run("templates", "-o", tmp_path / "t", warehouse=office).returncode == 0
    assert list((tmp_path / "t").rglob("*.xlsx"))
    for ending in ("csv", "xlsx", "pptx"):
        out = tmp_path / f"figure.{ending}"
        done = run("export", "participation_rate", "-o", out, warehouse=office)
        assert done.returncode == 0, done.stderr
        assert out.stat().st_size > 100
    refused = run("export", "participation_rate", "-o", tmp_path / "figure.doc", warehouse=office)
    assert refused.returncode in (1, 2)
    assert "png" in refused.stderr


def test_a_sound_warehouse_checks_out_and_a_damaged_one_does_not(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    told("import", write_csv(tmp_path / "i.csv", INTERVIEWS), warehouse=folder)
    assert run("check", warehouse=folder).returncode == 0
    record = folder / "record.duckdb"
    record.write_bytes(b"not a database" * 1000)
    done = run("check", warehouse=folder)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert record.read_bytes().startswith(b"not a database")  # never deleted


def test_help_lists_the_commands() -> None:
    text = run_apart("--help").stdout
    for command in (
        "demo",
        "serve",
        "import",
        "imports",
        "undo",
        "redo",
        "rejected",
        "metrics",
        "measure",
        "tidy",
        "templates",
        "export",
        "backup",
        "restore",
        "check",
    ):
        assert command in text
