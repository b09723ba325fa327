"""The axis below columns and lines, and what is marked on it."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts import palette
from dashboard.charts.spec import Moment, Reference
from dashboard.drawing import periods
from tests.dashboard.charts import chart_samples as samples

SPEC = samples.all_specs()["weekly"]


def test_of_time_as_many_labels_are_shown_as_have_room() -> None:
    names = tuple(f"Sep {i}" for i in range(1, 41))
    axis = periods.category_axis(replace(SPEC, categories=names), list(names))
    assert len(axis["tickvals"]) == 5
    assert axis["tickvals"][:2] == ["Sep 1", "Sep 10"]
    assert axis["ticktext"][0] == "Sep\u00a01"
    assert len(periods.category_axis(replace(SPEC, categories=names), list(names), 600)["tickvals"]) == 8


def test_classes_are_all_named_and_wrapped_up_to_twelve() -> None:
    spec = replace(samples.all_specs()["distribution"], categories=("A long name of a class", *"abcdefghijk"))
    axis = periods.category_axis(spec, list(spec.categories))
    assert len(axis["ticktext"]) == 12
    assert "<br>" in axis["ticktext"][0]
    assert axis["title"]["text"] == "Names"
    many = replace(spec, categories=(*spec.categories, "l"))
    assert len(periods.category_axis(many, list(many.categories))["ticktext"]) < 13
    assert "title" not in periods.category_axis(SPEC, list(SPEC.categories))


def test_a_term_is_a_hairline_a_span_is_shaded_and_a_note_stands_in_the_middle() -> None:
    moments = (
        Moment("Sep 7", "Fall"),
        Moment("Sep 7", "late", until="Sep 14"),
        Moment("Nov 9", "Career fair", is_note=True),
        Moment("nowhere", "not on this axis"),
    )
    shapes, notes, above = periods.moments_of(replace(SPEC, moments=moments))
    assert [(s["type"], s["x0"], s["x1"], s["layer"]) for s in shapes] == [
        ("line", 0.5, 0.5, "below"),
        ("rect", 0.5, 2.5, "below"),
        ("line", 3, 3, "above"),
    ]
    assert shapes[2]["line"]["color"] == palette.NOTE
    assert [(n["text"], n["x"], n["yshift"], n["xanchor"]) for n in notes] == [
        ("Fall", 0.5, 3, "left"),
        ("late", 0.5, 19, "left"),  # higher, where the names would meet
        ("Career fair", 3, 3, "right"),
    ]
    assert {n["yanchor"] for n in notes} == {"bottom"}  # above the plot, never among the columns
    assert above == 32
    assert [n["font"]["color"] for n in notes] == [palette.SOFT_INK, palette.SHADE_INK, palette.NOTE]


def test_over_many_terms_two_lines_of_words_are_enough_and_what_an_office_pinned_is_always_said() -> None:
    terms = tuple(Moment(at, f"Term {i}") for i in range(6) for at in SPEC.categories)
    shapes, notes, above = periods.moments_of(
        replace(SPEC, moments=(*terms, Moment("Sep 7", "Career fair", is_note=True)))
    )
    assert len(shapes) == len(terms) + 1
    assert len(notes) < len(terms)
    assert "Career fair" in [note["text"] for note in notes]
    assert above <= 3 * 16


def test_a_target_lies_across_with_its_words() -> None:
    shapes, notes, _ = periods.moments_of(replace(SPEC, moments=(), references=(Reference(50, "target 50"),)))
    assert [(s["y0"], s["y1"], s["x0"], s["x1"], s["xref"]) for s in shapes] == [(50, 50, 0, 1, "paper")]
    assert [(n["text"], n["y"], n["xanchor"], n["yanchor"]) for n in notes] == [
        ("target 50", 50, "left", "bottom")
    ]
