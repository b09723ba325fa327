"""Rows one below the other: names that wrap, heights, words at the ends, upright targets."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.palette import INK, SOFT_INK, text_width
from dashboard.charts.spec import Reference, Series
from dashboard.drawing import rows
from tests.dashboard.charts import chart_samples as samples

SPEC = samples.all_specs()["rates"]


def test_a_row_is_named_in_lines_with_its_n_below() -> None:
    texts, width, heights = rows.row_labels(SPEC, notes_below=True)
    assert [text.count("<br>") for text in texts] == [1, 3, 1]
    assert heights == [2, 4, 2]
    assert texts[0].endswith("n = 214</span>")
    assert round(width) == 98
    assert rows.row_labels(SPEC, notes_below=False)[2] == [1, 3, 1]


def test_a_chart_of_rows_is_as_high_as_its_tallest_row_times_their_number() -> None:
    assert rows.rows_height([1, 1], 24) == 150  # never less
    assert rows.rows_height([1] * 6, 24) == 24 + 6 * 34
    assert rows.rows_height([2, 4, 2], 24) == 24 + 3 * 66
    assert rows.rows_height([], 24) == 150


def test_the_first_row_is_on_top() -> None:
    axis = rows.row_axis(SPEC, ["a", "b"], ["A", "B"])
    assert (axis["range"], axis["tickvals"], axis["ticktext"]) == ([1.5, -0.5], [0, 1], ["A", "B"])


def test_words_stand_where_bar_or_range_ends_and_what_is_hidden_is_pale() -> None:
    series = Series(
        "x",
        (0.5, None, None, -0.2),
        ("50%", "20–30%", "<10", ""),
        (0.4, 0.2, None, None),
        (0.6, 0.3, None, None),
    )
    trace, room = rows.ends_labels(SPEC, ["a", "b", "c", "d"], series)
    assert trace["x"] == [0.6, 0.3, 0.0, 0.0]
    assert trace["text"] == ["\u00a050%", "\u00a020–30%", "\u00a0&lt;10", ""]
    assert trace["textfont"]["color"] == [INK, INK, SOFT_INK, INK]
    assert room == text_width("20–30%") + 16
    dots, wider = rows.ends_labels(
        SPEC, ["a", "b", "c", "d"], replace(series, high=(0.5, None, None, None)), has_dots=True
    )
    assert [len(text) - len(text.lstrip("\u00a0")) for text in dots["text"]] == [3, 1, 1, 0]
    assert wider == room + 6


def test_a_target_is_an_upright_line_with_its_words_on_top() -> None:
    lines, words = rows.upright_lines(replace(SPEC, references=(Reference(0.6, "target <60%>"),)))
    assert [(line["x0"], line["x1"], line["y0"], line["y1"], line["yref"]) for line in lines] == [
        (0.6, 0.6, 0, 1, "paper")
    ]
    assert [(note["text"], note["x"], note["y"]) for note in words] == [("target &lt;60%&gt;", 0.6, 1)]
    assert rows.upright_lines(SPEC) == ([], [])


def test_a_hairline_runs_along_its_row() -> None:
    line = rows.row_line(2)
    assert (line["y0"], line["y1"], line["x0"], line["x1"], line["layer"]) == (2, 2, 0, 1, "below")
