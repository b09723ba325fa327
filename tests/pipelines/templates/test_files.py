"""Templates and the kit map by themselves, with nothing uncertain."""

from __future__ import annotations

import csv
import re
from importlib import resources
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from pipelines import readers
from pipelines.ingest.load import import_file
from pipelines.mapping.multiple_choice import split_choices
from pipelines.mapping.propose import propose
from pipelines.sources.catalog import EXPLANATION, Source, source, sources
from pipelines.store.warehouse import Warehouse
from pipelines.templates.files import write_templates
from tests.offices import TODAY
from tests.pipelines.mapping.recognizing import taken_for

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
    taken = taken_for(headers, (), tool)
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
    sheet, columns, example = book.worksheets
    assert headers == expected == [cell.value for cell in sheet[1]]
    assert maps_by_itself(headers) == (of.id, dict(zip(expected, expected, strict=True)))
    assert sheet.max_row == 1  # the example stands elsewhere
    assert (columns.title, example.title) == ("Columns", "Example")


@pytest.mark.parametrize("of", ALL)
def test_the_second_sheet_explains_every_column(folder: Path, of: Source) -> None:
    sheet = openpyxl.load_workbook(folder / f"{of.id}_full.xlsx")["Columns"]
    head, *rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.values]
    assert tuple(head) == EXPLANATION
    assert [row[0] for row in rows] == list(of.names)
    assert all(row[1] and row[2] for row in rows)
    told = {row[0]: row for row in rows}
    assert all(told[column.name][4] == "required" for column in of.columns if column.is_required)


def test_the_second_sheet_names_the_allowed_values(folder: Path) -> None:
    sheet = openpyxl.load_workbook(folder / "interview_log_full.xlsx")["Columns"]
    told = {row[0]: row for row in sheet.values}
    assert told["mode"][5] == "in_person, video, phone, email"
    assert told["usefulness_rating"][5] == "1 to 5"
    assert told["referrals_count"][5] == "0 to 1,000"
    assert told["has_thanked"][5] == "yes, no"
    assert str(told["student_id"][4]).startswith("student_id or student_email ")


def example_of(of: Source) -> dict[str, str]:
    return {column.name: column.example for column in of.columns}


def filled_in(template: Path, rows: list[dict[str, object]], out: Path) -> Path:
    """The template with these rows typed into its first sheet, saved by a spreadsheet."""
    book = openpyxl.load_workbook(template)
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, start=2):
        for place, head in enumerate(sheet[1], start=1):
            sheet.cell(row=number, column=place, value=row.get(head.value))
    book.save(out)
    return out


def test_a_filled_in_template_is_read_with_its_zeros_and_dates(folder: Path, tmp_path: Path) -> None:
    row = {
        "student_id": "00123",
        "contact_name": "Maria Chen",
        "held_on": "2026-03-12",
        "channel": "linkedin",
    }
    filled = filled_in(folder / "interview_log_starter.xlsx", [dict(row)], tmp_path / "filled.xlsx")
    table = readers.read(filled, tmp_path).tables[0]
    ((number, cells),) = list(table.rows())
    assert number == 2
    assert dict(zip(table.columns, cells, strict=True)) == {
        **dict.fromkeys(table.columns, ""),
        **row,
    }


@pytest.mark.sampled(3)
@pytest.mark.parametrize("of", ALL)
def test_a_filled_in_template_is_imported_without_its_example(
    folder: Path, tmp_path: Path, of: Source
) -> None:
    """The row typed here is the example itself, so the example is a row that is taken as it stands."""
    filled = filled_in(folder / f"{of.id}_full.xlsx", [dict(example_of(of))], tmp_path / "filled.xlsx")
    report = import_file(Warehouse(tmp_path / "warehouse"), filled, today=TODAY)
    assert (report.source, report.sheet) == (of.id, of.title)
    assert (report.rows_read, report.accepted) == (1, 1), report.problems


@pytest.mark.parametrize("sheet", ["Example", "Columns"])
def test_a_sheet_of_a_template_that_holds_no_rows_is_never_imported_by_itself(
    folder: Path, tmp_path: Path, sheet: str
) -> None:
    """Saved as CSV, or left alone in the workbook: refused with what to do."""
    book = openpyxl.load_workbook(folder / "interview_log_full.xlsx")
    alone = tmp_path / "alone.csv"
    with alone.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(book[sheet].values)
    for other in set(book.sheetnames) - {sheet}:
        del book[other]
    book.save(tmp_path / "alone.xlsx")
    for path in (alone, tmp_path / "alone.xlsx"):
        report = import_file(Warehouse(tmp_path / "warehouse"), path, today=TODAY)
        assert report.status == "refused"
        assert "Fill in the first sheet of the template." in report.message


