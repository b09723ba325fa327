"""No outside text becomes a formula."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.formula_guard import guard, line


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "  =cmd|' /C calc'!A0",
        "\t=1",
        "\ttext",
        "\rtext",
        "\ntext",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "\u00a0=1",
        "\u200b=1",
        "\ufeff@x",
        "\x00=1",
        "\x0b=1",
        "\u2003=1",
        "\u3000=1",
        "\u2060=1",
        " \u200b \u2003＝1",
        "﹣1",
    ],
)
def test_what_a_spreadsheet_could_run_gets_an_apostrophe(text: str) -> None:
    assert guard(text) == "'" + text
    assert line(text).startswith("'") or not line(text).startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("text", ["", "Law", "3–4", "−0.4 points", "<10", "a=b", "n = 12", "47%", "'=1"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert guard(text) == text


@given(st.text())
def test_no_line_begins_like_a_formula_or_holds_a_break(text: str) -> None:
    made = line(text)
    assert not made.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert not set(made) & set("\t\r\n")
