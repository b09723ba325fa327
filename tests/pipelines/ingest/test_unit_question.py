"""Numbers whose unit nothing says are one question about the column, answered once and remembered with care."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.arrivals.watching import why_it_waits
from pipelines.cli.asking import questions
from pipelines.cli.report_words import in_words
from pipelines.errors import UserError
from pipelines.ingest.import_choices import Choices
from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.load import import_file
from pipelines.ingest.unit_question import remembered, with_likely
from pipelines.mapping.cell_values.parsers import parse
from pipelines.mapping.cell_values.reading import ColumnReading
from pipelines.mapping.cell_values.unit_answers import answers, question, unit_said
from pipelines.mapping.mapping_file import MappingFile
from pipelines.mapping.saved_mappings import Decided, UnitsMeant, decided, remember
from pipelines.sources.catalog import sources
from pipelines.store.warehouse import Warehouse, fetch

SALARY = sources()["first_destination"].column("salary_usd")
MINUTES = sources()["interview_log"].column("minutes")


@pytest.mark.parametrize(
    ("column", "answer", "cell", "value"),
    [
        (SALARY, "dollars", "52000", "52000"),
        (SALARY, "dollars", "210,000", "210000"),
        (SALARY, "dollars", "52.000", "52000"),
        (SALARY, "dollars", "52,000", "52000"),
        (SALARY, "thousands", "52", "52000"),
        (SALARY, "thousands", "52.5", "52500"),
        (SALARY, "thousands", "52.500", "52500"),
        (SALARY, "thousands", "52000", "52000"),  # who counts thousands still writes some in full
        (SALARY, "other", "52000", None),
        (SALARY, "other", "$52,000", "52000"),  # what says its own unit was never asked about
        (MINUTES, "minutes", "30", "30"),
        (MINUTES, "hours", "0.5", "30"),
        (MINUTES, "hours", "1", "60"),
        (MINUTES, "seconds", "900", "15"),
        (MINUTES, "other", "3", None),
        (MINUTES, "other", "3 min", "3"),
    ],
)
def test_an_answer_says_what_numbers_count(column, answer: str, cell: str, value: str | None) -> None:
    assert parse(cell, ColumnReading(column, unit=unit_said(column, answer))).value == value


def test_only_columns_with_a_unit_are_asked_about() -> None:
    asked = {
        (of.id, column.name): list(answers(column))
        for of in sources().values()
        for column in of.columns
        if answers(column)
    }
    assert asked == {
        ("first_destination", "salary_usd"): ["dollars", "thousands", "other"],
        ("interview_log", "minutes"): ["minutes", "hours", "seconds", "other"],
    }
    assert list(answers(SALARY, 1_200_000)) == ["dollars", "other"]
    assert question(SALARY, 1) == "This salary: is it in US dollars a year?"
    assert question(SALARY, 1200) == "These 1,200 salaries: are they in US dollars a year?"


@pytest.mark.parametrize(
    ("header", "middle", "known"),
    [
        ("Salary", 1_000_000.0, "other"),
        ("SALARY:", 2_400_000.0, "other"),
        ("Salary", 2_600_000.0, ""),  # not about as large
        ("Salary", 300_000.0, ""),
        ("Pay", 1_000_000.0, ""),
    ],
)
def test_an_answer_holds_for_numbers_like_those_it_was_given_for(
    header: str, middle: float, known: str
) -> None:
    said = {"salary_usd": {"salary": UnitsMeant("other", 1_000_000.0)}}
    assert remembered(said, SALARY, header, middle) == known


def test_numbers_about_as_large_as_those_that_were_said_are_likely_others_are_not() -> None:
    unit = unit_said(SALARY, "dollars")
    reading = ColumnReading(with_likely(SALARY, unit, 1_000_000.0), unit=unit)
    read = {cell: parse(cell, reading).value for cell in ("12000", "2400000", "2600000", "55")}
    assert read == {"12000": "12000", "2400000": "2400000", "2600000": None, "55": None}
    thousands = with_likely(SALARY, unit_said(SALARY, "thousands"), 52.0)
    assert thousands.plausible == SALARY.plausible


def test_what_is_remembered_is_read_again_beside_the_spellings(tmp_path: Path) -> None:
    meant = {"salary_usd": {"annual pay": UnitsMeant("dollars", 210000.0)}}
    remember(tmp_path, "first_destination", MappingFile(date_order="dmy"), meant)
    remember(tmp_path, "interview_log", MappingFile(), {"minutes": {"length": UnitsMeant("hours", 1.0)}})
    assert decided(tmp_path) == Decided({}, "dmy", {**meant, "minutes": {"length": UnitsMeant("hours", 1.0)}})
    for wrong in ("units = 3", "[units]\nsalary_usd = 3", '[units.salary_usd]\npay = { answer = "dollars" }'):
        (tmp_path / "spellings.toml").write_text(wrong, encoding="utf-8")
        with pytest.raises(UserError, match=r"spellings\.toml: units"):
            decided(tmp_path)


# -- in an office --------------------------------------------------------------------------------------

RUPEES = "Student ID,Outcome,Salary\nS1,Employed,1200000\nS2,Employed,900000\nS3,Employed,1500000\nS4,Employed,$64000\n"


def given(office: Warehouse, text: str, said: str = "", name: str = "sal.csv") -> ImportReport:
    path, mapping = office.folder.parent / name, office.folder.parent / "said.toml"
    path.write_text(text, encoding="utf-8")
    mapping.write_text(said, encoding="utf-8")
    return import_file(office, path, mapping_file=mapping if said else None)


def salaries(office: Warehouse, report: ImportReport) -> list[str | None]:
    with office.recording("looking", readable=[]) as connection:
        rows = fetch(
            connection,
            "select salary_usd from record.first_destination where import_id = $id order by row_number",
            {"id": report.import_id},
        )
    return [row["salary_usd"] for row in rows]


def test_doubtful_salaries_are_one_question(tmp_path: Path) -> None:
    office = Warehouse(tmp_path / "office")
    report = given(office, RUPEES)
    (asked,) = report.questions
    assert asked.about == "unit"
    assert asked.text.startswith("These 3 salaries: are they in US dollars a year? In “Salary”: “1200000”")
    assert salaries(office, report) == [None, None, None, "64000"]
    assert not any(one.may_be_said for one in report.not_recorded)
    printed = in_words(report)
    assert 'under [units]: salary_usd = "dollars" or "other"' in printed
    assert "[values." not in printed
    assert any("These 3 salaries" in why for why in why_it_waits(report))
    (on_a_terminal,) = [one for one in questions(report, Choices()) if one.key == "unit salary_usd"]
    assert on_a_terminal.answers[on_a_terminal.default].label == "Not recorded for now"
    said = on_a_terminal.answers[0].choices
    assert said.mapping_toml() == '[units]\nsalary_usd = "dollars"\n'
    # answered: taken, and known the next time, if the numbers are about as large and nothing names a currency
    report = given(office, RUPEES, 'source = "first_destination"\n' + said.mapping_toml())
    assert salaries(office, report) == ["1200000", "900000", "1500000", "64000"]
    assert not report.questions
    other = given(office, RUPEES.replace("S1", "S9"))
    assert not other.questions
    assert any("as somebody said of an earlier file: US dollars a year" in note for note in other.notes)
    named = given(office, RUPEES.replace("S1", "S8"), name="salaries_inr.csv")
    assert [one.about for one in named.questions] == ["unit"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('[units]\nsalary_usd = "euros"\n', "expected dollars, thousands, other"),
        ('[units]\nemployer = "dollars"\n', "nobody asks what its numbers count"),
        ('[units]\npay = "dollars"\n', "is not a column of first_destination"),
        ("units = 3\n", "units must be a table"),
    ],
)
def test_what_is_no_answer_is_said(tmp_path: Path, said: str, words: str) -> None:
    office = Warehouse(tmp_path / "office")
    report = given(
        office, RUPEES, said if said.startswith("units") else f'source = "first_destination"\n{said}'
    )
    assert report.is_refused
    assert words in report.message