def test_an_empty_template_brings_nothing(folder: Path, tmp_path: Path) -> None:
    for path in (folder / "interview_log_full.xlsx", folder / "roster_starter.xlsx"):
        report = import_file(Warehouse(tmp_path / "warehouse"), path, today=TODAY)
        assert report.accepted == 0


# --- lists and checks ------------------------------------------------------------------------------------


def checks(folder: Path, name: str) -> dict[str, DataValidation]:
    """Column -> the check on its first cell, as a spreadsheet reads it."""
    sheet = openpyxl.load_workbook(folder / f"{name}.xlsx").worksheets[0]
    found = {}
    for check in sheet.data_validations.dataValidation:
        head = sheet.cell(row=1, column=next(iter(check.sqref.ranges)).min_col).value
        assert next(iter(check.sqref.ranges)).min_row == 2
        found[head] = check
    return found


@pytest.mark.parametrize("of", ALL)
def test_every_closed_list_is_a_drop_down_that_lets_other_spellings_pass(folder: Path, of: Source) -> None:
    told = checks(folder, f"{of.id}_full")
    for column in of.columns:
        if column.type not in {"choice", "boolean"}:
            continue
        values = ["yes", "no"] if column.type == "boolean" else list(column.values)
        assert told[column.name].formula1 == f'"{",".join(values)}"'
        assert told[column.name].errorStyle == "warning"


@pytest.mark.parametrize("of", ALL)
def test_numbers_and_dates_are_checked_while_typing(folder: Path, of: Source) -> None:
    told = checks(folder, f"{of.id}_full")
    for column in of.columns:
        if column.type in {"date", "timestamp"}:
            check = told[column.name]
            assert check.type == "date"
            assert (check.formula2 == "NOW()") == (not column.future)
        elif column.type in {"integer", "number", "money"}:
            check = told[column.name]
            assert check.type in {"whole", "decimal", "custom"}
            assert check.errorStyle in (None, "stop")
            assert check.error
    minutes = checks(folder, "interview_log_full")["minutes"]
    assert (minutes.formula1, minutes.formula2) == ("0", "1440")


def test_permissions_are_held_against_the_names_given(folder: Path) -> None:
    check = checks(folder, "interview_log_full")["referrals_with_permission_count"]
    sheet = openpyxl.load_workbook(folder / "interview_log_full.xlsx").worksheets[0]
    at = {head.value: head.column_letter for head in sheet[1]}
    own, named = f"${at['referrals_with_permission_count']}2", f"${at['referrals_count']}2"
    assert check.type == "custom"
    assert f"{own}<={named}" in check.formula1


def test_what_was_pasted_past_a_check_turns_red_and_a_needed_empty_cell_yellow(folder: Path) -> None:
    sheet = openpyxl.load_workbook(folder / "interview_log_full.xlsx").worksheets[0]
    at = {head.value: head.column_letter for head in sheet[1]}
    told = {
        (str(area.sqref).split(":")[0], rule.dxf.fill.bgColor.rgb[-6:])
        for area, rules in sheet.conditional_formatting._cf_rules.items()
        for rule in rules
    }
    red, yellow = "F8D7DA", "FFF4CE"
    wrong = ("held_on", "referrals_count", "referrals_with_permission_count", "student_email")
    assert {(f"{at[name]}2", red) for name in wrong} <= told
    needed = [
        column.name for column in source("interview_log").columns if column.is_required or column.one_of
    ]
    assert {(f"{at[name]}2", yellow) for name in needed} == {one for one in told if one[1] == yellow}


# --- the kit ---------------------------------------------------------------------------------------------


def form() -> dict[str, list[str]]:
    """Question text -> its choices, as the kit's form lists them."""
    text = (resources.files("pipelines") / "templates" / "kit" / "interview_form.txt").read_text(
        encoding="utf-8"
    )
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
    assert set(columns) == set(source("contact_tracker").names) - {"student_email", "student_name", "row_id"}


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
    made = propose(table.columns, table.labels, taken_for(table.columns, table.labels, reading.tool).source)
    ((_, cells),) = list(table.rows())
    row = dict(zip(table.columns, cells, strict=True))
    assert row[made.columns["contact_name"]] == "Maria Chen"
    assert split_choices(
        row[made.columns["came_of_it"]], source("interview_log").column("came_of_it").spellings
    ) == [
        "Insight into a job, company or industry",
        "A job or internship lead",
    ]
