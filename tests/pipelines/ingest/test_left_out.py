"""Nothing is lost below the fold: whatever does not come in is in the headline, printed and in the JSON, with its reason."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

import openpyxl
import pytest

from dashboard.uploads import words
from pipelines.cli.report_words import in_words
from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.left_out import LeftOut, counted, in_no_figure, summed
from pipelines.ingest.load import import_file
from pipelines.store.warehouse import Warehouse
from tests.offices import TODAY
from tests.pipelines.readers.written_tables import as_workbook

LOG = "student_id,contact_name,contact_employer,held_on"


def given(tmp_path: Path, content: str, name: str = "log.csv", **options: object) -> ImportReport:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return import_file(Warehouse(tmp_path / "warehouse"), path, today=TODAY, **options)  # type: ignore[arg-type]


def reasons(report: ImportReport) -> dict[str, int]:
    return {one.reason: one.count for one in report.left_out}


def said_everywhere(report: ImportReport, page: str, *names: str) -> None:
    """The page's headline says how much, and all places name what."""
    assert page in words.ready([report])
    lines = " ".join(" ".join(line) for line in words.left_behind(report))
    for name in names:
        assert name in in_words(report)
        assert name in lines
        assert name in str(report.as_dict()["left_out"])


def test_columns_that_nobody_takes(tmp_path: Path) -> None:
    report = given(tmp_path, f"{LOG},Mood,Weather\nS1,Ana,Acme,2026-03-02,fine,sun\n")
    assert reasons(report) == {"not_used": 2}
    assert report.headline == "1 interview, 2 columns left out"
    said_everywhere(report, "1 interview comes in. 2 columns are left out.", "Mood", "Weather")


def test_columns_that_are_never_kept(tmp_path: Path) -> None:
    report = given(tmp_path, f"{LOG},IP Address\nS1,Ana,Acme,2026-03-02,10.0.0.1\n")
    assert sum(one.count for one in report.left_out if one.what == "column") == 1
    said_everywhere(report, "1 column is left out.", "IP Address")


def test_rows_that_are_skipped_by_rule(tmp_path: Path) -> None:
    rows = "S1,Ana,Acme,2026-03-02\n"
    report = given(tmp_path, f"{LOG}\n{rows}{rows}\nS2,Bo,Beta,2026-03-03\nTotal,2,,\n")
    assert reasons(report) == {"superseded": 1, "blank": 1, "total_line": 1}
    assert report.headline == "2 interviews, 2 rows left out"
    assert "replaced by a later row" in in_words(report)
    said_everywhere(report, "2 interviews come in. 2 rows are left out.")
    assert not any("blank" in why.casefold() for why, _, _ in words.left_behind(report))


def test_rows_that_come_in_and_count_in_no_figure(tmp_path: Path) -> None:
    tracker = "student_id,contact_name,contact_employer,first_contacted_on,talked_on\n"
    report = given(tmp_path, f"{tracker}S1,Ana,Acme,2026-03-02,\nS1,Bo,Beta,,2026-03-04\nS1,Cy,Gamma,,\n")
    assert (report.source, report.accepted, reasons(report)) == ("contact_tracker", 3, {"undated": 1})
    assert report.headline == "3 contacts, 1 row in no figure"
    assert "In, but in no figure: 1 row (none has a date)." in in_words(report)
    said_everywhere(report, "3 contacts come in. 1 row counts in no figure yet.")


def test_a_survey_s_rows_without_an_answer(tmp_path: Path) -> None:
    report = given(
        tmp_path,
        "response_id,responded_at,clarity\nR1,2026-03-02,4\nR2,2026-03-02,\nR3,2026-03-02,5\n",
        source="survey",
    )
    assert reasons(report) == {"unanswered": 1}


def test_talks_that_are_still_to_come(tmp_path: Path) -> None:
    report = given(
        tmp_path, f"{LOG}\nS1,Ana,Acme,2026-03-02\nS2,Bo,Beta,{TODAY.replace(year=TODAY.year + 1)}\n"
    )
    assert reasons(report) == {"ahead": 1}


def test_cells_that_nobody_can_read(tmp_path: Path) -> None:
    report = given(tmp_path, f"{LOG},minutes\nS1,Ana,Acme,2026-03-02,a while\nS2,Bo,Beta,2026-03-03,30\n")
    assert report.left_out == (LeftOut("cell", "not_recorded", 1, ("minutes",)),)
    assert report.headline == "2 interviews, 1 cell not recorded"
    assert words.ready([report]) == "2 interviews come in. 1 cell is not recorded."


def test_sheets_and_second_tables(tmp_path: Path) -> None:
    log = [LOG.split(","), ["S1", "Ana", "Acme", "2026-03-02"], ["S2", "Bo", "Beta", "2026-03-03"]]
    contacts = [
        ["Contact name", "Email", "Employer"],
        ["Ana", "ana@acme.com", "Acme"],
        ["Bo", "bo@beta.com", "Beta"],
    ]
    below = [*log, [], ["Contacts of this term"], *contacts]
    budget: list[list[object]] = [["item", "cost"], ["coffee", 3], ["cake", 4]]
    path = tmp_path / "log.xlsx"
    path.write_bytes(as_workbook({"Log": below, "Budget": budget}))
    report = import_file(Warehouse(tmp_path / "w"), path, today=TODAY)
    assert reasons(report) == {"another_kind": 1, "second_table": 1}
    assert report.headline == "2 interviews, 1 table and 1 sheet left out"
    said_everywhere(report, "1 table and 1 sheet are left out.", "Budget", "Log, A5:C8")


