"""Files of many tools, each counted by hand: our own lookalikes always, the real ones where somebody has them.

Set CC_REAL_FILES to the folder that holds the real ones. What is asked is the same of both; only the counts differ.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.errors import FileRefused
from pipelines.mapping.multiple_choice import learn_choices, split_choices
from pipelines.readers import COMMAND_LIMITS, read, sandbox
from pipelines.readers.layout import tools
from tests.pipelines.mapping.recognizing import taken_for
from tests.pipelines.readers import lookalikes

FOLDER = os.environ.get("CC_REAL_FILES", "")
needs_real_files = pytest.mark.skipif(
    not (FOLDER and Path(FOLDER).is_dir()), reason="CC_REAL_FILES does not name a folder of real files"
)
GOOGLE = "03_google_forms_and_other_survey"
TABULAR = {".csv", ".tsv", ".xlsx", ".xls"}


def real(name: str, *expected: object) -> object:
    """A real file, by its place in the folder, and what it holds."""
    return pytest.param(name, *expected, marks=needs_real_files)


@pytest.fixture
def at(tmp_path: Path) -> Callable[[str], Path]:
    """Where a file is: a lookalike is written first."""

    def at(name: str) -> Path:
        return lookalikes.write(name, tmp_path) if name in lookalikes.FILES else Path(FOLDER, name)

    return at


class _Read:
    """One file as read: its cells by column, and what was skipped."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.reading = read(path, folder)
        (self.table,) = self.reading.tables
        self.rows = [cells for _, cells in self.table.rows()]
        self.skipped = Counter(one.rule for one in self.table.skipped)

    def cells(self, column: str) -> list[str]:
        """The cells of the column whose name begins so."""
        at = next(at for at, name in enumerate(self.table.columns) if name.startswith(column))
        return [cells[at] for cells in self.rows]

    def counts(self, column: str) -> Counter[str]:
        return Counter(self.cells(column))

    def total(self, cell: str) -> int:
        """How many cells of the whole table are this one."""
        return sum(one.strip().lower() == cell for row in self.rows for one in row)


@pytest.fixture
def opened(tmp_path: Path, at: Callable[[str], Path]) -> Callable[[str], _Read]:
    return lambda name: _Read(at(name), tmp_path / "work")


# file, rows, columns kept, tool
@pytest.mark.parametrize(
    ("name", "rows", "columns", "tool"),
    [
        ("qualtrics_codes", 1, 9, "qualtrics"),
        ("qualtrics_legacy", 1, 7, "qualtrics"),
        ("qualtrics_choice_text", 26, 9, "qualtrics"),
        ("surveymonkey_mac_roman", 24, 7, "surveymonkey"),
        ("surveymonkey_one_choice_a_column", 12, 6, "surveymonkey"),
        ("flattened_survey", 40, 9, ""),
        ("google_forms", 20, 3, "google_forms"),
        ("alchemer", 10, 7, "alchemer"),
        ("ms_forms_quiz", 7, 16, "ms_forms"),
        ("linkedin_connections", 3, 7, "linkedin"),
        ("tracker", 25, 5, ""),
        ("majors", 61, 4, ""),
        ("placements", 64, 4, ""),
        ("graduates", 48, 5, ""),
        ("program_codes", 39, 2, ""),
        ("industry_codes", 10, 2, ""),
        real("01_qualtrics/qualtRics_sample.csv", 1, 17, "qualtrics"),
        real("01_qualtrics/qualtRics_sample_legacy.csv", 1, 12, "qualtrics"),
        real("01_qualtrics/laols574_qualtrics_export_REDACTED.csv", 180, 66, "qualtrics"),
        real("02_surveymonkey/538_StarWars.csv", 1186, 38, "surveymonkey"),
        real("02_surveymonkey/538_steak-risk-survey.csv", 550, 15, "surveymonkey"),
        real("02_surveymonkey/538_poll-of-pollsters-anonymous-2.tsv", 12, 35, "surveymonkey"),
        real("02_surveymonkey/538_thanksgiving-2015.csv", 1058, 65, ""),
        real(f"{GOOGLE}/jupyter_2016_education_googleforms_REDACTED.csv", 125, 25, "google_forms"),
        real(f"{GOOGLE}/jupyter_2015_surveygizmo.csv", 779, 37, "alchemer"),
        real("04_ms_forms/skoofer_quiz_Category-1.xlsx", 7, 37, "ms_forms"),
        real("05_linkedin_connections/labeldekho_Connections.csv", 10, 7, "linkedin"),
        real("05_linkedin_connections/paarth-s_Connections.csv", 3, 7, "linkedin"),
        real("06_trackers_outreach/MadsLorentzen_job_search_tracker_REDACTED.csv", 25, 13, ""),
        real("07_outcomes/538_recent-grads.csv", 173, 21, ""),
        real("07_outcomes/538_majors-list.csv", 174, 3, ""),
        real("07_outcomes/campus_placement_full_class.csv", 219, 15, ""),
        real("07_outcomes/sg_graduate_employment_survey.csv", 703, 12, ""),
        real("10_reference_codes_employers/cip2020_plain_ddimmery.csv", 2847, 8, ""),
        real("10_reference_codes_employers/naics_2022_structure.xlsx", 2125, 2, ""),
    ],
)
def test_a_file_gives_its_known_counts(at, tmp_path, name, rows, columns, tool):
    reading = read(at(name), tmp_path / "work")
    (table,) = reading.tables
    assert (table.row_count, len(table.columns), reading.tool) == (rows, columns, tool)
    assert not table.bad_rows


