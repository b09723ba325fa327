"""The sentence of each page, from a year that can be counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.figures import sentences
from dashboard.figures.sentences import cell_of, change_in_words, in_words, unknown_share
from tests.dashboard.charts.chart_samples import band, cell, metric, released, withheld
from tests.dashboard.small_year import this_year

RATE = metric("response_rate")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("year")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(WAREHOUSE_VARIABLE, str(folder / "warehouse"))
        yield this_year(folder)


def without_this_year(asked: Ask) -> Ask:
    return replace(asked, since=date(2020, 8, 1), until=date(2020, 9, 1))


def test_outreach_says_who_wrote_to_how_many_and_what_last_year_was(asked: Ask) -> None:
    assert sentences.outreach(asked) == (
        "This academic year 3 students contacted 4 people, 300% more than by this date last year."
    )
    assert sentences.outreach(asked.without_dates()) == "This academic year 3 students contacted 5 people."
    assert sentences.outreach(without_this_year(asked)) == "This academic year no outreach is recorded."


def test_interviews_say_the_share_reached_and_how_many_are_missing(asked: Ask) -> None:
    assert sentences.interviews(asked) == (
        "Of 8 students expected to log, 38% have held at least one interview and 13% three or more;"
        " 5 have none recorded."
    )
    seniors = asked.only(college="Arts")
    assert sentences.interviews(seniors).startswith("Of 4 students expected to log, 50%")


def test_the_overview_counts_talks_and_contacts_then_says_who_is_reached(asked: Ask) -> None:
    assert sentences.overview(asked) == (
        "This academic year 3 students held 5 conversations with 5 contacts, 400% more than by this date last year."
        f" {sentences.interviews(asked)}"
    )
    arts = asked.only(college="Arts")
    assert "held 4 conversations. Of 4 students" in sentences.overview(arts)  # contacts: of everybody only
    nothing = without_this_year(asked)
    assert sentences.overview(nothing) == sentences.interviews(nothing)
    one = replace(asked, since=date(2026, 10, 19))
    assert "1 student held 1 conversation with 1 contact, as many" in sentences.overview(one)


def test_referrals_say_how_many_interviews_gave_a_name(asked: Ask) -> None:
    assert sentences.referrals(asked) == "75% of interviews produced a name."
    assert sentences.referrals(without_this_year(asked)).endswith(
        "no interview says whether a name was given."
    )


def test_without_surveys_growth_says_so(asked: Ask) -> None:
    assert sentences.growth(asked) == "No student has answered both surveys yet."
    assert not sentences.has_growth(asked)


def test_what_else_is_worth_knowing(asked: Ask) -> None:
    assert sentences.also(asked, asked.without_dates(), None) == [
        "By college, between 25% and 50% of students are reached: no farther apart than chance allows.",
        "75% of interviews produced a name.",
    ]


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (112, 100, "12% more than by this date last year"),
        (88, 100, "12% fewer than by this date last year"),
        (1001, 1000, "as many as by this date last year"),
        (0, 100, "100% fewer than by this date last year"),
        (5, 0, ""),
        (None, 100, ""),
        (100, None, ""),
    ],
)
def test_a_change_in_words(now: float | None, before: float | None, words: str) -> None:
    assert change_in_words(cell({}, now), cell({}, before)) == words
    assert change_in_words(None, cell({}, before)) == change_in_words(cell({}, now), None) == ""


def test_the_share_not_known() -> None:
    assert unknown_share(cell({}, 0.4, 150, unknown_count=50)) == "25%"
    assert unknown_share(cell({}, 0.4, 150, unknown_count=0)) == ""
    assert unknown_share(cell({}, 0.4, None, unknown_count=50)) == ""
    assert unknown_share(None) == ""


def test_a_value_is_said_as_it_was_released_or_not_at_all() -> None:
    cells = [
        cell({"college": "Arts"}, 0.4, 20),
        withheld({"college": "Law"}),
        band({"college": "X"}, 0.4, 0.5, 20),
    ]
    figure = released(RATE, [*cells, cell({"college": "None"}, None)], by=("college",))
    assert [in_words(figure, college=name) for name in ("Arts", "Law", "X", "None", "Nowhere")] == [
        "40%", "", "40–50%", "", "",
    ]  # fmt: skip
    assert in_words(None) == ""
    assert cell_of(figure, college="Law") is cells[1]
    assert cell_of(figure) is cells[0]
    assert cell_of(None) is None
