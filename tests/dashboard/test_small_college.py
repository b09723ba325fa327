"""In a college of 400 students with 12 majors the publishable view still says something on every page."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.figures.results import Question
from pipelines.release.ask import ask
from pipelines.store.warehouse import Warehouse
from tests.dashboard.conftest import Open

COLLEGE = "College of Design and Media"
WHERE = (("college", COLLEGE),)
# page -> what it draws and shows there: (figure, cut)
PAGES = {
    "home": [("participation_rate", ("major",)), ("interview_volume", ("month",))],
    "outreach": [("outreach_volume", ("month",)), ("channel_mix", ()), ("response_rate", ("class_year",))],
    "interviews": [("interview_bands", ("program",)), ("participation_rate", ("program",))],
    "referrals": [
        ("names_given", ()),
        ("referral_any_rate", ("program",)),
        ("referral_yield", ("class_year",)),
    ],
    "outcomes": [
        ("career_outcomes_rate", ("major",)),
        ("outcome_mix", ("class_year",)),
        ("knowledge_rate", ("major",)),
    ],
    "growth": [("clarity_change", ()), ("confidence_change", ())],
}


def test_the_college_is_as_small_as_that(sample_folder: Path) -> None:
    published = Warehouse(sample_folder).published()
    counted = published.query(
        """
        select count(distinct student_key) as students, count(distinct major) as majors
        from marts.students join marts.student_majors using (student_key)
        where is_on_roster and college = $college and major <> 'Unknown'
        """,
        {"college": COLLEGE},
    )[0]
    assert counted["students"] == 400
    assert counted["majors"] >= 12


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_something_about_it(sample_folder: Path, open_page: Open, page: str) -> None:
    published = Warehouse(sample_folder).published()
    for metric, by in PAGES[page]:
        released = ask(published, metric, Question(by=by, where=WHERE), "publishable")
        own = [cell for cell in released.cells if cell.segment.get("major") != "Unknown"]
        shown = [cell for cell in own if not cell.is_withheld]
        assert shown, f"{metric} by {by} says nothing"
    at = open_page(sample_folder, page, college=COLLEGE, view="Publishable view", dates="All dates")
    assert not at.exception
    values = [metric.value for metric in at.metric]
    assert values
    assert (
        sum(
            value not in ("–", "") and not value.startswith(("Fewer", "Hidden", "hidden", "<"))
            for value in values
        )
        >= len(values) / 2
    )


@pytest.mark.parametrize(
    ("page", "title", "other"),
    [
        ("interviews", "Interviews held", "Interviews per student"),
        ("outreach", "New contacts per active student", "Response rate"),  # the total is in the sentence
    ],
)
def test_a_total_and_an_average_of_the_same_students_do_not_stand_side_by_side(
    sample_folder: Path, open_page: Open, page: str, title: str, other: str
) -> None:
    """Multiplied out, the two give away what the few not shown elsewhere have."""
    shown = {
        view: {
            metric.label: metric.value
            for metric in open_page(sample_folder, page, view=view, dates="All dates").metric
        }
        for view in ("Working view", "Publishable view")
    }
    assert shown["Working view"][title] != "–"
    assert shown["Publishable view"][title] == "hidden"
    assert shown["Publishable view"][other] != "–"
