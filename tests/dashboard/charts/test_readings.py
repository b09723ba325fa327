"""The sentence a chart says, and its alternative text."""

from __future__ import annotations

import pytest

from dashboard.charts.marks import NOTHING, Mark
from dashboard.charts.readings import (
    alt_text,
    extremes,
    figure_name,
    hidden_words,
    inside,
    more_rows,
    of_telling_size,
    sentence_of,
    telling,
)
from tests.dashboard.charts.chart_samples import RATE, VOLUME, metric


def rows(text: str) -> list[tuple[str, Mark]]:
    """'Law 50 40' a line: a name, per cent (low-high is a band, - nothing), its n."""
    made = []
    for line in text.split(";"):
        name, value, *n = line.split()
        low, _, high = value.partition("–")
        behind = float(n[0]) if n else None
        if value == "-":
            made.append((name, NOTHING))
        elif high:
            made.append((name, Mark(None, float(low) / 100, float(high) / 100, f"{value}%", behind)))
        else:
            share = float(value) / 100
            made.append((name, Mark(share, share - 0.05, share + 0.05, f"{value}%", behind)))
    return made


@pytest.mark.parametrize(
    ("figures", "says"),
    [
        ("Law 50 40; Arts 30 40", "highest for Law (50%), lowest for Arts (30%)."),
        ("Law 50 40; Arts 40 40", "highest for Law (50%), lowest for Arts (40%); their ranges overlap."),
        ("Law 50 40; Arts 39 40", "highest for Law (50%), lowest for Arts (39%)."),
        ("Law 50 40; Arts 50 40", "50% in every group shown."),
        ("Law 50 40; Unknown 90 40", "Law, 50%."),
        ("Law 50 40; Arts -", "Law, 50%. 1 of 2 is too small to show or without data."),
        ("Law 50 40; Arts -; Music -", "Law, 50%. 2 of 3 are too small to show or without data."),
        ("Law -; Arts -", "every group is too small to show, or there is no data."),
        ("Law 50 40; Arts 20–40 40", "from 20–40% (Arts) to 50% (Law)."),
    ],
)
def test_what_is_said_of_the_highest_and_the_lowest(figures: str, says: str) -> None:
    assert extremes(RATE, rows(figures)) == f"Response rate: {says}"


def test_small_groups_are_not_called_anything_where_larger_ones_are_shown() -> None:
    said = extremes(RATE, rows("Law 50 10; Arts 30 40; Music 90 9"))
    assert said == "Response rate, where n is 10 or more: highest for Law (50%), lowest for Arts (30%)."
    large, where = of_telling_size(rows("Law 50 10; Music 90 9; Art 40"))
    assert ([name for name, _ in large], where) == (["Law", "Art"], ", where n is 10 or more")
    assert of_telling_size(rows("Law 50 9; Arts 20 8"))[1] == ""
    assert of_telling_size(rows("Law 50 19; Arts 20 18"))[1] == ""


def test_of_counts_and_shares_every_group_may_be_called() -> None:
    few = rows("Law 50 3; Arts 30 40; Music -")
    assert [name for name, _ in telling(VOLUME, few)[0]] == ["Law", "Arts"]
    assert [name for name, _ in telling(metric(aggregate="share"), few)[0]] == ["Law", "Arts"]
    assert [name for name, _ in telling(RATE, few)[0]] == ["Arts"]


def test_ranges_that_are_no_chance_are_not_said_to_overlap() -> None:
    said = extremes(RATE, rows("Law 50 40; Arts 49 40"), with_overlap=False)
    assert said == "Response rate: highest for Law (50%), lowest for Arts (49%)."


def test_values_without_ranges_are_not_said_to_overlap() -> None:
    bare = [("Law", Mark(0.5, None, None, "50%")), ("Arts", Mark(0.3, None, None, "30%"))]
    assert extremes(RATE, bare) == "Response rate: highest for Law (50%), lowest for Arts (30%)."
    half = [("Law", Mark(0.5, 0.1, None, "50%")), ("Arts", Mark(0.3, None, None, "30%"))]
    assert "overlap" not in extremes(RATE, half)


def test_a_figure_whose_title_asks_begins_otherwise() -> None:
    assert figure_name(metric(title="Who replies?", begins="Replies")) == "Replies"
    assert figure_name(RATE) == "Response rate"


def test_hidden_rows_are_counted() -> None:
    assert hidden_words(1, 4) == "1 of 4 is too small to show or without data."
    assert hidden_words(2, 4) == "2 of 4 are too small to show or without data."


@pytest.mark.parametrize(("count", "words"), [(15, ""), (16, " 1 more in the table.")])
def test_more_rows_than_a_card_holds_are_in_the_table(count: int, words: str) -> None:
    assert more_rows(count) == words


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
