"""What a mark names here: figures, charts, cuts, values and times as people write them; and the way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.charts.fill_mark import Mark, read
from dashboard.figures.mark_names import Meant, core_of, core_of_question, meant
from dashboard.figures.panel_catalog import panels
from dashboard.reports.plan import panel_of
from pipelines.errors import QuestionError
from pipelines.figures.results import Question
from pipelines.store.warehouse import Warehouse


@pytest.fixture
def asked(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))
    return Ask(Warehouse(sample_folder).published(), view="publishable")


def _meant(text: str, asked: Ask) -> Meant:
    mark = read(text)
    assert isinstance(mark, Mark)
    return meant(mark, asked)


@pytest.mark.parametrize(
    ("text", "panel", "metric", "by", "is_chart"),
    [
        ("Students Reached", "participation_rate", "participation_rate", "", False),
        ("participation rate by College", "reached_by_college", "participation_rate", "college", True),
        ("Response rate by colleges", "response_by_college", "response_rate", "college", True),
        ("response_by_college by program", "response_by_college", "response_rate", "program", True),
        ("New contacts", "new_contacts", "outreach_volume", "", False),
        ("new_contacts", "new_contacts", "outreach_volume", "", True),
        ("How contacts are found", "how_found", "channel_mix", "", True),
        ("interviews that led to another by how the contact was found", "led_on_by_channel", "interviews_led_on", "channel", True),
        ("Response rate by how found", "response_rate", "response_rate", "channel", True),
    ],
)  # fmt: skip
def test_names_as_people_write_them(
    text: str, panel: str, metric: str, by: str, is_chart: bool, asked: Ask
) -> None:
    found = _meant(text, asked)
    assert (found.panel.key, found.metric.id, found.by, found.is_chart) == (panel, metric, by, is_chart)


def test_filters_and_times_as_people_write_them(asked: Ask) -> None:
    found = _meant(
        "response_rate where college = business, first generation = First generation in Fall 2025", asked
    )
    assert found.asked.where == (("college", "School of Business"), ("is_first_generation", "yes"))
    assert (found.asked.since, found.asked.until) == (date(2025, 8, 1), date(2025, 12, 31))
    assert _meant("response_rate where term = Fall 2026", asked).asked.where == (("term", "2026 Fall"),)
    assert _meant("response_rate in this term", asked).asked.since == date(2026, 8, 1)
    own = replace(asked, where=(("college", "College of Engineering"), ("program", "Honors")))
    found = _meant("response_rate where college = Business", own)
    assert found.asked.where == (("program", "Honors"), ("college", "School of Business"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("partcipation_rate", "Did you mean “participation rate”?"),
        ("response_rate by weather", "Response rate cannot be cut by “weather”. It may be campus"),
        ("response_by_college by weekday", "cannot be cut by weekday"),
        ("salary_by_college where college = of", "Write which."),
        ("response_rate where college = Law", "College has no “Law”. It may be"),
        ("response_rate in Lent 2026", "Its terms are Spring, Summer or Fall"),
        ("response_rate in 2026-12-31 to 2026-01-01", "are no dates"),
    ],
)
def test_what_names_nothing_is_said_with_what_it_may_be(text: str, says: str, asked: Ask) -> None:
    with pytest.raises(QuestionError) as refused:
        _meant(text, asked)
    assert says in refused.value.message


def test_every_chart_is_found_again_by_the_mark_it_is_given(asked: Ask) -> None:
    of_term = replace(asked, where=(("college", "School of Business"),))
    for panel in (*panels().values(), panel_of("response_by_college by program")):
        found = _meant(f"chart of {core_of(panel, of_term, 'this term')}", asked)
        assert (found.panel.key, found.panel.title) == (panel.key, panel.title)
        assert found.asked.since == date(2026, 8, 1)


def test_what_no_mark_can_say_has_none(asked: Ask) -> None:
    days = {"since": date(2026, 1, 1), "until": date(2026, 2, 1)}
    assert core_of_question("response_rate", Question(("college",), **days), None) == (
        "response_rate by college in 2026-01-01 to 2026-02-01"
    )
    assert core_of_question("response_rate", Question(("college", "program")), None) == ""
    assert core_of_question("career_outcomes_rate", Question(("college",)), None) == ""
    assert core_of(panels()["new_contacts"], replace(asked, until=date(2026, 1, 1))) == ""
