"""The sentence of each page, from a year that can be counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.figures import sentences
from dashboard.figures.sentences import cell_of, in_words, unknown_share
from pipelines.figures.results import View
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
        "This academic year 3 students contacted 4 people, 3 more than over the same dates last year."
    )
    assert sentences.outreach(asked.without_dates()) == "This academic year 3 students contacted 5 people."
    assert sentences.outreach(without_this_year(asked)) == "This academic year no outreach is recorded."


FEW = "is not told: of {} a rate says too little."


def test_a_rate_of_eight_students_has_no_place_in_a_sentence(asked: Ask) -> None:
    assert sentences.interviews(asked) == (
        "This academic year the share of students expected to log who held an interview "
        + FEW.format("8 students expected to log")
    )


def test_the_overview_counts_talks_and_contacts_then_says_who_is_reached(asked: Ask) -> None:
    assert sentences.overview(asked) == (
        "This academic year 3 students held 5 conversations with 5 contacts, 4 more than over the same dates last year."
        f" {sentences.interviews(asked)}"
    )
    arts = asked.only(college="Arts")
    assert "held 4 conversations, 4 more than" in sentences.overview(arts)  # contacts: of everybody only
    nothing = without_this_year(asked)
    assert sentences.overview(nothing).startswith("This academic year no conversation is recorded. ")
    one = replace(asked, since=date(2026, 10, 19))
    assert (
        "1 student held 1 conversation with 1 contact, as many as over the same dates"
        in sentences.overview(one)
    )


def test_referrals_say_how_many_interviews_gave_a_name(asked: Ask) -> None:
    rate = "This academic year the share of interviews that produced a name"
    assert sentences.referrals(asked) == f"{rate} {FEW.format('4 interviews')}"
    assert sentences.referrals(without_this_year(asked)) == f"{rate} has no data in this period."


def test_without_surveys_growth_says_so(asked: Ask) -> None:
    assert sentences.growth(asked) == "No student has answered both surveys yet."
    assert not sentences.has_growth(asked)


def test_what_else_is_worth_knowing_is_nothing_where_all_are_few(asked: Ask) -> None:
    assert sentences.also(asked, asked.without_dates()) == [sentences.referrals(asked)]


@pytest.mark.parametrize("view", ["internal", "publishable"])
def test_what_is_hidden_is_never_said_to_be_absent(asked: Ask, view: View) -> None:
    seen = replace(asked, view=view)
    said = [
        sentences.outreach(seen),
        sentences.overview(seen),
        sentences.interviews(seen),
        sentences.referrals(seen),
    ]
    assert all("hidden: " in sentence or "says too little" in sentence for sentence in said)
    assert not any("no outreach" in sentence or "no conversation" in sentence for sentence in said)
    assert not any("Fewer than" in sentence for sentence in said)  # a reason, never in a number's place
    assert sentences.outreach(seen).startswith(
        "This academic year how many people students contacted is hidden: "
    )


def test_the_share_not_known() -> None:
    assert unknown_share(cell({}, 0.4, 150, unknown_count=50)) == "25%"
    assert unknown_share(cell({}, 0.4, 4, unknown_count=5)) == ""  # of nine in all
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
