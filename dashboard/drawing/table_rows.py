"""Rows as in a table, each with its own height: name at the card's edge, plot, value, a second word.

The vertical axis counts pixels from the top of the plot, so that a bar, a dot and a line of text are as high as they
are meant to be at any width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts import palette
from dashboard.charts.palette import FAINT_INK, INK, SIZE_LABEL, SIZE_NOTE, text_width, wrap
from dashboard.charts.spec import ChartSpec, Reference
from dashboard.drawing.choice import is_beside
from dashboard.drawing.parts import BARE_AXIS, annotation, escape, item_at

NAME_ROOM = 116.0  # pixels a row's name may take before it wraps: on a phone a plot of 90 is left
NAME_GAP = 16
LINE_ROOM = 290.0  # pixels a name has on a line of its own, above its mark: as wide as a card is on a phone
MOST_LINES = 2  # of names beside their marks; where one takes more, all stand above
LINE, MARK, FREE = 17, 18, 8  # pixels of a name's line above a mark, of the mark's own, free below it
HEIGHTS = (32, 36, 52)  # of a row by the lines of its name
APART = 12  # between the rows that have a rate and those that have too few
VALUE_ROOM, SECOND_ROOM = 46.0, 38.0  # at least, right of the plot
HEAD = 24  # above the plot: headings, and the words of upright lines
_PLOT = 180.0  # pixels a plot has on a narrow card, to know which words above it would meet


@dataclass(frozen=True)
class Rows:
    """Where the rows of a chart stand. centers: pixels below the plot's top; line: above those with too few.

    name_places: where the names stand, as the centers. below: what stands in grey under each, on a line of its own.
    """

    names: tuple[tuple[str, ...], ...]
    name_places: tuple[float, ...]
    below: tuple[str, ...]
    centers: tuple[float, ...]
    line: float | None
    height: float
    left: float
    value_room: float
    second_room: float

    @property
    def right(self) -> float:
        return self.value_room + self.second_room

    @property
    def axis(self) -> dict[str, Any]:
        return {**BARE_AXIS, "range": [self.height, 0], "showticklabels": False}


def rows_of(spec: ChartSpec, *, gap: float = 0.0, below: tuple[str, ...] = ()) -> Rows:
    """The rows of a chart of one series, measured. gap: more pixels between them; below: see Rows."""
    names = [tuple(wrap(name, NAME_ROOM, SIZE_LABEL)) for name in spec.categories]
    is_above = not below and not gap and any(len(lines) > MOST_LINES for lines in names)
    if is_above:
        names = [tuple(wrap(name, LINE_ROOM, SIZE_LABEL, MOST_LINES)) for name in spec.categories]
    centers: list[float] = []
    name_places: list[float] = []
    line, reached = None, 0.0
    for i, lines in enumerate(names):
        if i and item_at(spec.greyed, i, False) and not spec.greyed[i - 1]:
            line = reached + APART / 2
            reached += APART
        if is_above:
            mark = (
                0 if item_at(spec.greyed, i, False) else MARK
            )  # of few there is none: value level with name
            high = float(len(lines) * LINE + mark + FREE)
            name_places.append(reached + len(lines) * LINE / 2)
            centers.append(reached + len(lines) * LINE + mark / 2 if mark else name_places[-1])
        else:
            high = HEIGHTS[min(len(lines) - 1 + bool(below), len(HEIGHTS) - 1)] + gap
            centers.append(reached + high / 2)
            name_places.append(centers[-1])
        reached += high
    labels = [short(label) for label in spec.series[0].labels] if spec.series else []
    widths = [text_width(part) for lines in names for part in lines]
    beside = max([0.0, *widths, *(text_width(note, SIZE_NOTE) for note in below)]) * 1.04 + NAME_GAP
    return Rows(
        tuple(names),
        tuple(name_places),
        below,
        tuple(centers),
        line,
        max(reached, HEIGHTS[0]),
        NAME_GAP if is_above else beside,
        _room(labels, VALUE_ROOM),
        _room(spec.column, SECOND_ROOM) if any(spec.column) else 8.0,
    )


def _room(words: Sequence[str], least: float) -> float:
    # semibold is a little wider
    return max([least, *(text_width(word) * 1.06 + 14 for word in words)])


def words_beside(spec: ChartSpec, rows: Rows) -> list[dict[str, Any]]:
    """Each row's name, value and second word; the second column's heading."""
    series = spec.series[0]
    edge = {"xref": "paper", "yref": "y", "yanchor": "middle"}
    notes = []
    for i, (lines, y) in enumerate(zip(rows.names, rows.centers, strict=True)):
        is_other = is_beside(spec, i)
        is_grey = item_at(spec.greyed, i, False) or is_other
        is_drawn = series.values[i] is not None or item_at(series.low, i) is not None
        is_named = spec.categories[i] in (spec.chosen or spec.named)
        name = "<br>".join(map(escape, lines))
        if note := item_at(rows.below, i, ""):
            name += f'<br><span style="font-size:{SIZE_NOTE}px;color:{FAINT_INK}">{escape(note)}</span>'
        notes.append(
            annotation(
                name,
                0,
                rows.name_places[i],
                **edge,
                xanchor="left",
                xshift=-rows.left,
                align="left",
                font=_type(FAINT_INK if is_grey else INK, is_strong=is_named),
                **({"bgcolor": palette.SURFACE} if rows.name_places[i] != y else {}),
            )
        )
        if label := short(item_at(series.labels, i, "")):
            is_told = is_drawn and not is_other
            font = _type(INK if is_told else FAINT_INK, is_strong=is_told)
            notes.append(
                annotation(escape(label), 1, y, **edge, xanchor="right", xshift=rows.value_room, font=font)
            )
        if second := item_at(spec.column, i, ""):
            notes.append(
                annotation(
                    escape(second), 1, y, **edge, xanchor="right", xshift=rows.right, font=_type(FAINT_INK)
                )
            )
    if any(spec.column) and spec.column_title:
        notes.append(
            annotation(
                escape(spec.column_title),
                1,
                1,
                xref="paper",
                yref="paper",
                yanchor="bottom",
                xanchor="right",
                xshift=rows.right,
                yshift=3,
                font={"size": SIZE_NOTE, "color": FAINT_INK},
            )
        )
    return notes


def short(label: str) -> str:
    """A label in a column, where it has no room for a long unit."""
    return label.replace(" percentage points", " pts")


def _type(color: str, *, is_strong: bool = False) -> dict[str, Any]:
    return {"size": SIZE_LABEL, "color": color, "weight": 600 if is_strong else 400}


def line_above_few(rows: Rows) -> list[dict[str, Any]]:
    """The line above the rows with too few for a rate, where there are any."""
    if rows.line is None:
        return []
    place = {"xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": rows.line, "y1": rows.line}
    return [{"type": "line", **place, "line": {"color": palette.BORDER, "width": 1}}]


def upright_lines(
    spec: ChartSpec, rows: Rows, low: float, high: float
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], float]:
    """The whole, targets and published numbers as upright lines with their words on top.

    Returns (shapes, notes, pixels they need above the plot): words that would meet stand one above the other.
    """
    foot = rows.height if rows.line is None else rows.line
    lines = [(line, "4px,4px") for line in spec.references]
    if spec.whole is not None:
        lines.append((spec.whole, "1px,3px"))
    taken: list[float] = []  # where the last words on each level end
    shapes, notes = [], []
    for line, dash in sorted(lines, key=lambda pair: pair[0].value):
        place = (line.value - low) / ((high - low) or 1.0)
        wide = text_width(line.text, SIZE_NOTE) / _PLOT
        side = "left" if place < wide / 2 else "right" if place > 1 - wide / 2 else "center"
        begins = place - {"left": 0.0, "center": wide / 2, "right": wide}[side]
        level = next((k for k, end in enumerate(taken) if end <= begins), len(taken))
        taken[level : level + 1] = [begins + wide + 0.03]
        shapes.append(_upright(line, dash, foot))
        notes.append(
            annotation(
                escape(line.text),
                line.value,
                1,
                yref="paper",
                yanchor="bottom",
                xanchor=side,
                yshift=3 + 16 * level,
                font={"size": SIZE_NOTE, "color": FAINT_INK},
            )
        )
    return shapes, notes, 16.0 * max(len(taken) - 1, 0)


def _upright(line: Reference, dash: str, foot: float) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "x",
        "yref": "y",
        "x0": line.value,
        "x1": line.value,
        "y0": 0,
        "y1": foot,
        "layer": "below",
        "line": {"color": palette.OTHER, "width": 1, "dash": dash},
    }
