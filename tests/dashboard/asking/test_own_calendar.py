"""What is counted from an office's own calendar and its newest day, on pages and by command."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.asking.facts import facts_of
from dashboard.asking.presets import preset_dates
from dashboard.cli import app
from pipelines.settings import read_settings
from tests.offices import ACROSS_NEW_YEAR, office

ROSTER = "student_id | is_expected_to_log\na1 | yes"
OUTREACH = "student_id | contact_name | sent_on\na1 | Lee | 2026-03-02"
INTERVIEWS = "student_id | contact_name | held_on\na1 | Lee | 2026-04-06"
SURVEY = "student_id | responded_at | wave | clarity\na1 | 2026-09-14 | pre | 3"
OUTCOMES = (
    "student_id | outcome_status | class_year | reported_on\na1 | seeking_employment | 2026 | 2026-10-05"
)


@pytest.mark.parametrize(
    ("newest", "since"),
    [
        (date(2026, 2, 28), date(2025, 12, 1)),
        (date(2026, 12, 1), date(2026, 12, 1)),
        (date(2026, 3, 1), date(2026, 3, 1)),
        (date(2026, 11, 30), date(2026, 9, 1)),
    ],
)
def test_this_term_may_have_begun_last_year(tmp_path: Path, newest: date, since: date) -> None:
    (tmp_path / "settings.toml").write_text(ACROSS_NEW_YEAR, encoding="utf-8")
    assert preset_dates("term", newest, read_settings(tmp_path)) == (since, newest)


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("files", "newest", "counted_to"),
    [
        ({"outreach_log": OUTREACH}, date(2026, 3, 2), "Days are counted to Mar 2, 2026"),
        (
            {"outreach_log": OUTREACH, "interview_log": INTERVIEWS},
            date(2026, 4, 6),
            "Days are counted to Apr 6, 2026",
        ),
        (
            {"interview_log": INTERVIEWS, "survey": SURVEY},
            date(2026, 9, 14),
            "Days are counted to Sep 14, 2026",
        ),
        (
            {"survey": SURVEY, "first_destination": OUTCOMES},
            date(2026, 9, 14),
            "Days are counted to Sep 14, 2026",
        ),
        ({"first_destination": OUTCOMES}, date(2026, 10, 5), "Days are counted to Oct 5, 2026"),
        ({}, None, "Nothing is dated yet"),
    ],
)
def test_the_newest_day_is_the_same_on_a_page_and_in_the_digest(
    tmp_path: Path, files: dict[str, str], newest: date | None, counted_to: str
) -> None:
    built = office(tmp_path, roster=ROSTER, **files)
    assert facts_of(built).newest == newest
    ran = CliRunner().invoke(app, ["--warehouse", str(tmp_path / "warehouse"), "digest"])
    assert ran.exit_code == 0, ran.output
    assert counted_to in ran.stdout


def test_the_digest_takes_the_academic_year_of_the_newest_answer(tmp_path: Path) -> None:
    # everybody talked in spring; the survey says that a new year has begun, in which nobody has yet
    office(tmp_path, roster=ROSTER, interview_log=INTERVIEWS, survey=SURVEY)
    ran = CliRunner().invoke(app, ["--warehouse", str(tmp_path / "warehouse"), "digest"])
    assert "No interview recorded (1)" in ran.stdout
