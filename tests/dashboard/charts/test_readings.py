"""The sentence a chart says, and its alternative text."""

from __future__ import annotations

import pytest

from dashboard.charts.marks import Mark
from dashboard.charts.readings import (
    alt_text,
    are_apart,
    extremes,
    figure_name,
    inside,
    left_out,
    nothing_told,
    of_telling_size,
    sentence_of,
    telling,
)
from pipelines.figures.blanks import Blank
from pipelines.figures.results import Cell
from tests.dashboard.charts.chart_samples import RATE, VOLUME, metric


def rows(text: str) -> list[tuple[str, Mark]]:
    """'Law 50 40' a line: a name, per cent, its n; +-10 its interval (else 5), low–high a band, few, or a blank's code."""
    made = []
    for line in text.split(";"):
        name, value, *more = line.split()
        low, _, high = value.partition("–")
        n = float(more[0]) if more else 100.0
        half = float(more[1].removeprefix("+-")) / 100 if len(more) > 1 else 0.05
        if value in CODES:
            made.append((name, Mark(None, None, None, CODES[value].mark, 0, blank=CODES[value])))
        elif value == "few":
            made.append((name, Mark(None, None, None, "1 of 4", 4, is_few=True)))
        elif high:
            made.append((name, Mark(None, float(low) / 100, float(high) / 100, f"{value}%", n)))
        else:
            share = float(value) / 100
            cell = Cell({}, share, None, n, int(n), share - half, share + half)
            made.append((name, Mark(share, share - half, share + half, f"{value}%", n, cell=cell)))
    return made


CODES = {blank.code: blank for blank in Blank}


@pytest.mark.parametrize(
    ("figures", "says"),
    [
        ("Law 50 40; Arts 30 40", "50% for Law, 30% for Arts."),
        ("Law 50 40; Arts 46 40", "about even: 46% to 50%."),
        ("Law 50 40 +-20; Arts 30 40 +-20", "from 30% to 50%, no farther apart than chance allows."),
        # two of ten may lie so far apart by chance, though those two alone would not
        ("Law 50 40; Arts 42 40", "50% for Law, 42% for Arts."),
        ("Law 50;A 46;B 46;C 46;D 46;E 46;F 46;G 46;H 46; Arts 42", "about even: 42% to 50%."),
        ("Law 50 40; Arts 50 40", "50% in every group."),
        ("Law 50 40; Arts 50 40; Unknown 50 40", "50% in every group."),
        ("Law 50 40; Arts 50 40; Unknown 90 40", "50% in both groups; unknown 90%."),
        ("Law 50; Arts 50; Music 50; Unknown 90", "50% in each of 3 groups; unknown 90%."),
        ("Law 50; Arts 50; Music few", "50% in both groups. 1 of 3 has fewer than 10."),
        ("Law 50 40; Arts 46 40; Unknown 90 40", "about even: 46% to 50%; unknown 90%."),
        ("Law 50 40; Unknown 90 40", "Law, 50%."),
        ("Law 50 40; Arts hidden", "Law, 50%. 1 of 2 is hidden."),
        ("Law 50; Arts hidden; Music no_data", "Law, 50%. 1 of 3 has no data in this period and 1 is hidden."),
        ("Law 50; Arts few; Music few; Med too_early",
         "Law, 50%. 2 of 4 have fewer than 10 and 1 is too early to say."),
        ("Law hidden; Arts hidden", "every group is hidden."),
        ("Law few; Arts few", "every group has fewer than 10."),
        ("Law not_recorded; Arts not_recorded", "every group is not recorded."),
        ("Law few; Arts hidden", "nothing can be told: 1 of 2 has fewer than 10 and 1 is hidden."),
        ("Law hidden", "the only group is hidden."),
        ("Law 50 40; Arts 20–40 40", "from 20–40% to 50%."),  # of bands chance is not known
    ],
)  # fmt: skip
def test_what_is_said_of_the_highest_and_the_lowest(figures: str, says: str) -> None:
    assert extremes(RATE, rows(figures)) == f"Response rate: {says}"


