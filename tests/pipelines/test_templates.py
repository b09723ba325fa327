"""Templates and the kit map by themselves, with nothing uncertain."""

from __future__ import annotations

import csv
import re
from importlib import resources
from pathlib import Path

import openpyxl
import pytest

from pipelines import readers
from pipelines.ingest.mapping import choose, is_explanation, propose, split_choices
from pipelines.source_catalog import EXPLANATION, Source, source, sources
from pipelines.templates import write_templates

ALL = [pytest.param(s, id=s.id) for s in sources().values()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("templates")
    written = write_templates(place)
    assert sorted(written) == sorted(path for path in place.rglob("*") if path.is_file())
    return place


def header_of(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file))


def maps_by_itself(headers: list[str], tool: str = "") -> tuple[str, dict[str, str]]:
    """Recognise and map with no help; every header must find its column for certain."""
    taken = choose(headers, (), tool)
    assert taken.missing == ()
    made = propose(headers, (), taken.source, tool=tool)
    assert made.warnings == ()
    assert [m.header for m in made.matches if m.score != 1.0] == []
    return taken.source, made.columns


@pytest.mark.parametrize("kind", ["starter", "full"])
@pytest.mark.parametrize("of", ALL)
def test_a_template_has_the_canonical_headers_and_maps_by_itself(folder: Path, of: Source, kind: str) -> None:
    expected = [column.name for column in (of.starter if kind == "starter" else of.columns)]
    headers = header_of(folder / f"{of.id}_{kind}.csv")
    book = openpyxl.load_workbook(folder / f"{of.id}_{kind}.xlsx")
    sheet, columns = book.worksheets
    assert headers == expected == [cell.value for cell in sheet[1]]
    assert maps_by_itself(headers) == (of.id, dict(zip(expected, expected, strict=True)))
    assert sheet.max_row == 1  # no example that would count as a row
    assert columns.title == "Columns"


@pytest.mark.parametrize("of", ALL)
def test_the_second_sheet_explains_every_column(folder: Path, of: Source) -> None:
    _, sheet = openpyxl.load_workbook(folder / f"{of.id}_full.xlsx").worksheets
    head, *rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.values]
    assert is_explanation(head)
    assert tuple(head) == EXPLANATION
    assert [row[0] for row in rows] == list(of.names)
    assert all(row[1] and row[2] for row in rows)
    told = {row[0]: row for row in rows}
    assert all(told[column.name][4] == "required" for column in of.columns if column.is_required)


def test_the_second_sheet_names_the_allowed_values(folder: Path) -> None:
    _, sheet = openpyxl.load_workbook(folder / "interview_log_full.xlsx").worksheets
    told = {row[0]: row for row in sheet.values}
    assert told["mode"][5] == "in_person, video, phone, email"
    assert told["usefulness_rating"][5] == "1 to 5"
    assert told["referrals_count"][5] == "0 or more"
    assert told["has_thanked"][5] == "yes, no"
    assert told["student_id"][4] == "student_id or student_email is required"


def test_a_filled_in_template_is_read_with_its_zeros_and_dates(folder: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(folder / "interview_log_starter.xlsx")
    sheet = book.worksheets[0]
    row = {
        "student_id": "00123",
        "contact_name": "Maria Chen",
        "held_on": "2026-03-12",
        "channel": "linkedin",
    }
    for place, cell in enumerate(sheet[1], start=1):
        sheet.cell(row=2, column=place, value=row.get(cell.value))
    filled = tmp_path / "filled.xlsx"
    book.save(filled)
    reading = readers.read(filled, tmp_path)
    table = next(table for table in reading.tables if not is_explanation(table.columns))
    ((number, cells),) = list(table.rows())
    assert number == 2
    assert dict(zip(table.columns, cells, strict=True)) == {
        **dict.fromkeys(table.columns, ""),
        **row,
    }


# --- the kit ---------------------------------------------------------------------------------------------


def form() -> dict[str, list[str]]:
    """Question text -> its choices, as the kit's form lists them."""
    text = (resources.files("pipelines") / "kit" / "interview_form.txt").read_text(encoding="utf-8")
    questions: dict[str, list[str]] = {}
    for line in text.splitlines():
        if asked := re.match(r"\d+\. (.+)", line):
            questions[asked[1]] = []
        elif choice := re.match(r"   - (.+)", line):
            questions[list(questions)[-1]].append(choice[1])
    return questions


def test_the_form_has_nine_questions() -> None:
    assert len(form()) == 9


@pytest.mark.parametrize(
    ("tool", "own"),
    [
        ("google_forms", {"Timestamp": "logged_at"}),
        ("google_forms", {"Timestamp": "logged_at", "Email Address": "student_email"}),
        ("ms_forms", {"Completion time": "logged_at", "Email": "student_email"}),
    ],
)
def test_the_responses_of_the_form_map_by_themselves(tool: str, own: dict[str, str]) -> None:
    taken, columns = maps_by_itself([*own, *form()], tool)
    assert taken == "interview_log"
    asked = [
        *("student_id", "contact_name", "contact_employer", "held_on", "channel", "has_asked_for_referral"),
        *("referrals_count", "thank_you_on", "came_of_it"),
    ]
    assert columns == {**{v: k for k, v in own.items()}, **dict(zip(asked, form(), strict=True))}


def test_responses_saved_without_a_known_tool_map_the_same() -> None:
    assert maps_by_itself(["Timestamp", *form()])[0] == "interview_log"


def test_every_choice_of_the_form_is_a_known_value() -> None:
    log = source("interview_log")
    by_question = {q: log.column(c) for c, q in propose(list(form()), (), "interview_log").columns.items()}
    offered = {q: choices for q, choices in form().items() if choices}
    assert len(offered) == 3
    for question, choices in offered.items():
        read = [by_question[question].spelled(choice) for choice in choices]
        assert None not in read, question
        assert len(set(read)) == len(choices), question  # no two choices mean the same
    came = by_question["What came of it?"]
    assert {came.spelled(choice) for choice in form()["What came of it?"]} == set(came.values)
    assert split_choices(", ".join(form()["What came of it?"]), came.spellings) == form()["What came of it?"]


def test_the_tracker_sheet_maps_by_itself(folder: Path) -> None:
    taken, columns = maps_by_itself(header_of(folder / "kit" / "tracker_sheet.csv"))
    assert taken == "contact_tracker"
    assert set(columns) == set(source("contact_tracker").names) - {"student_email", "row_id"}


def test_google_forms_responses_are_read_and_mapped_from_the_file(tmp_path: Path) -> None:
    responses = tmp_path / "responses.csv"
    answers = ["S100123", "Maria Chen", "Northwind Health", "3/12/2026", "LinkedIn", "Yes", "2", "3/13/2026"]
    with responses.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["Timestamp", *form()])
        came = "Insight into a job, company or industry, A job or internship lead"
        writer.writerow(["3/14/2026 9:30:00", *answers, came])
    reading = readers.read(responses, tmp_path)
    (table,) = reading.tables
    assert reading.tool == "google_forms"
    made = propose(table.columns, table.labels, choose(table.columns, table.labels, reading.tool).source)
    ((_, cells),) = list(table.rows())
    row = dict(zip(table.columns, cells, strict=True))
    assert row[made.columns["contact_name"]] == "Maria Chen"
    assert split_choices(
        row[made.columns["came_of_it"]], source("interview_log").column("came_of_it").spellings
    ) == [
        "Insight into a job, company or industry",
        "A job or internship lead",
    ]
