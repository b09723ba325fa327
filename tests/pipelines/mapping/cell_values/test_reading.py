"""What stands around a cell's text, what is as good as empty, and what a mapping says it means."""

from __future__ import annotations

import pytest

from pipelines.mapping.cell_values.reading import ColumnReading, blanks, shown, unwrapped
from tests.pipelines.mapping.cell_values.reading_cells import column


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("  a ", "a"),
        ("\u200ba\ufeff", "a"),
        ('="00123"', "00123"),
        ('=" 5 "', "5"),
        ('="a"b', '="a"b'),
        ("'00123", "00123"),
        ("'=1+1", "=1+1"),
        ("'-5", "-5"),
        ("'\u2003=1", "=1"),
        ("'9", "9"),
        ("'0", "0"),
        ("'tis", "'tis"),
        ("'", "'"),
        ("e\u0301", "é"),
        ("\u200e10/3/2026", "10/3/2026"),
        ("Bus\x07i\u00adness\u202c", "Business"),
        ("\u2066دفتر\u2069", "دفتر"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\x0bb\u2060c\x9f", "a\x0bbc"),
    ],
)
def test_what_spreadsheets_put_around_a_cell_is_no_part_of_it(text: str, inside: str) -> None:
    assert unwrapped(text) == inside


@pytest.mark.parametrize(
    ("text", "said"),
    [("soon", "“soon”"), ("a\n b", "“a b”"), ("x" * 60, f"“{'x' * 60}”"), ("x" * 61, f"“{'x' * 59}…”")],
)
def test_a_cell_is_quoted_on_one_short_line(text: str, said: str) -> None:
    assert shown(text) == said


def test_dashes_and_the_columns_own_words_are_as_good_as_empty() -> None:
    assert blanks(column("text", blanks=("N/A", "-99"))) >= {"", "-", "—", "n/a", "-99"}
    assert "99" not in blanks(column("text", blanks=("-99",)))


def test_a_mapping_is_asked_as_written_then_folded() -> None:
    reading = ColumnReading(column("choice", values={"a": (), "b": ()}), {"Yes!": "a", "yes": "b", "Old": ""})
    assert reading.meant("Yes!", "Yes!") == "a"
    assert reading.meant("  Yes! ", "Yes!") == "a"
    assert reading.meant("YES", "YES") == "b"
    assert reading.meant("old", "old") == ""
    assert reading.meant("no", "no") is None


def test_a_mark_may_be_a_spelling_of_its_own() -> None:
    reading = ColumnReading(column("boolean", values={"true": ("+",), "false": ("?",)}))
    assert reading.spelled(" ? ") == "false"
    assert reading.spelled("+") == "true"
    assert reading.spelled("!") is None
    assert reading.spelled("  ") is None


def test_choices_that_stay_whole_are_those_that_anybody_knows() -> None:
    of = column("choices", values={"red": ("deep red",)})
    reading = ColumnReading(of, {"Sea, deep": "red"}, learned=frozenset({"a b"}))
    assert reading.splits >= {"red", "deep red", "sea deep", "a b"}


@pytest.mark.parametrize(
    ("type", "said", "cell", "meant"),
    [
        ("integer", "about  4", "About 4", "4"),
        ("integer", "1 2", "12", None),  # the blank is a part of what was said
        ("integer", "~4??", "4", None),
        ("choice", "E-mail!", "e mail", "4"),
        ("text", "E-mail", "e mail", None),
    ],
)
def test_a_spelling_with_a_meaning_is_known_again(type: str, said: str, cell: str, meant: str | None) -> None:
    assert ColumnReading(column(type), mapped={said: "4"}).meant(cell) == meant
