"""Real files of many tools, where somebody has them: counts made by hand from the same bytes.

Set CC_REAL_FILES to the folder that holds them.
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

FOLDER = os.environ.get("CC_REAL_FILES", "")
pytestmark = pytest.mark.skipif(
    not (FOLDER and Path(FOLDER).is_dir()), reason="CC_REAL_FILES does not name a folder of real files"
)
TABULAR = {".csv", ".tsv", ".xlsx", ".xls"}

TOOLS_OF_2016 = {
    "Jupyter notebook": 123,
    "nbconvert": 32,
    "JupyterHub": 26,
    "Interactive widgets": 25,
    "IPython terminal": 24,
    "nbgrader": 13,
}

# file, rows, columns kept, tool
EXPECTED = [
    ("01_qualtrics/qualtRics_sample.csv", 1, 17, "qualtrics"),
    ("01_qualtrics/qualtRics_sample_legacy.csv", 1, 12, "qualtrics"),
    ("01_qualtrics/laols574_qualtrics_export_REDACTED.csv", 180, 66, "qualtrics"),
    ("02_surveymonkey/538_StarWars.csv", 1186, 38, "surveymonkey"),
    ("02_surveymonkey/538_steak-risk-survey.csv", 550, 15, "surveymonkey"),
    ("02_surveymonkey/538_poll-of-pollsters-anonymous-2.tsv", 12, 35, "surveymonkey"),
    ("02_surveymonkey/538_thanksgiving-2015.csv", 1058, 65, ""),
    (
        "03_google_forms_and_other_survey/jupyter_2016_education_googleforms_REDACTED.csv",
        125,
        25,
        "google_forms",
    ),
    ("03_google_forms_and_other_survey/jupyter_2015_surveygizmo.csv", 779, 37, "alchemer"),
    ("04_ms_forms/skoofer_quiz_Category-1.xlsx", 7, 37, "ms_forms"),
    ("05_linkedin_connections/labeldekho_Connections.csv", 10, 7, "linkedin"),
    ("05_linkedin_connections/paarth-s_Connections.csv", 3, 7, "linkedin"),
    ("06_trackers_outreach/MadsLorentzen_job_search_tracker_REDACTED.csv", 25, 13, ""),
    ("07_outcomes/538_recent-grads.csv", 173, 21, ""),
    ("07_outcomes/538_majors-list.csv", 174, 3, ""),
    ("07_outcomes/campus_placement_full_class.csv", 219, 15, ""),
    ("07_outcomes/sg_graduate_employment_survey.csv", 703, 12, ""),
    ("10_reference_codes_employers/cip2020_plain_ddimmery.csv", 2847, 8, ""),
    ("10_reference_codes_employers/naics_2022_structure.xlsx", 2125, 2, ""),
]


@pytest.mark.parametrize(("name", "rows", "columns", "tool"), EXPECTED)
def test_a_real_file_gives_its_known_counts(name, rows, columns, tool, tmp_path):
    reading = read(Path(FOLDER, name), tmp_path)
    (table,) = reading.tables
    assert (table.row_count, len(table.columns), reading.tool) == (rows, columns, tool)
    assert not table.bad_rows


class _Read:
    """One real file as read: its cells by column, and what was skipped."""

    def __init__(self, name: str, folder: Path) -> None:
        self.reading = read(Path(FOLDER, name), folder)
        (self.table,) = self.reading.tables
        self.rows = [cells for _, cells in self.table.rows()]
        self.skipped = Counter(one.rule for one in self.table.skipped)

    def cells(self, column: str) -> list[str]:
        """The cells of the column whose name begins so."""
        at = next(at for at, name in enumerate(self.table.columns) if name.startswith(column))
        return [cells[at] for cells in self.rows]

    def counts(self, column: str) -> Counter[str]:
        return Counter(self.cells(column))


@pytest.fixture
def opened(tmp_path) -> Callable[[str], _Read]:
    return lambda name: _Read(name, tmp_path)


def test_qualtrics_keeps_its_codes_and_drops_where_somebody_was(opened):
    found = opened("01_qualtrics/qualtRics_sample.csv")
    assert found.cells("StartDate") == ["2017-07-18 08:28:09"]
    assert (found.cells("Status"), found.cells("Finished")) == (["0"], ["1"])
    assert len(found.table.columns) + len(found.table.dropped_columns) == 20
    assert found.table.header_rows == (1, 2, 3)


def test_legacy_qualtrics_takes_its_names_from_the_second_row(opened):
    found = opened("01_qualtrics/qualtRics_sample_legacy.csv")
    assert found.table.columns[:3] == ("ResponseID", "ResponseSet", "Name")
    assert not {"V1", "V2", "V10"} & set(found.table.columns)
    assert found.reading.encoding == "utf-8"
    assert len(found.table.columns) + len(found.table.dropped_columns) == 15
    assert any("without name or content" in note for note in found.reading.notes)


def test_previews_among_the_choice_text_of_qualtrics_are_no_responses(opened):
    found = opened("01_qualtrics/laols574_qualtrics_export_REDACTED.csv")
    assert found.table.rows_read == 199
    assert found.skipped == {"preview": 19}
    assert found.counts("Finished") == {"True": 180}
    assert found.counts("Progress") == {"100": 180}
    assert len(set(found.cells("ResponseId"))) == 180
    # the first row of all, 2022-11-22 02:31:35, is a preview
    assert (found.cells("StartDate")[0], found.cells("StartDate")[-1]) == (
        "2023-03-30 05:13:26",
        "2024-07-20 02:31:15",
    )
    assert found.table.columns.count("Q22a") == found.table.columns.count("Q22a (2)") == 1


def test_a_damaged_header_of_surveymonkey_is_no_reason_to_fail(opened):
    found = opened("02_surveymonkey/538_StarWars.csv")
    seen = found.counts("Have you seen any")
    assert (seen["Yes"], seen["No"]) == (936, 250)
    genders = found.counts("Gender")
    assert (genders["Female"], genders["Male"], genders[""]) == (549, 497, 140)
    assert sum(label.startswith("Which of the following Star Wars") for label in found.table.labels) == 6


def test_an_answer_column_of_surveymonkey_counts_as_it_should(opened):
    eaten = opened("02_surveymonkey/538_steak-risk-survey.csv").counts("Do you eat steak?")
    assert (eaten["Yes"], eaten["No"], eaten[""]) == (430, 109, 11)


def test_bare_returns_and_tabs_of_an_old_macintosh(opened):
    found = opened("02_surveymonkey/538_poll-of-pollsters-anonymous-2.tsv")
    assert (found.reading.kind, found.reading.delimiter) == ("tsv", "\t")
    assert sum(label == found.table.labels[0] for label in found.table.labels) == 3


def test_the_answer_none_is_an_answer(opened):
    found = opened("02_surveymonkey/538_thanksgiving-2015.csv")
    assert sum(cell == "None" for row in found.rows for cell in row) == 541
    assert sum(name.endswith(" (2)") for name in found.table.columns) == 3


def test_choices_with_commas_of_google_forms_stay_whole(opened):
    found = opened("03_google_forms_and_other_survey/jupyter_2016_education_googleforms_REDACTED.csv")
    stamps = found.cells("Timestamp")
    assert "4/22/2016 19:57:50" in stamps
    assert any(stamp.startswith("5/7/2016") for stamp in stamps)
    answers = found.cells("Please indicate which of the following Jupyter/IPython tools")
    known = learn_choices(answers)
    tools = Counter(choice for answer in answers for choice in split_choices(answer, known))
    assert len(tools) == 7
    assert {name: tools[name] for name in TOOLS_OF_2016} == TOOLS_OF_2016
    assert sum(cell.strip().lower() == "n/a" for row in found.rows for cell in row) == 56
    assert sum("\n" in cell for row in found.rows for cell in row) == 25


def test_partial_responses_of_surveygizmo_are_told_from_complete_ones(opened):
    found = opened("03_google_forms_and_other_survey/jupyter_2015_surveygizmo.csv")
    assert found.table.rows_read == 1706
    assert found.skipped == {"unfinished": 927}  # the two exact repeats are among them
    assert found.counts("Status") == {"Complete": 779}
    asked = "What needs in your workflow does Jupyter Notebook address?"
    assert f"{asked} - Workflow Need #1" in found.table.columns
    assert found.table.labels.count(asked) == 3


def test_two_responses_of_surveygizmo_are_there_twice(tmp_path):
    """Nobody looks at a partial response twice; marked complete, the repeats are seen."""
    original = Path(FOLDER, "03_google_forms_and_other_survey/jupyter_2015_surveygizmo.csv").read_bytes()
    path = tmp_path / "all_complete.csv"
    path.write_bytes(original.replace(b"Partial", b"Complete"))
    (table,) = read(path, tmp_path).tables
    assert Counter(one.rule for one in table.skipped) == {"duplicate": 2}
    assert table.row_count == 1704


def test_a_quiz_of_microsoft_forms_has_points_and_feedback_beside_each_question(opened):
    found = opened("04_ms_forms/skoofer_quiz_Category-1.xlsx")
    assert found.table.columns[:3] == ("ID", "Start time", "Completion time")
    assert found.cells("ID")[0] == "3"
    own = tools.tool(found.reading.tool)
    asked = [name for name in found.table.columns if not own.passes_over(name)]
    assert len(asked) == 2 + (37 - 7) // 3  # completion time and e-mail; then one column of each three


def test_connections_begin_below_their_notes(opened):
    first = opened("05_linkedin_connections/labeldekho_Connections.csv")
    assert first.table.columns[-1] == "URL"
    assert first.cells("Email Address").count("") == 3
    assert {"15 Jan 2023", "25 Mar 2024"} <= set(first.cells("Connected On"))
    second = opened("05_linkedin_connections/paarth-s_Connections.csv")
    assert second.cells("Email Address") == ["", "", ""]
    assert second.cells("Company").count("") == second.cells("Position").count("") == 1
    for one in (first, second):
        with pytest.raises(FileRefused, match="whole list of LinkedIn connections"):
            taken_for(one.table.columns, one.table.labels, one.reading.tool)


def test_a_tracker_of_applications_keeps_its_own_words(opened):
    found = opened("06_trackers_outreach/MadsLorentzen_job_search_tracker_REDACTED.csv")
    assert found.counts("status") == {
        "applied": 20,
        "referral_pending": 2,
        "filled_needs_manual_submit": 1,
        "needs_manual": 1,
        "blocked": 1,
    }
    assert found.counts("channel") == {"ashby": 16, "greenhouse": 6, "lever": 1, "linkedin": 1, "workday": 1}
    assert set(found.cells("contact_person")) == {""}


def test_a_row_of_totals_left_blank_is_a_row(opened):
    found = opened("07_outcomes/538_recent-grads.csv")
    totals = found.cells("Total")
    assert totals.count("") == 1
    assert sum(float(total) for total in totals if total) == 6_771_654


def test_codes_are_text_whatever_they_look_like(opened):
    found = opened("07_outcomes/538_majors-list.csv")
    codes = found.cells("FOD1P")
    assert "1100" in codes
    assert sum(code.strip() == "bbbb" for code in codes) == 1


def test_nobody_says_that_equal_rows_of_a_sheet_are_one(opened):
    found = opened("07_outcomes/campus_placement_full_class.csv")
    assert len(set(found.cells("sl_no"))) == 215
    assert found.counts("status") == {"Placed": 149, "Not Placed": 70}
    assert found.cells("salary").count("") == 67
    assert not found.skipped


def test_not_reported_stays_as_it_is_written(opened):
    found = opened("07_outcomes/sg_graduate_employment_survey.csv")
    assert sum(cell == "na" for row in found.rows for cell in row) == 596
    assert sum("na" in row for row in found.rows) == 82
    years = {"2013": 85, "2014": 109, "2015": 123, "2016": 121, "2017": 132, "2018": 133}
    assert found.counts("year") == years
    assert len(found.counts("university")) == 6
    assert sum(cell.rstrip().endswith(("*", "#", "^")) for cell in found.cells("degree")) == 130


@pytest.mark.parametrize(
    "name", ["at350_outreach_tracker_TEMPLATE.csv", "MSDS_career_services_jobs_TEMPLATE.xlsx"]
)
def test_a_template_without_rows_says_no_data_yet(name, tmp_path):
    path = Path(FOLDER, "06_trackers_outreach", name)
    with pytest.raises(FileRefused, match="no data yet"):
        read(path, tmp_path)
    (table,) = read(path, tmp_path, allow_empty=True).tables
    assert table.rows_read == 0


def test_codes_keep_their_leading_zeros(tmp_path):
    (table,) = read(Path(FOLDER, "10_reference_codes_employers/cip2020_plain_ddimmery.csv"), tmp_path).tables
    assert "01.0000" in {cell for _, cells in table.rows() for cell in cells}


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


@pytest.mark.parametrize(
    ("name", "delimiter", "rows", "columns"),
    [("airedale", ",", 55, 8), ("imdb", ",", 100, 44), ("milk", "\t", 380, 23)],
)
def test_clevercsv_examples_are_told_apart(name, delimiter, rows, columns, tmp_path):
    reading = read(Path(FOLDER, "08_ugly_csv", "clevercsv_examples", f"{name}.csv"), tmp_path)
    (table,) = reading.tables
    assert (reading.delimiter, table.rows_read, len(table.columns)) == (delimiter, rows, columns)


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
