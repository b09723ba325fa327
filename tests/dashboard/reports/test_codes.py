"""The code of a figure: the same for the same, another for whatever else, and slips in typing it are noticed."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.reports.codes import as_written, before_code, code_of, printed_in

KEY = b"k" * 32
SAID = st.dictionaries(st.text(max_size=5), st.floats(allow_nan=False) | st.text(max_size=5), max_size=4)


def test_the_same_figure_has_the_same_code_and_another_has_another() -> None:
    figure = {"title": "Students reached", "value": "64%", "n": 270}
    assert code_of(KEY, figure) == code_of(KEY, dict(reversed(figure.items())))
    assert code_of(KEY, figure) != code_of(KEY, figure | {"n": 271})
    assert code_of(KEY, figure) != code_of(b"another" * 4, figure)


@given(SAID)
def test_a_code_is_read_however_it_is_typed(said: dict[str, object]) -> None:
    code = code_of(KEY, said)
    typed = f" {code[:5].lower()}-{code[5:]} ".replace("0", "O").replace("1", "l")
    assert as_written(typed) == code
    assert printed_in(f"Build b12 · Code: {code}") == (code,)


@given(SAID, st.integers(0, 9), st.integers(1, 31))
def test_one_wrong_symbol_is_noticed(said: dict[str, object], place: int, step: int) -> None:
    symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    code = code_of(KEY, said)
    wrong = symbols[(symbols.index(code[place]) + step) % 32]
    assert as_written(code[:place] + wrong + code[place + 1 :]) == ""


def test_a_hundred_thousand_figures_have_as_many_codes() -> None:
    chance = random.Random(1)
    assert len({code_of(KEY, [place, chance.random()]) for place in range(100_000)}) == 100_000


def test_words_of_ten_letters_are_no_codes() -> None:
    assert printed_in("The barcode 0123456789, decoded 0123456789, code: short, code abcdefghijkl") == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("n = 270 · Code: DDSA1XE95E", "n = 270"),
        ("Build b1. Code: DDSA1XE95E.", "Build b1."),
        ("Code: DDSA1XE95E", ""),
        ("Code: of conduct", "Code: of conduct"),
        ("Code: DDSA1XE95E and more", "Code: DDSA1XE95E and more"),
    ],
)
def test_a_line_without_the_code_it_ends_with(line: str, said: str) -> None:
    assert before_code(line) == said