def test_what_stands_beside_or_above_the_table_is_said_and_never_taken_by_a_guess(tmp_path: Path) -> None:
    codes = [["Code", "Meaning"], ["LI", "LinkedIn"], ["EV", "Event"], ["RF", "Referral"]]
    log = [LOG.split(","), *(["S1", f"Ana {name}", "Acme", "2026-03-02"] for name in "abcdefgh")]
    beside = [[*row, "", *code] for row, code in zip_longest(log, codes, fillvalue=[])]
    path = tmp_path / "log.xlsx"
    path.write_bytes(as_workbook({"Log": [*codes, [], *beside]}))
    report = import_file(Warehouse(tmp_path / "w"), path, today=TODAY)
    assert report.headline == "8 interviews, 4 rows and 2 columns left out, Log, F6:G9 perhaps another table"
    assert reasons(report) == {"unsure_table": 1, "not_used": 2, "above": 4}
    said_everywhere(report, "4 rows and 2 columns are left out. Log, F6:G9 may be another table.")
    assert not [match for match in report.matches if match.header == "Meaning" and match.column]


def test_further_contacts_of_a_row_are_counted_and_no_columns_besides(tmp_path: Path) -> None:
    head = "student_id," + ",".join(
        f"Contact {n} name,Contact {n} company,Contact {n} date" for n in (1, 2, 3)
    )
    rows = [
        "S1,Ana,Acme,2026-03-02,Bo,Beta,2026-03-03,,,",
        "S2,Cy,Acme,2026-03-02,Di,Beta,2026-03-03,Ed,,",
        "S3,Flo,Acme,2026-03-02, ,,,,,",
    ]
    text = "\n".join([head, *rows]) + "\n"
    report = given(tmp_path, text, source="contact_tracker")
    assert (report.rows_read, report.accepted) == (6, 6)
    assert not [one for one in report.left_out if one.what in ("contact", "column")]
    said = tmp_path / "first.toml"
    said.write_text('source = "contact_tracker"\nreshape = "first_contact"\n', encoding="utf-8")
    report = given(tmp_path, text, source="contact_tracker", mapping_file=said)
    (left,) = [one for one in report.left_out if one.what == "contact"]
    assert (report.accepted, left.count, len(left.names)) == (3, 3, 6)
    assert not [one for one in report.left_out if one.what == "column"]
    assert report.headline.endswith("3 contacts left out")
    said_everywhere(report, "3 contacts are left out.", "Contact 3 name")


def test_the_second_half_of_a_question_is_counted(tmp_path: Path) -> None:
    text = "student_id,answered_at,clarity,clarity\nS1,2026-03-02,4,2\nS2,2026-03-02,,5\nS3,2026-03-02,,\n"
    report = given(tmp_path, text, source="survey")
    (left,) = [one for one in report.left_out if one.what == "answer"]
    assert (left.count, left.names) == (2, ("clarity (2)",))
    assert "2 answers left out" in report.headline
    said_everywhere(report, "2 answers are left out.", "clarity (2)")


def test_a_file_whose_first_table_is_none_of_ours_says_that_there_is_another(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    counts = [["Term", "Count"], ["Fall", "3"], ["Spring", "9"]]
    log = [LOG.split(","), *(["S1", f"Ana {name}", "Acme", "2026-03-02"] for name in "abc")]
    path.write_bytes(as_workbook({"Log": [*counts, [], *log]}))
    report = import_file(Warehouse(tmp_path / "w"), path, today=TODAY)
    assert report.is_refused
    assert [one.place for one in report.second_tables] == ["Log, A5:D8"]
    assert "holds another table in A5:D8" in in_words(report)


def test_a_sheet_of_our_own_that_explains_is_nothing_lost(tmp_path: Path) -> None:
    from pipelines.templates.files import write_templates

    write_templates(tmp_path)
    path = next(path for path in tmp_path.rglob("*.xlsx") if "interview" in path.name)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    names = [cell.value for cell in next(sheet.iter_rows(max_row=1))]
    row = {"student_id": "S1", "contact_name": "Ana", "held_on": "2026-03-02"}
    for at, name in enumerate(names, start=1):
        sheet.cell(2, at).value = row.get(name)
    workbook.save(path)
    report = import_file(Warehouse(tmp_path / "w"), path, today=TODAY)
    assert (report.accepted, [one for one in report.left_out if one.what == "sheet"]) == (1, [])


def test_a_file_of_which_everything_comes_in_says_nothing(tmp_path: Path) -> None:
    report = given(tmp_path, f"{LOG}\nS1,Ana,Acme,2026-03-02\n")
    assert (report.left_out, report.headline) == ((), "1 interview")
    assert "out" not in in_words(report).replace(report.file, "")


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ((), ([], 0)),
        ((LeftOut("row", "blank", 9),), ([], 0)),
        ((LeftOut("row", "note", 2), LeftOut("row", "undated", 3)), (["2 rows"], 3)),
        ((LeftOut("column", "not_used", 1), LeftOut("column", "never_kept", 2)), (["3 columns"], 0)),
    ],
)
def test_sums_by_kind(left: tuple[LeftOut, ...], said: tuple[list[str], int]) -> None:
    assert (counted(left, "row", "column", "cell"), in_no_figure(left)) == said
    assert summed(left, "cell") == 0