@pytest.mark.parametrize(
    ("name", "starts", "columns"),
    [
        ("qualtrics_codes", ["2026-03-01 08:28:09"], 11),
        real("01_qualtrics/qualtRics_sample.csv", ["2017-07-18 08:28:09"], 20),
    ],
)
def test_qualtrics_keeps_its_codes_and_drops_where_somebody_was(opened, name, starts, columns):
    found = opened(name)
    assert found.cells("StartDate") == starts
    assert (found.cells("Status"), found.cells("Finished")) == (["0"], ["1"])
    assert found.table.dropped_columns
    assert len(found.table.columns) + len(found.table.dropped_columns) == columns
    assert found.table.header_rows == (1, 2, 3)


@pytest.mark.parametrize(
    ("name", "columns"), [("qualtrics_legacy", 8), real("01_qualtrics/qualtRics_sample_legacy.csv", 15)]
)
def test_legacy_qualtrics_takes_its_names_from_the_second_row(opened, name, columns):
    found = opened(name)
    assert found.table.columns[:3] == ("ResponseID", "ResponseSet", "Name")
    assert not {"V1", "V2", "V10"} & set(found.table.columns)
    assert found.reading.encoding == "utf-8"
    assert len(found.table.columns) + len(found.table.dropped_columns) == columns
    assert any("without name or content" in note for note in found.reading.notes)


@pytest.mark.parametrize(
    ("name", "read_", "previews", "first", "last"),
    [
        ("qualtrics_choice_text", 30, 4, "2026-03-02 08:28:09", "2026-03-02 08:28:09"),
        real(
            "01_qualtrics/laols574_qualtrics_export_REDACTED.csv",
            199,
            19,
            "2023-03-30 05:13:26",  # the first row of all, 2022-11-22 02:31:35, is a preview
            "2024-07-20 02:31:15",
        ),
    ],
)
def test_previews_among_the_choice_text_of_qualtrics_are_no_responses(
    opened, name, read_, previews, first, last
):
    found = opened(name)
    answers = read_ - previews
    assert found.table.rows_read == read_
    assert found.skipped == {"preview": previews}
    assert found.counts("Finished") == {"True": answers}
    assert found.counts("Progress") == {"100": answers}
    assert len(set(found.cells("ResponseId"))) == answers
    assert (found.cells("StartDate")[0], found.cells("StartDate")[-1]) == (first, last)
    assert found.table.columns.count("Q22a") == found.table.columns.count("Q22a (2)") == 1


@pytest.mark.parametrize(
    ("name", "yes_and_no", "genders", "asked", "several"),
    [
        ("surveymonkey_mac_roman", (18, 6), (8, 8, 8), "Which have you seen?", 3),
        real(
            "02_surveymonkey/538_StarWars.csv",
            (936, 250),
            (549, 497, 140),
            "Which of the following Star Wars",
            6,
        ),
    ],
)
def test_a_damaged_header_of_surveymonkey_is_no_reason_to_fail(
    opened, name, yes_and_no, genders, asked, several
):
    found = opened(name)
    seen, gender = found.counts("Have you seen any"), found.counts("Gender")
    assert (seen["Yes"], seen["No"]) == yes_and_no
    assert (gender["Female"], gender["Male"], gender[""]) == genders
    assert sum(label.startswith(asked) for label in found.table.labels) == several