def test_small_groups_are_not_called_anything_where_larger_ones_are_shown() -> None:
    said = extremes(RATE, rows("Law 50 10; Arts 30 40; Music 90 9"))
    assert said == "Response rate, where n is 10 or more: 50% for Law, 30% for Arts."
    large, where = of_telling_size(rows("Law 50 10; Music 90 9; Art 40"))
    assert ([name for name, _ in large], where) == (["Law", "Art"], ", where n is 10 or more")
    assert of_telling_size(rows("Law 50 9; Arts 20 8"))[1] == ""
    assert of_telling_size(rows("Law 50 19; Arts 20 18"))[1] == ""


def test_of_counts_and_shares_every_group_may_be_called() -> None:
    few = rows("Law 50 3; Arts 30 40; Music hidden")
    assert [name for name, _ in telling(VOLUME, few)[0]] == ["Law", "Arts"]
    assert [name for name, _ in telling(metric(aggregate="share"), few)[0]] == ["Law", "Arts"]
    assert [name for name, _ in telling(RATE, few)[0]] == ["Arts"]


def test_counts_are_what_was_recorded_and_have_a_highest() -> None:
    assert are_apart(VOLUME, [mark for _, mark in rows("Law 50; Arts 49")])
    assert not are_apart(VOLUME, [mark for _, mark in rows("Law 50; Arts 50")])
    assert not are_apart(VOLUME, [mark for _, mark in rows("Law 50; Arts 20–30")])


def test_figures_without_an_interval_name_nobody() -> None:
    bare = [("Law", Mark(0.5, None, None, "50%")), ("Arts", Mark(0.3, None, None, "30%"))]
    assert extremes(RATE, bare) == "Response rate: from 30% to 50%."
    census = metric(interval="census", title="Outcomes")
    assert extremes(census, rows("Law 90; Arts 30")) == "Outcomes: from 30% to 90%."


def test_a_wait_that_was_not_reached_is_no_blank() -> None:
    unreached = Mark(None, None, None, "Not reached", 30, cell=Cell({}, None, 3, 30, 30, label="Not reached"))
    assert left_out([unreached, *(mark for _, mark in rows("Law 50"))]) == " 1 of 2 is not reached."
    assert nothing_told([]) == "there is no group with any data."


def test_a_figure_whose_title_asks_begins_otherwise() -> None:
    assert figure_name(metric(title="Who replies?", begins="Replies")) == "Replies"
    assert figure_name(RATE) == "Response rate"


def test_alternative_text_names_twelve_marks_and_counts_the_others() -> None:
    marks = [(f"g{i}", f"{i}%") for i in range(12)]
    listed = "; ".join(f"g{i}: {i}%" for i in range(12))
    assert alt_text("Bar chart", "Rate", "It is so.", marks) == f"Bar chart: Rate. It is so. {listed}."
    more = alt_text("Bar chart", "Rate", "It is so.", [*marks, ("g12", "12%")])
    assert more == f"Bar chart: Rate. It is so. {listed}; and 1 more in the table."
    assert alt_text("Bar chart", "Rate", "It is so.", [("a", "")]) == "Bar chart: Rate. It is so."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", ""),
        ("  ", ""),
        ("two words", "Two words."),
        ("Ends.", "Ends."),
        ("Does it?", "Does it?"),
        ("It does!", "It does!"),
    ],
)
def test_a_sentence_begins_large_and_ends(text: str, sentence: str) -> None:
    assert sentence_of(text) == sentence


@pytest.mark.parametrize(
    ("name", "word"), [("Alumni network", "alumni network"), ("LinkedIn", "LinkedIn"), ("E", "e")]
)
def test_names_inside_a_sentence_keep_their_capitals_where_they_are_proper(name: str, word: str) -> None:
    assert inside(name) == word
