"""Marks in runs that break anywhere: found, filled, and nothing beside them changed."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.fill_mark import Kept
from dashboard.exports.word_field import put_in_field
from dashboard.reports.refresh.fields import fields
from dashboard.reports.refresh.runs import A, Paragraph, W, occurrences

TEXT = "We reached {{participation_rate}} of them, {{n of x}}."


def _paragraph(names: str, pieces: list[str]) -> Any:
    uri = names[1:-1]
    looks = "".join(f"<x:r><x:rPr/><x:t>{piece}</x:t></x:r>" for piece in pieces)
    return parse_xml(f'<x:p xmlns:x="{uri}">{looks}</x:p>')


@given(st.sets(st.integers(1, len(TEXT) - 1)), st.sampled_from([A, W]))
def test_a_mark_is_filled_wherever_its_runs_break(cuts: set[int], names: str) -> None:
    at = [0, *sorted(cuts), len(TEXT)]
    paragraph = Paragraph(_paragraph(names, [TEXT[i:j] for i, j in pairwise(at)]), names)
    for found in reversed(paragraph.marks()):
        paragraph.splice(found.start, found.end, "47%")
    assert paragraph.text == "We reached 47% of them, 47%."


@given(st.sets(st.integers(1, len(TEXT) - 1)))
def test_in_a_document_it_stands_in_a_field_of_its_own(cuts: set[int]) -> None:
    at = [0, *sorted(cuts), len(TEXT)]
    paragraph = Paragraph(_paragraph(W, [TEXT[i:j] for i, j in pairwise(at)]), W)
    for found in reversed(paragraph.marks()):
        run = paragraph.alone(found.start, found.end)
        (piece,) = run.iter(f"{W}t")
        piece.text = "47%"
        put_in_field(run, Kept(found.text, print="0123456789"))
    assert paragraph.text == "We reached 47% of them, 47%."
    assert [(field.kept.text, field.text) for field in fields(paragraph)] == [
        ("participation_rate", "47%"),
        ("n of x", "47%"),
    ]


@pytest.mark.parametrize(
    ("text", "value", "many"),
    [
        ("47% of 47 and 47%", "47%", 2),
        ("4.5 and 4, or 4", "4", 2),
        ("147% and 47%.", "47%", 1),
        ("1,204 and 204", "204", 1),
        ("$44 and 44", "44", 1),
        ("nothing", "", 0),
    ],
)
def test_a_value_is_found_as_a_word_of_its_own(text: str, value: str, many: int) -> None:
    assert len(occurrences(text, value)) == many