@pytest.mark.parametrize(
    ("name", "asked", "yes_no_blank"),
    [
        ("surveymonkey_mac_roman", "Gender", {"Female": 8, "Male": 8, "": 8}),
        real(
            "02_surveymonkey/538_steak-risk-survey.csv", "Do you eat steak?", {"Yes": 430, "No": 109, "": 11}
        ),
    ],
)
def test_an_answer_column_of_surveymonkey_counts_as_it_should(opened, name, asked, yes_no_blank):
    assert opened(name).counts(asked) == yes_no_blank


@pytest.mark.parametrize(
    "name",
    ["surveymonkey_one_choice_a_column", real("02_surveymonkey/538_poll-of-pollsters-anonymous-2.tsv")],
)
def test_bare_returns_and_tabs_of_an_old_macintosh(opened, name):
    found = opened(name)
    assert (found.reading.kind, found.reading.delimiter) == ("tsv", "\t")
    assert sum(label == found.table.labels[0] for label in found.table.labels) == 3


@pytest.mark.parametrize(
    ("name", "nones", "doubles"),
    [("flattened_survey", 80, 3), real("02_surveymonkey/538_thanksgiving-2015.csv", 541, 3)],
)
def test_the_answer_none_is_an_answer(opened, name, nones, doubles):
    found = opened(name)
    assert sum(cell == "None" for row in found.rows for cell in row) == nones
    assert sum(name.endswith(" (2)") for name in found.table.columns) == doubles


@pytest.mark.parametrize(
    ("name", "stamp", "last_day", "asked", "distinct", "ticked", "not_applicable", "breaks"),
    [
        (
            "google_forms",
            "4/1/2026 19:57:00",
            "5/4/2026",
            "Which of these tools?",
            3,
            lookalikes.GOOGLE_TOOLS,
            4,
            16,
        ),
        real(
            f"{GOOGLE}/jupyter_2016_education_googleforms_REDACTED.csv",
            "4/22/2016 19:57:50",
            "5/7/2016",
            "Please indicate which of the following Jupyter/IPython tools",
            7,
            {
                "Jupyter notebook": 123,
                "nbconvert": 32,
                "JupyterHub": 26,
                "Interactive widgets": 25,
                "IPython terminal": 24,
                "nbgrader": 13,
            },
            56,
            25,
        ),
    ],
)
def test_choices_with_commas_of_google_forms_stay_whole(
    opened, name, stamp, last_day, asked, distinct, ticked, not_applicable, breaks
):
    found = opened(name)
    stamps = found.cells("Timestamp")
    assert stamp in stamps
    assert any(one.startswith(last_day) for one in stamps)
    answers = found.cells(asked)
    known = learn_choices(answers)
    counted = Counter(choice for answer in answers for choice in split_choices(answer, known))
    assert len(counted) == distinct
    assert {name: counted[name] for name in ticked} == ticked
    assert found.total("n/a") == not_applicable
    assert sum("\n" in cell for row in found.rows for cell in row) == breaks


NEEDS = "What needs in your workflow does Jupyter Notebook address?"


@pytest.mark.parametrize(
    ("name", "read_", "partial", "asked", "several"),
    [
        ("alchemer", 32, 22, "What needs does it address?", 2),
        # the two exact repeats are among the unfinished
        real(f"{GOOGLE}/jupyter_2015_surveygizmo.csv", 1706, 927, NEEDS, 3),
    ],
)
def test_partial_responses_of_surveygizmo_are_told_from_complete_ones(
    opened, name, read_, partial, asked, several
):
    found = opened(name)
    assert found.table.rows_read == read_
    assert found.skipped == {"unfinished": partial}
    assert found.counts("Status") == {"Complete": read_ - partial}
    assert f"{asked} - Workflow Need #1" in found.table.columns
    assert found.table.labels.count(asked) == several


@pytest.mark.parametrize(
    ("name", "rows"), [("alchemer", 30), real(f"{GOOGLE}/jupyter_2015_surveygizmo.csv", 1704)]
)
def test_two_responses_of_surveygizmo_are_there_twice(at, tmp_path, name, rows):
    """Nobody looks at a partial response twice; marked complete, the repeats are seen."""
    path = tmp_path / "all_complete.csv"
    path.write_bytes(at(name).read_bytes().replace(b"Partial", b"Complete"))
    (table,) = read(path, tmp_path / "work").tables
    assert Counter(one.rule for one in table.skipped) == {"duplicate": 2}
    assert table.row_count == rows


