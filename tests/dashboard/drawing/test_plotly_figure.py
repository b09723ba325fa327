"""Figures as dicts: valid, readable at any width, and nothing of outside text read as markup."""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plotly.tools import return_figure_from_figure_or_data

from dashboard.charts import bars, palette, time
from dashboard.charts.marks import marks_of
from dashboard.charts.palette import text_width
from dashboard.charts.spec import ChartSpec
from dashboard.drawing import parts, plotly_figure
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import RATE, cell, released, withheld

SPECS = samples.all_specs()
NASTY = '<a href="https://evil.example">click</a> <b>bold</b> & <img src=x>'


def strings(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from strings(value)
    elif isinstance(thing, list | tuple):
        for value in thing:
            yield from strings(value)


@pytest.mark.parametrize("name", SPECS)
def test_every_chart_is_a_valid_plotly_figure_of_plain_values(name: str) -> None:
    drawn = plotly_figure.figure(SPECS[name])
    json.dumps(drawn, allow_nan=False)
    checked = go.Figure(drawn).to_plotly_json()  # raises on any property plotly does not know
    assert len(checked["data"]) == len(drawn["data"])


@pytest.mark.parametrize("name", SPECS)
def test_no_chart_uses_plotlys_own_template_colors_or_title(name: str) -> None:
    layout = plotly_figure.figure(SPECS[name])["layout"]
    assert layout["colorway"] == list(palette.SERIES)
    assert not {"template", "title"} & set(layout)


def test_the_config_never_offers_to_upload_the_data() -> None:
    assert plotly_figure.CONFIG == {"showSendToCloud": False, "displaylogo": False, "displayModeBar": False}


def _named(spec: ChartSpec, text: str) -> ChartSpec:
    """The same chart with hostile text wherever text comes from outside."""
    return replace(
        spec,
        categories=tuple(f"{text} {i}" for i, _ in enumerate(spec.categories)),
        series=tuple(replace(s, name=text, labels=tuple(text for _ in s.values)) for s in spec.series),
        category_notes=tuple(text for _ in spec.category_notes),
        category_title=text,
        moments=tuple(replace(m, at=f"{text} 0", text=text, until=None) for m in spec.moments),
        references=tuple(replace(r, text=text) for r in spec.references),
    )


@pytest.mark.parametrize("name", SPECS)
def test_outside_text_is_never_markup(name: str) -> None:
    drawn = plotly_figure.figure(_named(SPECS[name], NASTY))
    customdata = [str(value) for trace in drawn["data"] for value in trace.get("customdata", ())]
    for text in strings(drawn):
        if text in customdata:  # handed back to the page on a click, never printed by plotly
            continue
        assert "<a" not in text
        assert "<img" not in text
        assert "<b>bold" not in text


def test_line_breaks_and_blanks_of_outside_text_fold_into_one() -> None:
    assert parts.escape("a\n\tb <i>") == "a b &lt;i&gt;"


def test_two_categories_that_read_the_same_stay_apart() -> None:
    spec = replace(SPECS["rates"], categories=("Arts", "Arts", "Arts"))
    keys = plotly_figure.figure(spec)["layout"]["yaxis"]["categoryarray"]
    assert len(set(keys)) == 3


def test_a_withheld_mark_draws_nothing_but_its_label() -> None:
    drawn = plotly_figure.figure(SPECS["weekly_hidden"])
    assert drawn["data"][0]["y"] == [20, None]
    assert "&lt;10" in [note["text"] for note in drawn["layout"]["annotations"]]


def test_a_withheld_mark_does_not_move_axis_color_or_order() -> None:
    shown = [cell({"college": "Law"}, 0.5, 40), cell({"college": "Music"}, 0.3, 40)]
    without = plotly_figure.figure(bars.by_segment(marks_of(released(RATE, shown, ("college",)))))
    hidden = [*shown, withheld({"college": "Arts"})]
    with_it = plotly_figure.figure(bars.by_segment(marks_of(released(RATE, hidden, ("college",)))))
    assert with_it["layout"]["xaxis"] == without["layout"]["xaxis"]
    assert with_it["data"][0]["x"] == [*without["data"][0]["x"], None]
    assert with_it["data"][0]["y"][:2] == without["data"][0]["y"]


def test_a_band_floats_between_its_ends() -> None:
    bar = plotly_figure.figure(SPECS["rates_publishable"])["data"][0]
    assert bar["base"][:2] == [0.45, 0.2]
    assert bar["x"] == [pytest.approx(0.05), pytest.approx(0.2), None]


def test_partial_periods_are_hatched_in_columns_and_dashed_in_lines() -> None:
    columns = plotly_figure.figure(SPECS["weekly"])["data"][0]
    assert columns["marker"]["pattern"]["shape"] == ["/", "", "", "/"]
    rate = [cell({"week": w}, 0.5, 40) for w in ("2026-10-26", "2026-11-02", "2026-11-09")]
    lines = plotly_figure.figure(time.over_time(marks_of(released(RATE, rate, ("week",)))))["data"]
    assert lines[0]["y"] == [0.5, 0.5, None]
    assert lines[1]["line"]["dash"] == "3px,3px"
    assert lines[1]["y"] == [None, 0.5, 0.5]


def test_a_line_stops_behind_the_numbers_it_would_cross() -> None:
    with_line = plotly_figure.figure(SPECS["weekly"])["layout"]["annotations"]
    numbers = [note for note in with_line if note["yanchor"] == "bottom" and note["text"].isdigit()]
    assert numbers
    assert {note["bgcolor"] for note in numbers} == {palette.SURFACE}


def test_words_keep_clear_of_a_dot_that_nothing_reaches_past() -> None:
    spec = SPECS["ranges"]
    one = replace(spec.series[0], high=(spec.series[0].values[0], *spec.series[0].high[1:]))
    drawn = plotly_figure.figure(replace(spec, series=(one,)))["data"]
    (words,) = (trace["text"] for trace in drawn if trace.get("mode") == "text")
    gaps = [len(text) - len(text.lstrip("\u00a0")) for text in words]
    assert gaps == [3, 1]


def test_a_long_time_axis_has_few_labels_and_all_of_them_whole() -> None:
    table = "\n".join(f"{date(2026, 1, 5) + timedelta(weeks=i)} 5" for i in range(40))
    axis = plotly_figure.figure(time.over_time(marks_of(samples.weeks(table))))["layout"]["xaxis"]
    assert axis["type"] == "category"
    assert len(axis["ticktext"]) <= 7
    assert axis["ticktext"][0] == "Jan\u00a05"


def test_long_names_wrap_within_their_room() -> None:
    ticks = plotly_figure.figure(SPECS["rates"])["layout"]["yaxis"]["ticktext"]
    long = next(text for text in ticks if "Humanities" in text)
    assert long.count("<br>") == 3  # three lines and the n
    for part in palette.wrap(samples.LONG, 150):
        assert palette.text_width(part) <= 150


def test_names_at_the_ends_of_lines_never_overlap() -> None:
    placed = parts.apart([0.5, 0.5, 0.51, 0.98], 0.06, 0.0, 1.0)
    ordered = sorted(placed)
    assert all(b - a >= 0.06 - 1e-9 for a, b in itertools.pairwise(ordered))
    assert ordered[0] >= 0
    assert ordered[-1] <= 1


def test_text_on_every_series_color_can_be_read() -> None:
    def luminance(color: str) -> float:
        parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for color in (*palette.SERIES, *palette.RAMP, palette.UNKNOWN, palette.OTHER):
        dark, light = sorted((luminance(color), luminance(palette.ink_on(color))))
        assert (light + 0.05) / (dark + 0.05) >= 4, color


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(max_size=40), st.none() | st.floats(0, 1), st.integers(0, 400)),
        max_size=12,
        unique_by=lambda row: row[0],
    )
)
def test_any_released_figure_can_be_drawn(rows: list[tuple[str, float | None, int]]) -> None:
    cells = [
        withheld({"college": name}) if value is None else cell({"college": name}, value, n)
        for name, value, n in rows
    ]
    drawn = plotly_figure.figure(bars.by_segment(marks_of(released(RATE, cells, ("college",)))))
    go.Figure(drawn)
    json.dumps(drawn, allow_nan=False)


