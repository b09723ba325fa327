"""The National Student Clearinghouse's detail reports: enrollments after graduation are continuing education."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from pipelines.figures.results import Question
from tests.cases.bringing import CaseOffice

COLUMNS = (
    "Your Unique Identifier", "First Name", "Middle Initial", "Last Name", "Name Suffix", "Requester Return Field",
    "Record Found Y/N", "Search Date", "College Code/Branch", "College Name", "College State", "2-year / 4-year",
    "Public / Private", "Enrollment Begin", "Enrollment End", "Enrollment Status", "Class Level", "Enrollment Major 1",
    "Enrollment CIP 1", "Graduated?", "Graduation Date", "Degree Title", "Degree Major 1", "Degree CIP 1",
    "College Sequence", "Program Code",
)  # fmt: skip
OWN = {"College Code/Branch": "001234-00", "College Name": "OWN COLLEGE", "College State": "NY"}
OTHER = {"College Code/Branch": "009999-00", "College Name": "LAW SCHOOL", "College State": "MA"}
_number = itertools.count()


def enrolled(student: str, begin: str, college: Mapping[str, str] = OTHER, **cells: str) -> dict[str, str]:
    return {
        "Your Unique Identifier": f"{student}_",
        "First Name": "ANN",
        "Last Name": "AMES",
        "Record Found Y/N": "Y",
        "Search Date": "20260516",
        "Enrollment Begin": begin,
        "Enrollment End": "20270101",
        "Enrollment Status": "F",
        "Graduated?": "N",
        **college,
        **cells,
    }


def not_found(student: str) -> dict[str, str]:
    return {"Your Unique Identifier": f"{student}_", "Record Found Y/N": "N", "Search Date": "20260516"}


def written(folder: Path, rows: Iterable[Mapping[str, str]], columns: Iterable[str] = COLUMNS) -> Path:
    path = folder / f"report_{next(_number)}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), quoting=csv.QUOTE_ALL, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def plain(folder: Path, text: str) -> Path:
    path = folder / f"plain_{next(_number)}.csv"
    path.write_text(text, encoding="utf-8")
    return path


DEGREES = "student_id,degree_level,major,conferred_on\n" + "".join(
    f"00{number},bachelor,Economics,2026-05-16\n" for number in range(1, 5)
)


@pytest.fixture
def graduated(office: CaseOffice, tmp_path: Path) -> CaseOffice:
    """Students 001 to 004 graduated on May 16, 2026."""
    office.given(plain(tmp_path, DEGREES))
    return office


def outcomes(office: CaseOffice) -> dict[str, str]:
    """Student -> outcome and where it is known from, of graduates of whom anything is known."""
    rows = office.published.query(
        "select s.student_id as student, g.outcome_status as status, g.knowledge_source as source"
        " from marts.graduates g join marts.students s using (student_key) where g.outcome_status <> 'unknown'"
        " order by 1"
    )
    return {row["student"]: f"{row['status']} by {row['source']}" for row in rows}


AFTER = "continuing_education by clearinghouse"


def test_who_enrolls_after_graduation_continues_education(graduated: CaseOffice, tmp_path: Path) -> None:
    brought = graduated.given(
        written(
            tmp_path,
            [
                enrolled("001", "20250825", OWN),
                enrolled("001", "20260115", OWN),
                enrolled("001", "", OWN, **{"Graduated?": "Y", "Graduation Date": "20260516"}),
                enrolled("001", "20260824"),
                enrolled("002", "20260115", OWN),
                not_found("003"),
                enrolled("004", "20260824", **{"Enrollment Status": "W"}),
            ],
        )
    )
    report = brought.report
    assert (report.source, report.rows_read, report.accepted, report.skipped) == (
        "first_destination",
        7,
        4,
        3,
    )
    assert outcomes(graduated) == {"001": AFTER}
    assert brought.says("3 enrollments count in no figure: begun before graduation")
    assert brought.says("the Clearinghouse found nothing of the student", "the student withdrew", "a degree")
    assert graduated.cell("knowledge_rate").numerator == 1
    assert (
        graduated.cell("career_outcomes_rate", Question()).denominator == 1
    )  # nothing found is not "seeking"


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("begin", "counts"),
    [
        ("20260515", False),
        ("20260516", False),  # the day of the degree itself
        ("20260517", True),
        ("20261231", False),  # after the day of import
        ("8/24/2026", True),  # a spreadsheet has saved the report
        ("2026-08-24", True),
        ("24-Aug-26", True),
        ("20250825", False),
    ],
)
def test_the_day_decides(graduated: CaseOffice, tmp_path: Path, begin: str, counts: bool) -> None:
    graduated.given(written(tmp_path, [enrolled("001", begin)]))
    assert outcomes(graduated) == ({"001": AFTER} if counts else {})


def test_years_later_is_no_first_destination(office: CaseOffice, tmp_path: Path) -> None:
    office.given(plain(tmp_path, DEGREES.replace("2026-05-16", "2023-05-16")))
    brought = office.given(written(tmp_path, [enrolled("001", "20231231"), enrolled("002", "20240110")]))
    assert outcomes(office) == {"001": AFTER}
    assert brought.says("1 enrollment counts in no figure", "December 31 of the graduating class")


def test_the_order_of_imports_does_not_matter(office: CaseOffice, tmp_path: Path) -> None:
    brought = office.given(written(tmp_path, [enrolled("001", "20260824"), enrolled("002", "20260115", OWN)]))
    assert brought.says("2 enrollments count in no figure", "bring the degree log")
    assert outcomes(office) == {}
    office.given(plain(tmp_path, DEGREES))
    assert outcomes(office) == {"001": AFTER}


def test_without_a_degree_log_the_class_says_when(office: CaseOffice, tmp_path: Path) -> None:
    office.given(
        plain(tmp_path, "student_id,first_name,last_name,class_year\n001,Ann,Ames,2026\n002,Bo,Ball,2027\n")
    )
    rows = [enrolled("001", "20260601"), enrolled("001", "20260824"), enrolled("002", "20260824", OWN)]
    office.given(written(tmp_path, rows))
    assert outcomes(office) == {"001": AFTER}
    assert office.cell("knowledge_rate").denominator == 1  # nobody graduates by being in the report


def test_the_latest_report_holds_whatever_its_source(graduated: CaseOffice, tmp_path: Path) -> None:
    survey = "student_id,outcome_status,reported_on,knowledge_source\n{},{},{},survey\n"
    graduated.given(plain(tmp_path, survey.format("001", "employed_full_time", "2026-06-20")))
    graduated.given(written(tmp_path, [enrolled("001", "20260824"), enrolled("002", "20260824")]))
    assert outcomes(graduated) == {"001": AFTER, "002": AFTER}
    today = graduated.published.query("select max(known_on) as day from marts.graduates")[0]["day"]
    graduated.given(plain(tmp_path, survey.format("002", "employed_part_time", today)))
    assert outcomes(graduated) == {"001": AFTER, "002": "employed_part_time by survey"}


def test_a_report_of_next_year_says_the_same_once_more(graduated: CaseOffice, tmp_path: Path) -> None:
    rows = [enrolled("001", "20260824"), enrolled("001", "20260901")]
    graduated.given(written(tmp_path, rows))
    again = graduated.given(written(tmp_path, [*rows, enrolled("002", "20260824")])).report
    assert (again.new, again.unchanged) == (1, 2)
    assert outcomes(graduated) == {"001": AFTER, "002": AFTER}


def test_an_enrollment_whose_day_cannot_be_read_is_no_outcome(graduated: CaseOffice, tmp_path: Path) -> None:
    brought = graduated.given(written(tmp_path, [enrolled("001", "Fall 2026"), enrolled("002", "20260824")]))
    assert (brought.report.accepted, brought.report.rejected) == (1, 1)
    assert outcomes(graduated) == {"002": AFTER}


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("columns", "change"),
    [
        (COLUMNS[5:], {"Requester Return Field": "001"}),
        (COLUMNS, {"Your Unique Identifier": "", "Requester Return Field": "001"}),
        (COLUMNS, {"Your Unique Identifier": "001", "Requester Return Field": "COHORT A"}),
        (COLUMNS[::-1], {}),
        (tuple(one.lower() for one in COLUMNS), {}),
        (tuple(one.replace(" / ", "/") for one in COLUMNS), {}),
        ((*COLUMNS[:19], "Enrollment Major 2", "Enrollment CIP 2", *COLUMNS[19:]), {}),
    ],
)
def test_reports_of_other_years_are_read_alike(
    graduated: CaseOffice, tmp_path: Path, columns: tuple[str, ...], change: Mapping[str, str]
) -> None:
    row = {**enrolled("001", "20260824"), **change}
    cells = {**row, **{name.lower(): cell for name, cell in row.items()}}
    graduated.given(written(tmp_path, [cells], columns))
    assert outcomes(graduated) == {"001": AFTER}


def test_a_line_that_counts_the_records_is_no_student(graduated: CaseOffice, tmp_path: Path) -> None:
    path = written(tmp_path, [enrolled("001", "20260824")])
    path.write_text(path.read_text(encoding="utf-8") + '"T1","1"\n', encoding="utf-8")
    report = graduated.given(path).report
    assert (report.accepted, report.skipped, report.rejected) == (1, 1, 0)
    assert graduated.students == 4


def test_an_office_that_writes_its_own_sheet_keeps_its_word(graduated: CaseOffice, tmp_path: Path) -> None:
    sheet = (
        "student_id,outcome_status,knowledge_source,institution\n001,continuing_education,NSC,Law School\n"
    )
    graduated.given(plain(tmp_path, sheet))
    assert outcomes(graduated) == {"001": AFTER}