@pytest.mark.parametrize(
    ("name", "first", "questions"),
    [("ms_forms_quiz", "3", 3), real("04_ms_forms/skoofer_quiz_Category-1.xlsx", "3", (37 - 7) // 3)],
)
def test_a_quiz_of_microsoft_forms_has_points_and_feedback_beside_each_question(
    opened, name, first, questions
):
    found = opened(name)
    assert found.table.columns[:5] == ("ID", "Start time", "Completion time", "Email", "Name")
    assert found.cells("ID")[0] == first
    own = tools.tool(found.reading.tool)
    asked = [name for name in found.table.columns if not own.passes_over(name)]
    assert len(asked) == 2 + questions  # completion time and e-mail; then one column of each three


@pytest.mark.parametrize(
    ("name", "without_email", "without_company", "days"),
    [
        ("linkedin_connections", 2, 1, {"15 Jan 2026", "25 Mar 2026"}),
        real("05_linkedin_connections/labeldekho_Connections.csv", 3, 0, {"15 Jan 2023", "25 Mar 2024"}),
        real("05_linkedin_connections/paarth-s_Connections.csv", 3, 1, set()),
    ],
)
def test_connections_begin_below_their_notes(opened, name, without_email, without_company, days):
    found = opened(name)
    assert found.cells("Email Address").count("") == without_email
    assert found.cells("Company").count("") == found.cells("Position").count("") == without_company
    assert days <= set(found.cells("Connected On"))
    with pytest.raises(FileRefused, match="whole list of LinkedIn connections"):
        taken_for(found.table.columns, found.table.labels, found.reading.tool)


@pytest.mark.parametrize(
    ("name", "statuses", "channels"),
    [
        ("tracker", {"applied": 15, "referral_pending": 5, "blocked": 5}, {"ashby": 13, "lever": 12}),
        real(
            "06_trackers_outreach/MadsLorentzen_job_search_tracker_REDACTED.csv",
            {
                "applied": 20,
                "referral_pending": 2,
                "filled_needs_manual_submit": 1,
                "needs_manual": 1,
                "blocked": 1,
            },
            {"ashby": 16, "greenhouse": 6, "lever": 1, "linkedin": 1, "workday": 1},
        ),
    ],
)
def test_a_tracker_of_applications_keeps_its_own_words(opened, name, statuses, channels):
    found = opened(name)
    assert (found.counts("status"), found.counts("channel")) == (statuses, channels)
    assert set(found.cells("contact_person")) == {""}


@pytest.mark.parametrize(
    ("name", "total"), [("majors", 174_905), real("07_outcomes/538_recent-grads.csv", 6_771_654)]
)
def test_a_row_of_totals_left_blank_is_a_row(opened, name, total):
    totals = opened(name).cells("Total")
    assert totals.count("") == 1
    assert sum(float(one) for one in totals if one) == total


@pytest.mark.parametrize(
    ("name", "column"), [("majors", "Code"), real("07_outcomes/538_majors-list.csv", "FOD1P")]
)
def test_codes_are_text_whatever_they_look_like(opened, name, column):
    codes = opened(name).cells(column)
    assert "1100" in codes
    assert sum(code.strip() == "bbbb" for code in codes) == 1


@pytest.mark.parametrize(
    ("name", "people", "statuses", "unpaid"),
    [
        ("placements", 60, {"Placed": 42, "Not Placed": 22}, 22),
        real("07_outcomes/campus_placement_full_class.csv", 215, {"Placed": 149, "Not Placed": 70}, 67),
    ],
)
def test_nobody_says_that_equal_rows_of_a_sheet_are_one(opened, name, people, statuses, unpaid):
    found = opened(name)
    assert len(set(found.cells("sl_no"))) == people
    assert found.counts("status") == statuses
    assert found.cells("salary").count("") == unpaid
    assert not found.skipped


@pytest.mark.parametrize(
    ("name", "cells", "rows", "years", "universities", "marked"),
    [
        ("graduates", 12, 6, {str(2013 + at): 8 for at in range(6)}, 4, 10),
        real(
            "07_outcomes/sg_graduate_employment_survey.csv",
            596,
            82,
            {"2013": 85, "2014": 109, "2015": 123, "2016": 121, "2017": 132, "2018": 133},
            6,
            130,
        ),
    ],
)
def test_not_reported_stays_as_it_is_written(opened, name, cells, rows, years, universities, marked):
    found = opened(name)
    assert sum(cell == "na" for row in found.rows for cell in row) == cells
    assert sum("na" in row for row in found.rows) == rows
    assert found.counts("year") == years
    assert len(found.counts("university")) == universities
    assert sum(cell.rstrip().endswith(("*", "#", "^")) for cell in found.cells("degree")) == marked


@pytest.mark.parametrize(
    ("name", "first", "sheet"),
    [
        ("template_csv", "date", ""),
        ("template_xlsx", "Company", "jobs"),
        real("06_trackers_outreach/at350_outreach_tracker_TEMPLATE.csv", "", ""),
        real("06_trackers_outreach/MSDS_career_services_jobs_TEMPLATE.xlsx", "Company", "jobs"),
    ],
)
def test_a_template_without_rows_says_no_data_yet(at, tmp_path, name, first, sheet):
    path = at(name)
    with pytest.raises(FileRefused, match="no data yet"):
        read(path, tmp_path / "work")
    (table,) = read(path, tmp_path / "work", allow_empty=True).tables
    assert (table.rows_read, table.sheet) == (0, sheet)
    assert table.columns[0].startswith(first)


@pytest.mark.parametrize(
    "name", ["program_codes", real("10_reference_codes_employers/cip2020_plain_ddimmery.csv")]
)
def test_codes_keep_their_leading_zeros(at, tmp_path, name):
    (table,) = read(at(name), tmp_path / "work").tables
    cells = {cell for _, cells in table.rows() for cell in cells}
    assert {"01.0000", "01.0100"} & cells


@pytest.mark.parametrize(
    ("name", "header", "lengths"),
    [
        ("industry_codes", ("Code", "Title"), {2: 1, 3: 3, 4: 1, 5: 4, 6: 1}),
        real(
            "10_reference_codes_employers/naics_2022_structure.xlsx",
            ("2022 NAICS Code", "2022 NAICS Title"),
            {2: 17, 3: 96, 4: 308, 5: 692, 6: 1012},
        ),
    ],
)
def test_industry_codes_keep_their_ranges_and_lengths(opened, name, header, lengths):
    found = opened(name)
    codes = found.cells(header[0])
    assert found.table.columns == header
    assert {code for code in codes if "-" in code} == {"31-33", "44-45", "48-49"}
    assert Counter(map(len, codes)) == lengths
    assert found.table.flags == ()


@pytest.mark.parametrize("name", sorted(lookalikes.FILES))
def test_every_lookalike_is_read_and_every_row_of_it_counted(at, tmp_path, name):
    for table in sandbox.understand(at(name), tmp_path, COMMAND_LIMITS, True).tables:
        found = list(table.rows())
        assert len(found) == table.row_count
        assert all(len(cells) == len(table.columns) for _, cells in found)


# --- without a lookalike: files that other projects publish as tests. Ours of the same quirks are in `test_ugly_files` ---


@needs_real_files
def test_csv_spectrum_comes_out_cell_for_cell(tmp_path):
    folder = Path(FOLDER, "08_ugly_csv", "csv-spectrum")
    cases = sorted((folder / "json").glob("*.json"))
    assert len(cases) == 11
    for case in cases:
        (table,) = read(folder / "csvs" / f"{case.stem}.csv", tmp_path).tables
        found = [dict(zip(table.columns, cells, strict=True)) for _, cells in table.rows()]
        # Some copies of these files lost their CRs on the way; the expectations did not.
        expected = case.read_text(encoding="utf-8").replace("\\r\\n", "\\n")
        assert found == json.loads(expected), case.stem


@needs_real_files
@pytest.mark.parametrize(
    ("name", "delimiter", "rows", "columns"),
    [("airedale", ",", 55, 8), ("imdb", ",", 100, 44), ("milk", "\t", 380, 23)],
)
def test_clevercsv_examples_are_told_apart(name, delimiter, rows, columns, tmp_path):
    reading = read(Path(FOLDER, "08_ugly_csv", "clevercsv_examples", f"{name}.csv"), tmp_path)
    (table,) = reading.tables
    assert (reading.delimiter, table.rows_read, len(table.columns)) == (delimiter, rows, columns)


@needs_real_files
def test_every_other_file_is_read_or_refused_with_a_sentence(tmp_path):
    seen = 0
    for path in sorted(Path(FOLDER).rglob("*")):
        if path.suffix.lower() not in TABULAR:
            continue
        seen += 1
        reading, sentence = None, ""
        try:
            reading = sandbox.understand(path, tmp_path, COMMAND_LIMITS, False)
        except FileRefused as refusal:
            sentence = refusal.message
        if reading is None:
            assert sentence.endswith("."), path.name
            continue
        for table in reading.tables:
            found = list(table.rows())
            assert len(found) == table.row_count, path.name
            assert all(len(cells) == len(table.columns) for _, cells in found), path.name
    assert seen > 90
