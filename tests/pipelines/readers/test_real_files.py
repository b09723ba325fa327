"""Real files of many tools, where somebody has them: counts made by hand from the same bytes.

Set CC_REAL_FILES to the folder that holds them.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pipelines.errors import FileRefused
from pipelines.readers import COMMAND_LIMITS, read, sandbox

FOLDER = os.environ.get("CC_REAL_FILES", "")
pytestmark = pytest.mark.skipif(
    not (FOLDER and Path(FOLDER).is_dir()), reason="CC_REAL_FILES does not name a folder of real files"
)
TABULAR = {".csv", ".tsv", ".xlsx", ".xls"}

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
    ("03_google_forms_and_other_survey/jupyter_2015_surveygizmo.csv", 1706, 37, ""),
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
