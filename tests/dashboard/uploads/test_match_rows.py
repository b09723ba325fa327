"""A row a column of the file: what needs a look comes first, and why is said in plain words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.uploads.decisions import meanings_on_screen, set_twice
from dashboard.uploads.match_rows import match_rows
from pipelines.ingest.import_report import ImportReport
from pipelines.mapping.matching import Match
from pipelines.mapping.saved_mappings import UsedMapping
from pipelines.sources.catalog import sources

LOG = sources()["interview_log"]
REPORT = ImportReport(
    "log.csv",
    "interview_log",
    status="imported",
    columns=("Nr", "Who", "Snack", "IP"),
    labels=("", "Who did you meet?", "", ""),
    matches=(
        Match("Nr", "student_id", "alias", 1.0, samples=("S1", "S2", "S3", "S4")),
        Match("Who", "contact_name", "values", 0.6, "nothing but its values"),
        Match("Snack", None, "none", 0.0),
        Match("IP", None, "passed_over", 0.0),
    ),
)


def test_what_needs_a_look_comes_first_in_the_order_of_the_file() -> None:
    rows = match_rows(REPORT, LOG, {})
    assert [(row.header, row.needs_look) for row in rows] == [
        ("Who", True),
        ("Snack", True),
        ("Nr", False),
        ("IP", False),
    ]
    assert rows[0].question == "Who did you meet?"
    assert rows[2].samples == "S1 · S2 · S3"


def test_what_was_said_needs_no_look_any_more() -> None:
    rows = match_rows(REPORT, LOG, {"Snack": ("", ""), "Who": ("contact_name", "referred_by")})
    assert not any(row.needs_look for row in rows)
    why = {row.header: row.why for row in rows}
    assert why["Who"] == "You chose this"
    assert why["Snack"] == "Not used"


def test_a_saved_mapping_has_looked_at_what_is_not_used() -> None:
    saved = replace(REPORT, saved_mapping=UsedMapping("Fall", "fall", "interview_log", 1.0, ""))
    assert [row.header for row in match_rows(saved, LOG, {}) if row.needs_look] == ["Who"]


@pytest.mark.parametrize(
    ("match", "why"),
    [
        (Match("a", "held_on", "exact", 1.0), "Known name"),
        (Match("a", "held_on", "close", 0.88), "Nearly a known name. Please check."),
        (
            Match("a", "held_on", "values", 0.6, "nothing but its values: 100 % of its values are dates"),
            "Guessed from the answers, which look like dates. Please check.",
        ),
        (
            Match("a", "contact_name", "values", 0.6),
            "Guessed from the answers, which look like people's names. Please check.",
        ),
        (Match("a", "channel", "mapping", 1.0), "As saved"),
        (Match("a", None, "ignored", 1.0), "Recognized and left out"),
        (Match("a", None, "none", 0.0), "Not used"),
    ],
)
def test_why_is_said_in_plain_words(match: Match, why: str) -> None:
    (row,) = match_rows(replace(REPORT, matches=(match,)), LOG, {})
    assert row.why == why
    assert "%" not in row.why


def test_a_file_that_was_not_matched_shows_its_headers_all_the_same() -> None:
    rows = match_rows(ImportReport("a.csv", columns=("A", "B")), LOG, {})
    assert [(row.header, row.meaning, row.needs_look) for row in rows] == [("A", "", True), ("B", "", True)]


def test_what_lies_outside_the_cells_is_no_row() -> None:
    outside = replace(REPORT, matches=(Match("@sheet", "student_id", "mapping", 1.0),))
    assert match_rows(outside, LOG, {}) == []


def test_columns_of_a_further_contact_follow_those_of_the_first() -> None:
    matches = (
        Match("Contact 1 name", "contact_name", "alias", 0.97),
        Match("Contact 2 name", "contact_name", "section", 1.0),
    )
    report = ImportReport("log.csv", source="interview_log", matches=matches)
    first, second = match_rows(report, LOG, {})
    assert (first.is_fixed, second.is_fixed, second.meaning) == (False, True, "contact_name")
    assert set_twice(matches, meanings_on_screen(matches, {})) is None
    assert report.further_contacts == ("Contact 2 name",)
