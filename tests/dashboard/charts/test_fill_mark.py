"""The grammar of a mark: what people write between double braces, read and written back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.fill_mark import Kept, Mark, kept_in, name_of, named, plain, print_of, read, written


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("participation_rate", Mark("participation_rate")),
        (" Students reached\u00a0by  College ", Mark("Students reached by College")),
        ("n of response_rate in this term", Mark("response_rate", (), "this term", "n")),
        ("the finding of the x", Mark("x", aspect="finding")),
        ("chart 2 of skills", Mark("skills", aspect="chart", place=2)),
        (
            "x where college = Business, term = Fall 2026",
            Mark("x", (("college", "Business"), ("term", "Fall 2026"))),
        ),
        ("x WHERE a = Arts and Letters and b = 3", Mark("x", (("a", "Arts and Letters"), ("b", "3")))),
        ("x where a = “b = c, d”", Mark("x", (("a", "b = c, d"),))),
        ("x in 2026\u201108\u201101 to 2026\u201312\u201331", Mark("x", (), "2026-08-01 to 2026-12-31")),
        ("hired in an industry they had talked with", Mark("hired in an industry they had talked with")),
        ("interviews held in Fall 2025", Mark("interviews held", (), "Fall 2025")),
        ("first\u2013generation\u200b", Mark("first-generation")),
    ],
)
def test_a_mark_is_read_however_a_word_processor_has_dressed_it(text: str, mark: Mark) -> None:
    assert read(text) == mark


@pytest.mark.parametrize("text", ["x where college", "x where = Business", "x where a = 1 b = 2", " "])
def test_what_is_no_mark_is_said(text: str) -> None:
    assert isinstance(read(text), str)


_NAMES = st.text(min_size=1, max_size=20)


@given(st.lists(st.tuples(st.sampled_from(["college", "class_year"]), _NAMES), max_size=3))
def test_what_is_written_is_read_again_or_not_written(where: list[tuple[str, str]]) -> None:
    mark = Mark("response_rate by college", tuple(where), "this term", "chart", 2)
    text = written(mark)
    if text:
        assert read(text) == Mark(
            mark.figure, tuple((name, plain(value)) for name, value in where), "this term", "chart", 2
        )
        assert kept_in(f"{{{{{text}}}}}") == (Kept(text),)


@pytest.mark.parametrize(
    "name", ["School of Business", "Arts, Letters and Law", "a = b", "St. John’s", "K&L <b>"]
)
def test_names_as_offices_have_them_can_be_written(name: str) -> None:
    assert written(Mark("x", (("college", name),)))


@pytest.mark.parametrize("name", ["}} {{n of y", 'say "yes"', "line\nbreak", "\x01", " "])
def test_a_name_that_would_break_out_of_its_mark_has_none(name: str) -> None:
    assert written(Mark("x", (("college", name),))) == ""


def test_a_shape_s_name_keeps_its_own_words_and_its_marks() -> None:
    name = named(
        named("Number: Reach", "reach_rate in this term", "value", ["47%"]), "reach_rate", "basis", ["n"]
    )
    read_again = name_of(name)
    assert read_again.said == "Number: Reach"
    assert [kept.text for kept in read_again.kept] == [
        "value of reach_rate in this term",
        "basis of reach_rate",
    ]
    assert read_again.kept[0].print == print_of(["47%"])
    assert str(read_again) == name
    assert kept_in("Box {{reach_rate}} = “47%”") == (Kept("reach_rate", part="47%"),)
    assert named("Box", "", "value", ["47%"]) == "Box"
