"""The sentence of each page, from a year that can be counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.figures import sentences
from dashboard.figures.sentences import cell_of, in_words, unknown_share
from pipelines.figures.results import View
from pipelines.store.warehouse import Warehouse
from tests.dashboard.charts.chart_samples import band, cell, metric, released, withheld
from tests.dashboard.small_year import this_year

RATE = metric("response_rate")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("year")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(WAREHOUSE_VARIABLE, str(folder / "warehouse"))
        yield this_year(folder)


@pytest.fixture
def sample_year(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """The sample office in its academic year."""
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))
    published = Warehouse(sample_folder).published()
    return Ask(published, since=date(2026, 8, 1), until=date(2026, 11, 18), period_words="This academic year")


def without_this_year(asked: Ask) -> Ask:
    return replace(asked, since=date(2020, 8, 1), until=date(2020, 9, 1))


def test_outreach_says_who_wrote_to_how_many_and_what_last_year_was(asked: Ask) -> None:
    assert sentences.outreach(asked) == (
        "3 students contacted 4 people this academic year, 3 more than over the same dates last year",
        "",
    )
    assert sentences.outreach(asked.without_dates()).says == "3 students contacted 5 people in all"
    assert sentences.outreach(without_this_year(asked)).says == "No outreach is recorded this academic year"


FEW = "is not told: {} are too few for a rate"


def test_a_rate_of_eight_students_has_no_place_in_a_sentence(asked: Ask) -> None:
    assert sentences.interviews(asked).says == (
        "This academic year the share of students expected to log interviews who have logged one "
        + FEW.format(8)
    )


def test_home_counts_talks_where_too_few_are_expected_to_log(asked: Ask) -> None:
    talks = "3 students held 5 conversations with 5 contacts this academic year, 4 more than over the same dates last year."
    assert sentences.home(asked) == (sentences.interviews(asked).says, talks)
    arts = asked.only(college="Arts")  # contacts: of everybody only
    assert "held 4 conversations this academic year, 4 more than" in sentences.home(arts).lede
    assert sentences.home(without_this_year(asked)).lede == "No conversation is recorded this academic year."
    one = replace(asked, since=date(2026, 10, 19))
    assert "1 student held 1 conversation with 1 contact" in sentences.home(one).lede
    assert "as many as over the same dates last year" in sentences.home(one).lede


def test_home_of_the_sample_office_answers_with_a_year_ago_and_who_is_missing(sample_year: Ask) -> None:
    answer = sentences.home(sample_year)
    assert (
        answer.says
        == "64% of our 270 students expected to log interviews have logged one, up from 26% a year ago"
    )
    assert answer.lede.startswith(
        "98 have none recorded; 15 of them are in CAR 210-04, which has logged none since Oct 9, 2026."
    )
    assert "Another 34 students, not expected to log, have logged one, too." in answer.lede
    hidden = sentences.home(replace(sample_year, view="publishable"))
    assert "CAR 210-04" not in hidden.lede


def test_referrals_say_how_many_interviews_gave_a_name(asked: Ask) -> None:
    rate = "This academic year the share of interviews that produced a name"
    assert sentences.referrals(asked).says == f"{rate} {FEW.format(4)}"
    assert sentences.referrals(without_this_year(asked)).says == f"{rate} has no data in this period"


def test_outcomes_say_both_rates_and_what_the_unknown_allow(sample_year: Ask) -> None:
    answer = sentences.outcomes(sample_year.without_dates().only(class_year="2026"))
    assert answer.says == "Career outcomes rate 87%, knowledge rate 71%"
    assert "between 61% and 91%, depending on graduates we have not heard from." in answer.lede
    assert "still being collected, until Dec 31, 2026" in answer.lede


def test_without_surveys_growth_says_so(asked: Ask) -> None:
    assert sentences.growth(asked).says == "No student has answered both surveys yet"
    assert not sentences.has_growth(asked)


def test_what_else_is_worth_knowing_is_nothing_where_all_are_few(asked: Ask) -> None:
    assert sentences.also(asked, asked.without_dates()) == [str(sentences.referrals(asked))]


@pytest.mark.parametrize("view", ["internal", "publishable"])
def test_what_is_hidden_is_never_said_to_be_absent(asked: Ask, view: View) -> None:
    seen = replace(asked, view=view)
    pages = (sentences.outreach, sentences.home, sentences.interviews, sentences.referrals)
    said = [str(page(seen)) for page in pages]
    assert all("hidden: " in sentence or "too few for a rate" in sentence for sentence in said)
    assert not any("No outreach" in sentence or "No conversation" in sentence for sentence in said)
    assert not any("Fewer than" in sentence for sentence in said)  # a reason, never in a number's place
    assert sentences.outreach(seen).says.startswith(
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
