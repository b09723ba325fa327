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
from dashboard.charts.spec import ChartSpec, Reference
from dashboard.drawing import parts, plotly_figure
from dashboard.drawing.table_rows import LINE_ROOM
from pipelines.figures.results import Cell
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
    spec = replace(SPECS["distribution"], categories=("Arts",) * 5)
    keys = plotly_figure.figure(spec)["layout"]["xaxis"]["categoryarray"]
    assert len(set(keys)) == 5
    rows = plotly_figure.figure(replace(SPECS["rates"], categories=("Arts",) * 3))
    assert len(set(rows["data"][1]["y"])) == 3


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
    assert with_it["data"] == without["data"]


def test_a_band_floats_between_its_ends() -> None:
    bar, dots = plotly_figure.figure(SPECS["rates_publishable"])["data"]
    assert bar["base"] == [0.45, 0.2]
    assert bar["x"] == [pytest.approx(0.05), pytest.approx(0.2)]
    assert set(bar["marker"]["color"]) == {palette.BAND}  # stronger than an interval, which has its value
    assert dots["x"] == []  # never a value


def test_partial_periods_are_hatched_in_columns_and_dashed_in_lines() -> None:
    behind, columns = plotly_figure.figure(SPECS["weekly"])["data"]
    assert columns["marker"]["pattern"]["shape"] == ["/", "", "", "/"]
    assert columns["marker"]["color"][::3] == [palette.SURFACE] * 2
    assert behind["width"] > columns["width"]  # last year: wide and pale, never a line through this year's
    assert set(behind["marker"]["color"]) == {palette.LAST_YEAR_PALE}
    rate = [cell({"week": w}, 0.5, 40) for w in ("2026-10-26", "2026-11-02", "2026-11-09")]
    lines = plotly_figure.figure(time.over_time(marks_of(released(RATE, rate, ("week",)))))["data"]
    assert lines[0]["y"] == [0.5, 0.5, None]
    assert lines[1]["line"]["dash"] == "2px,3px"
    assert lines[1]["y"] == [None, 0.5, 0.5]


def test_of_columns_over_time_the_peak_and_the_last_carry_their_numbers() -> None:
    notes = plotly_figure.figure(SPECS["weekly"])["layout"]["annotations"]
    assert [(note["text"], note["x"]) for note in notes if note["text"].isdigit()] == [("90", 2), ("10", 3)]
    classes = plotly_figure.figure(SPECS["distribution"])["layout"]["annotations"]
    assert [note["text"] for note in classes] == ["40%", "30%", "15%", "5%", "10%"]


def test_dots_need_no_zero_and_a_scale_holds_all_that_is_drawn() -> None:
    high = [cell({"college": c}, 0.8, 40, low=0.6, high=0.9) for c in ("Law", "Arts")]
    drawn = plotly_figure.figure(bars.by_segment(marks_of(released(RATE, high, ("college",)))))
    assert drawn["layout"]["xaxis"]["range"] == [0.5, 1.0]
    money = replace(RATE, unit="usd", aggregate="median")
    pay = [cell({"college": c}, v, 40, low=v - 4e3, high=v + 4e3) for c, v in (("Law", 71e3), ("Arts", 44e3))]
    axis = plotly_figure.figure(bars.by_segment(marks_of(released(money, pay, ("college",)))))["layout"][
        "xaxis"
    ]
    assert axis["range"] == [40000, 80000]
    assert axis["ticktext"][:3] == ["$40k", "$60k", "$80k"]


def test_rows_with_too_few_stand_below_a_line_in_grey_without_a_dot() -> None:
    figures = [
        cell({"college": "Law"}, 0.5, 40, low=0.4, high=0.6),
        Cell({"college": "Arts"}, None, 1, 4, 4, is_few=True, written="1 of 4", label="1 of 4"),
    ]
    drawn = plotly_figure.figure(bars.by_segment(marks_of(released(RATE, figures, ("college",)))))
    assert [len(trace["x"]) for trace in drawn["data"]] == [1, 1]
    (line,) = drawn["layout"]["shapes"]
    assert 32 < line["y0"] < drawn["layout"]["yaxis"]["range"][0] - 32
    grey = {note["text"]: note["font"]["color"] for note in drawn["layout"]["annotations"]}
    assert grey["1 of 4"] == grey["Arts"] == palette.FAINT_INK
    assert grey["50%"] == palette.INK


def test_the_whole_is_a_dotted_line_and_lines_whose_words_would_meet_stand_one_above_the_other() -> None:
    spec = replace(
        SPECS["rates"], whole=Reference(0.44, "All 44%"), references=(Reference(0.45, "target 45%"),)
    )
    layout = plotly_figure.figure(spec)["layout"]
    assert [(line["x0"], line["line"]["dash"]) for line in layout["shapes"]] == [
        (0.44, "1px,3px"),
        (0.45, "4px,4px"),
    ]
    heights = {
        note["text"]: note["yshift"]
        for note in layout["annotations"]
        if note["text"] in ("All 44%", "target 45%")
    }
    assert sorted(heights.values()) == [3, 19]


def test_a_row_its_finding_names_has_the_color_of_a_problem_and_unknown_is_grey() -> None:
    intervals, dots = plotly_figure.figure(replace(SPECS["rates"], named=("Business",)))["data"]
    assert dots["marker"]["color"] == [palette.HOT, palette.PRIMARY, palette.OTHER]
    assert intervals["marker"]["color"] == [palette.HOT_PALE, palette.PALE, palette.UNKNOWN]


def test_a_chart_of_many_rows_shows_twelve_or_all_as_it_is_asked() -> None:
    figures = [cell({"college": f"C{n:02}"}, n / 100, 80) for n in range(60)]
    spec = bars.by_segment(marks_of(released(RATE, figures, ("college",))))
    few, every = plotly_figure.figure(spec), plotly_figure.figure(replace(spec, rows_shown=60))
    assert [len(drawn["data"][-1]["x"]) for drawn in (few, every)] == [12, 60]
    assert every["layout"]["height"] - few["layout"]["height"] == 48 * 32


def test_a_long_time_axis_has_few_labels_and_all_of_them_whole() -> None:
    table = "\n".join(f"{date(2026, 1, 5) + timedelta(weeks=i)} 5" for i in range(40))
    axis = plotly_figure.figure(time.over_time(marks_of(samples.weeks(table))))["layout"]["xaxis"]
    assert axis["type"] == "category"
    assert len(axis["ticktext"]) <= 7
    assert axis["ticktext"][0] == "Jan\u00a05"


def test_long_names_wrap_within_their_room() -> None:
    layout = plotly_figure.figure(SPECS["rates"])["layout"]
    long = next(note["text"] for note in layout["annotations"] if "Humanities" in note["text"])
    assert long.count("<br>") == 1
    assert max(palette.text_width(part) for part in long.split("<br>")) <= LINE_ROOM
    assert layout["margin"]["l"] <= 164  # a phone's plot keeps the rest


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


@settings(max_examples=60)
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