@pytest.mark.parametrize("name", SPECS)
def test_room_for_the_labels_is_measured_not_found_by_drawing_twice(name: str) -> None:
    layout = plotly_figure.figure(SPECS[name])["layout"]
    axes = {key: axis for key, axis in layout.items() if key.startswith(("xaxis", "yaxis"))}
    assert axes
    assert all(axis["automargin"] is False for axis in axes.values())
    names = [
        line
        for key, axis in axes.items()
        if key.startswith("yaxis")
        for text in axis.get("ticktext", ())
        for line in re.sub(r"<(?!br)[^>]+>", "", text).split("<br>")
    ]
    assert layout["margin"]["l"] >= max((text_width(html.unescape(line), 11) for line in names), default=0)
    has_labels_below = any(axis.get("showticklabels", True) for key, axis in axes.items() if key[0] == "x")
    assert (layout["margin"]["b"] >= 20) is has_labels_below


def test_a_drawn_figure_goes_to_the_page_as_it_stands() -> None:
    """Streamlit asks Plotly for the dict of what it is given; ours is the very same, and Plotly accepts it."""
    figure = plotly_figure.figure(next(iter(SPECS.values())))
    sent = return_figure_from_figure_or_data(plotly_figure.AsItStands(figure), validate_figure=True)
    assert sent is figure
