"""Asked ahead: what a page asked under the last filters is asked under the new ones before anything is drawn."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.asking import ahead
from dashboard.asking.ahead import Repeat
from dashboard.asking.question import Ask, Wanted
from dashboard.asking.recorder import recorded
from dashboard.asking.served import WAREHOUSE_VARIABLE
from pipelines.store.answers import forget
from pipelines.store.warehouse import Published, Warehouse
from tests.dashboard.conftest import Open

Asked = list[tuple[bool, str]]  # (ahead of the page, SQL) of every figure measured


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    found: Asked = []
    query = Published.query

    def noting(self: Published, sql: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        if "selection as (" in sql:
            found.append((threading.current_thread().name.startswith("ahead"), sql))
        return query(self, sql, params)

    monkeypatch.setattr(Published, "query", noting)
    return found


@pytest.mark.parametrize("page", ["outreach", "interviews", "referrals"])
def test_a_new_filter_has_all_figures_of_the_page_asked_ahead_and_once(
    page: str, sample_folder: Path, open_page: Open, asked: Asked
) -> None:
    at = open_page(sample_folder, page)
    forget("measured", "figure")
    asked.clear()
    at.multiselect(key="class").set_value(["2027"]).run()
    assert not at.exception
    assert len(asked) > 5
    assert [sql for is_ahead, sql in asked if not is_ahead] == []
    at.multiselect(key="class").set_value([]).run()
    forget("measured", "figure")
    asked.clear()
    at.radio(key="dates").set_value("This term").run()
    assert len(asked) > 5
    assert [sql for is_ahead, sql in asked if not is_ahead] == []


def test_what_a_page_narrows_by_itself_is_left_to_the_page(sample_folder: Path, open_page: Open) -> None:
    """The Outcomes page asks about the newest class the filters leave; under others that is another class."""
    at = open_page(sample_folder, "outcomes")
    wanted = {(repeat.wanted.metric_id, repeat.wanted.by) for repeat in _repeats(at, "outcomes")}
    assert ("outcome_mix", ("class_year",)) in wanted
    assert ("median_salary_usd", ()) not in wanted


def _repeats(at: Any, page: str) -> tuple[Repeat, ...]:
    return tuple(at.session_state["_repeats"][page])


def test_all_dates_have_no_year_before_to_ask_about(sample_folder: Path, open_page: Open) -> None:
    at = open_page(sample_folder, "outreach")
    forget("measured", "figure")
    at.radio(key="dates").set_value("All dates").run()
    assert not at.exception


@pytest.mark.parametrize(
    ("dates", "since", "until"),
    [
        ("as chosen", date(2025, 8, 1), date(2026, 5, 8)),
        ("all", None, None),
        ("a year before", date(2024, 8, 1), date(2025, 5, 8)),
        ("same weeks a year before", date(2024, 8, 1), date(2025, 5, 8)),
    ],
)
def test_what_follows_from_the_dates_chosen_follows_from_others_too(
    dates: Any, since: date | None, until: date | None, sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))
    everything = _question(sample_folder)
    year = replace(everything, since=date(2025, 8, 1), until=date(2026, 5, 8))
    repeat = Repeat(Wanted("outreach_volume"), dates, is_alone=True)
    asked = repeat.of(year)
    assert asked is not None
    assert (asked.is_alone, asked.since, asked.until) == (True, since, until)
    assert (repeat.of(everything) is None) == dates.endswith("a year before")


@pytest.mark.parametrize(
    ("day", "then"),
    [
        (
            date(2026, 11, 18),
            date(2025, 11, 18),
        ),  # a Wednesday, the Tuesday of the same week: the page's own date
        (date(2026, 11, 16), date(2025, 11, 17)),  # a Monday, whose date was the Sunday of the week before
    ],
)
def test_weeks_end_at_the_date_the_page_compares_with_where_it_is_in_them(
    day: date, then: date, sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))
    year = replace(_question(sample_folder), since=date(2026, 8, 1), until=day)
    assert year.dated("same weeks a year before").until == then


def test_what_is_narrowed_otherwise_is_no_repeat(
    sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))
    year = replace(_question(sample_folder), since=date(2025, 8, 1), until=date(2026, 5, 8))
    page, recorder = recorded(year)
    page.figure("interview_volume")
    page.figure("interview_volume")
    page.dated("a year before").alone().figure("interview_volume", "month")
    page.only(class_year="2026").figure("interview_volume")
    replace(page, since=date(2026, 1, 1)).figure("interview_volume")
    assert ahead.repeats(recorder) == (
        Repeat(Wanted("interview_volume"), "as chosen", is_alone=False),
        Repeat(Wanted("interview_volume", ("month",)), "a year before", is_alone=True),
    )


def _question(folder: Path) -> Ask:
    return Ask(Warehouse(folder).published())


def test_an_address_that_asks_for_what_there_is_not_is_asked_nothing_ahead(
    sample_folder: Path, open_page: Open
) -> None:
    at = open_page(sample_folder, "outreach")
    at.query_params["dates"] = "The day after tomorrow"
    at.query_params["college"] = "College of Nowhere"
    at.run()
    assert not at.exception


@pytest.mark.parametrize(
    ("view", "has_beside"), [("working", False), ("internal", False), ("publishable", True)]
)
def test_what_a_figure_is_compared_with_comes_alone_unless_it_may_be_published(
    view: Any, has_beside: bool, sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))
    frame = replace(_question(sample_folder), view=view)
    whole, alone = (one.figure("outreach_volume") for one in (frame, frame.alone()))
    assert whole.beside
    assert bool(alone.beside) is has_beside
    assert alone.cells == whole.cells


def test_what_goes_wrong_ahead_is_left_to_the_page_and_the_rest_is_asked() -> None:
    made = []

    def wrong() -> None:
        raise ValueError("said where the page asks")

    ahead.ask([wrong, lambda: made.append(1), wrong, lambda: made.append(2)])
    assert sorted(made) == [1, 2]
