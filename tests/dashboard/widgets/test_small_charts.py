"""Small charts: what they draw adds up, and nothing from outside is in them but as text."""

from __future__ import annotations

import re
from urllib.parse import unquote

from dashboard.figures.stand_out_words import PointerRow
from dashboard.figures.tiles import Toward, Trend
from dashboard.widgets import small_charts


def drawn(html: str) -> str:
    return unquote(html.partition("data:image/svg+xml,")[2])


def test_columns_are_as_high_as_their_values_and_the_open_one_is_paler() -> None:
    picture = drawn(small_charts.trend(Trend("columns", (10.0, 20.0), (5.0, None), is_open=True)))
    assert [float(high) for high in re.findall(r'height="([\d.]+)" fill', picture)] == [9.8, 19.5, 39.0]
    assert len(set(re.findall(r'fill="(#\w+)"', picture))) == 3


def test_a_line_has_a_point_for_each_value() -> None:
    picture = drawn(small_charts.trend(Trend("line", (1.0, 3.0, 2.0))))
    (points,) = re.findall(r'points="([^"]+)"', picture)
    assert len(points.split()) == 3


def test_parts_fill_the_whole_width_and_the_unknown_is_hatched() -> None:
    picture = drawn(small_charts.trend(Trend("parts", (0.6, 0.4), colors=("#1B5FA8", ""))))
    widths = [float(wide) for wide in re.findall(r'y="13" width="([\d.]+)"', picture)]
    assert sum(widths) + 2 * 1.5 == small_charts.WIDE
    assert "url(#h)" in picture


def test_what_a_chart_shows_is_said_for_readers() -> None:
    assert 'alt="New contacts by week"' in small_charts.trend(
        Trend("columns", (1.0, 2.0), words="New contacts by week")
    )


def test_names_from_outside_are_text() -> None:
    rows = (PointerRow("<img src=x onerror=alert(1)>", "1 < 2", 0.2, 0.1, 0.3),)
    html = small_charts.sides(rows)
    assert "<img" not in html
    assert "&lt;img" in html
    assert "left:20.0%" in html
    assert "left:10.0%;width:20.0%" in html


def test_a_target_shows_how_far_and_where_one_should_be() -> None:
    html = small_charts.toward(Toward(0.46, 0.3, "46% of 2,400", "on pace"))
    assert "width:46.0%" in html
    assert 'style="left:30.0%"' in html
    assert "<b" not in small_charts.toward(Toward(0.46, None, "Target 2.0", "23% of the way"))
