"""ChartSpec -> what an Office chart can draw: categories and runs of numbers. Shared by slide and workbook.

A band floats on a clear run (an Office chart has no ranges of its own); a mark that is withheld has no number
anywhere, and its category says so. Intervals go into the data sheet, beside the numbers drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dashboard.charts import palette
from dashboard.charts.palette import is_grey
from dashboard.charts.shown_rows import shown
from dashboard.charts.spec import ChartSpec, Series
from pipelines.formula_guard import line

Numbers = tuple[float | None, ...]


NOTHING = "There is nothing to draw: no value is known for what was asked."


@dataclass(frozen=True)
class Run:
    """One run of an Office chart. color "" = clear: it only holds others up."""

    name: str
    values: Numbers
    labels: tuple[str, ...]
    color: str
    is_line: bool = False
    partial: tuple[bool, ...] = ()
    muted: tuple[bool, ...] = ()  # points that are Unknown or Other: grey
    in_legend: bool = True
    xs: Numbers = ()  # of a scatter: where each point lies


@dataclass(frozen=True)
class Native:
    form: Literal["column", "bar", "line", "scatter"]
    grouping: Literal["clustered", "stacked", "percent"]
    categories: tuple[str, ...]
    runs: tuple[Run, ...]
    number_format: str
    end: float | None = None  # of the value axis
    has_axis: bool = True
    has_legend: bool = False

    @property
    def is_empty(self) -> bool:
        """No mark at all, not even one that is hidden: Office refuses such a chart, so NOTHING stands in its place."""
        return not any(run.values for run in self.runs)


def native(spec: ChartSpec) -> Native:
    """The chart in Office's terms, all text guarded."""
    made = _BUILD[spec.kind](shown(spec))
    is_empty = not any(value is not None for run in made.runs if run.color for value in run.values)
    # beside nothing the axis's numbers would be taken for figures
    return replace(made, has_axis=False) if is_empty else made


def number_format(unit: str) -> str:
    known = {"percent": "0%", "usd": "$#,##0", "days": "#,##0.#", "percentage points": "+0%;-0%;0%"}
    return known.get(unit, "#,##0.##" if unit else "#,##0")


def _at(values: Sequence[float | None], i: int) -> float | None:
    return values[i] if i < len(values) else None


def _word(series: Series, i: int) -> str:
    return line(series.labels[i]) if i < len(series.labels) else ""


def _ends(series: Series, i: int) -> tuple[float, float] | None:
    """Low and high of a mark that has them."""
    low, high = _at(series.low, i), _at(series.high, i)
    return None if low is None or high is None else (low, high)


def _has_bands(series: Series) -> bool:
    return any(v is None and _ends(series, i) for i, v in enumerate(series.values))


def _categories(spec: ChartSpec) -> tuple[str, ...]:
    """Names with their n, and for marks that are not drawn the words that say why."""

    def why(series: Series, i: int) -> str:
        is_drawn = series.kind == "behind" or series.values[i] is not None or _ends(series, i) is not None
        return "" if is_drawn else _word(series, i)

    def name(i: int) -> str:
        note = spec.category_notes[i] if i < len(spec.category_notes) else ""
        hidden = [(s.name, word) for s in spec.series if (word := why(s, i))]
        if len(hidden) == len(spec.series):  # the whole row: said once, unless the n says it
            words = dict.fromkeys(word for _, word in hidden if word not in note)
        else:
            words = dict.fromkeys(f"{series}: {word}" for series, word in hidden)
        extra = ", ".join(part for part in (note, *words) if part)
        return line(f"{spec.categories[i]} ({extra})" if extra else spec.categories[i])

    return tuple(name(i) for i in range(len(spec.categories)))


def _muted(spec: ChartSpec) -> tuple[bool, ...]:
    return tuple(is_grey(name) for name in spec.categories)


def _colors(spec: ChartSpec) -> list[str]:
    return palette.series_colors(
        [s.is_muted for s in spec.series],
        [s.name for s in spec.series],
        spec.is_ordered,
        [s.color for s in spec.series],
    )


def _floating(series: Series, color: str, start: Sequence[float] | None = None) -> tuple[Run, Run, Run]:
    """(clear run, bands, values) to be stacked; start: what each lane already holds."""
    count = len(series.values)
    base = list(start) if start is not None else [0.0] * count
    clear, bands, values = [], [], []
    for i, value in enumerate(series.values):
        band = _ends(series, i) if value is None else None
        clear.append(base[i] + band[0] if band else base[i])
        bands.append(band[1] - band[0] if band else None)
        values.append(value)
    words = tuple(_word(series, i) for i in range(count))
    return (
        Run(f"{series.name} (start, clear)", tuple(clear), ("",) * count, "", in_legend=False),
        Run(
            f"{series.name} (released range)",
            tuple(bands),
            tuple(w if b is not None else "" for w, b in zip(words, bands, strict=True)),
            palette.tint(color, 0.5),
        ),
        Run(
            series.name,
            tuple(values),
            tuple(w if v is not None else "" for w, v in zip(words, values, strict=True)),
            color,
            partial=series.partial,
        ),
    )


def _single(spec: ChartSpec, form: Literal["column", "bar"]) -> Native:
    """Columns or bars of one series (last year as a line); floating where there are bands."""
    colors = _colors(spec)
    few = len(spec.categories) <= 16
    runs: list[Run] = []
    is_floating = any(_has_bands(s) for s in spec.series if s.kind == "same")
    for series, color in zip(spec.series, colors, strict=True):
        words = tuple(_word(series, i) if few else "" for i in range(len(series.values)))
        if series.kind == "behind":
            grey = palette.LAST_YEAR if series.is_muted else color
            runs.append(Run(line(series.name), series.values, ("",) * len(words), grey, is_line=True))
        elif is_floating:
            runs += _floating(series, color)
        else:
            shown = tuple(w if v is not None else "" for w, v in zip(words, series.values, strict=True))
            runs.append(
                Run(
                    line(series.name),
                    series.values,
                    shown,
                    color,
                    partial=series.partial,
                    muted=_muted(spec),
                )
            )
    return Native(
        form=form,
        grouping="stacked" if is_floating else "clustered",
        categories=_categories(spec),
        runs=tuple(r for r in runs if any(v is not None for v in r.values) or len(runs) == 1),
        number_format=number_format(spec.unit),
        has_axis=form == "column",
        has_legend=any(r.is_line for r in runs),
    )


def _stacked(spec: ChartSpec) -> Native:
    runs = tuple(
        Run(
            line(s.name),
            s.values,
            tuple(_word(s, i) if (v or 0) >= 0.05 else "" for i, v in enumerate(s.values)),
            color,
        )
        for s, color in zip(spec.series, _colors(spec), strict=True)
    )
    return Native("bar", "percent", _categories(spec), runs, "0%", has_axis=False, has_legend=True)


def _lines(spec: ChartSpec) -> Native:
    """A line a series; a series of bands is two lines, its lower and its upper ends."""
    runs: list[Run] = []
    for series, color in zip(spec.series, _colors(spec), strict=True):
        tone = palette.LAST_YEAR if series.is_muted else color
        none = ("",) * len(series.values)
        if _has_bands(series):
            ends = [_ends(series, i) for i in range(len(series.values))]
            lows = tuple(
                v if v is not None else (e[0] if e else None)
                for v, e in zip(series.values, ends, strict=True)
            )
            highs = tuple(
                v if v is not None else (e[1] if e else None)
                for v, e in zip(series.values, ends, strict=True)
            )
            runs.append(Run(line(f"{series.name}, at least"), lows, none, tone, is_line=True))
            runs.append(
                Run(line(f"{series.name}, at most"), highs, none, palette.tint(tone, 0.6), is_line=True)
            )
        else:
            runs.append(
                Run(line(series.name), series.values, none, tone, is_line=True, partial=series.partial)
            )
    return Native(
        "line",
        "clustered",
        _categories(spec),
        tuple(runs),
        number_format(spec.unit),
        has_legend=len(runs) > 1,
    )


def _dots(spec: ChartSpec) -> Native:
    """One series: bars from zero; of what the unknown or the quartiles allow, from low to the value and on to high, the
    value where the tones meet. Several: lanes."""
    if len(spec.series) > 1:
        return _lanes(spec)
    (series,) = spec.series
    count = len(series.values)
    ends = [_ends(series, i) for i in range(count)]
    is_below_zero = any(end is not None and end[0] < 0 for end in ends)
    if not any(ends) or (spec.ranges_are == "chance" and not is_below_zero):
        return _single(spec, "bar")  # the interval of a rate is in the data sheet
    if is_below_zero:
        return _across(spec, ends)
    words = tuple(_word(series, i) for i in range(count))
    clear: list[float] = []
    below: list[float | None] = []
    above: list[float | None] = []
    for value, end in zip(series.values, ends, strict=True):
        if end is None:  # a value without a range stands at its place
            clear.append(value or 0.0)
            below.append(None)
            above.append(None)
            continue
        low, high = end
        middle = high if value is None else value
        clear.append(low)
        below.append(middle - low)
        above.append(high - middle)
    color = palette.PRIMARY
    runs = (
        Run("Low (clear)", tuple(clear), ("",) * count, "", in_legend=False),
        Run(line(f"Low to {series.name}"), tuple(below), words, palette.tint(color, 0.55)),
        Run(line(f"{series.name} to high"), tuple(above), ("",) * count, palette.tint(color, 0.25)),
    )
    return Native(
        "bar",
        "stacked",
        _categories(spec),
        tuple(run for run in runs if any(run.values)),
        number_format(spec.unit),
        has_legend=any(v is not None for v in series.values),
    )


def _across(spec: ChartSpec, ends: Sequence[tuple[float, float] | None]) -> Native:
    """Ranges that may run below zero: Office stacks what is negative to the left and the rest to the right.

    A value without a range is drawn from zero to it.
    """
    (series,) = spec.series
    clear: list[float] = []
    left: list[float | None] = []
    right: list[float | None] = []
    for value, end in zip(series.values, ends, strict=True):
        low, high = end or (min(value or 0.0, 0.0), max(value or 0.0, 0.0))
        clear.append(low if low > 0 else min(high, 0.0))
        left.append((low - min(high, 0.0)) or None if low < 0 else None)
        right.append((high - max(low, 0.0)) or None if high > 0 else None)
    words = tuple(_word(series, i) for i in range(len(ends)))
    color = palette.tint(palette.PRIMARY, 0.4)
    runs = (
        Run(line(f"{series.name} (start, clear)"), tuple(clear), ("",) * len(clear), "", in_legend=False),
        Run(
            line(f"{series.name}, below zero"),
            tuple(left),
            tuple(w if r is None else "" for w, r in zip(words, right, strict=True)),
            color,
        ),
        Run(
            line(f"{series.name}, above zero"),
            tuple(right),
            tuple(w if r is not None else "" for w, r in zip(words, right, strict=True)),
            color,
        ),
    )
    drawn = tuple(r for r in runs if r.color == "" or any(r.values))
    return Native("bar", "stacked", _categories(spec), drawn, number_format(spec.unit))


def _lanes(spec: ChartSpec) -> Native:
    """Several series as lanes side by side in one stacked bar: clear room, then the range or the value."""
    top = max((v for s in spec.series for v in (*s.values, *s.high) if v is not None), default=0.0) or 1.0
    floor = min((v for s in spec.series for v in (*s.values, *s.low) if v is not None and v < 0), default=0.0)
    lane = (top - floor) * 1.25
    tick = (top - floor) * 0.03
    rows = range(len(spec.categories))
    reached = [0.0 for _ in rows]
    runs: list[Run] = []
    for p, (series, color) in enumerate(zip(spec.series, _lane_colors(spec), strict=True)):
        clear: list[float] = []
        drawn: list[float | None] = []
        for i in rows:
            value, ends = series.values[i], _ends(series, i)
            if ends is None and value is not None:
                ends = (max(value - tick / 2, floor), value + tick / 2)
            start = p * lane + (ends[0] - floor if ends else 0.0)
            size = ends[1] - ends[0] if ends else None
            clear.append(start - reached[i])
            drawn.append(size)
            reached[i] = start + (size or 0.0)
        words = tuple(_word(series, i) if drawn[i] is not None else "" for i in rows)
        runs.append(
            Run(line(f"{series.name} (start, clear)"), tuple(clear), ("",) * len(clear), "", in_legend=False)
        )
        runs.append(Run(line(series.name), tuple(drawn), words, color))
    return Native(
        "bar",
        "stacked",
        _categories(spec),
        tuple(runs),
        number_format(spec.unit),
        end=lane * len(spec.series),
        has_axis=False,
        has_legend=True,
    )


def _pairs(spec: ChartSpec) -> Native:
    """Two bars a row, one a side; where a side was told as a range, lanes. Intervals: in the data sheet."""
    if any(_has_bands(series) for series in spec.series):
        return _lanes(spec)
    runs = tuple(
        Run(
            line(series.name),
            series.values,
            tuple(_word(series, i) if v is not None else "" for i, v in enumerate(series.values)),
            color,
        )
        for series, color in zip(spec.series, _colors(spec), strict=True)
    )
    form = number_format(spec.unit)
    return Native("bar", "clustered", _categories(spec), runs, form, has_axis=False, has_legend=True)


def _funnel(spec: ChartSpec) -> Native:
    """Points by size and rate, and the limits as lines; of a band both ends are points."""
    runs: list[Run] = []
    for series, color in zip(spec.series, (palette.PRIMARY, palette.SERIES[1]), strict=True):
        points = [
            (i, x, y)
            for i, x in enumerate(spec.sizes)
            for y in ((series.values[i],) if series.values[i] is not None else _ends(series, i) or ())
            if x is not None
        ]
        is_named = series is spec.series[-1]
        runs.append(
            Run(
                line(series.name),
                tuple(y for _, _, y in points),
                tuple(line(spec.categories[i]) if is_named else "" for i, _, _ in points),
                color,
                xs=tuple(x for _, x, _ in points),
            )
        )
    for limits in spec.limits:
        for name, ends in (("lower", limits.low), ("upper", limits.high)):
            none = ("",) * len(ends)
            text = line(f"{limits.text} limits, {name}")
            runs.append(Run(text, ends, none, palette.LAST_YEAR, is_line=True, xs=limits.sizes))
    far = max((x for x in spec.sizes if x is not None), default=1.0) * 1.06
    for reference in spec.references:
        across = (reference.value, reference.value)
        text = line(reference.text)
        runs.append(Run(text, across, ("", ""), palette.SOFT_INK, is_line=True, xs=(0.0, far)))
    return Native(
        "scatter",
        "clustered",
        tuple(line(name) for name in spec.categories),
        # lines first: LibreOffice shows no more points of any run than the first one has
        tuple(sorted((run for run in runs if run.values), key=lambda run: not run.is_line)),
        number_format(spec.unit),
        end=1.0 if spec.unit == "percent" else None,
        has_legend=True,
    )


def _calendar(spec: ChartSpec) -> Native:
    """Columns over the periods, a part a weekday: no Office chart has a calendar, and these are the same numbers."""
    last = len(spec.series) - 1
    runs = tuple(
        Run(
            line(series.name),
            series.values,
            ("",) * len(series.values),
            palette.tint(palette.PRIMARY, 1 - 0.8 * place / last),
        )
        for place, series in enumerate(spec.series)
    )
    form = number_format(spec.unit)
    return Native("column", "stacked", _categories(spec), runs, form, has_legend=True)


def _lane_colors(spec: ChartSpec) -> list[str]:
    """Light tints: a label may be wider than its range, and must be read on it and beside it."""
    tones = palette.series_colors([s.is_muted for s in spec.series], [s.name for s in spec.series], False)
    return [palette.tint(tone, 0.5) for tone in tones]


def _steps(spec: ChartSpec) -> Native:
    """Each step's share, and what is left to 100 % as a light run."""
    (series,) = spec.series
    clear, bands, values = _floating(series, palette.PRIMARY)
    rest = tuple(
        1 - (value if value is not None else (ends[1] if (ends := _ends(series, i)) else 0.0))
        for i, value in enumerate(series.values)
    )
    runs = [values, Run("Rest", rest, ("",) * len(rest), palette.TRACK, in_legend=False)]
    if any(v is not None for v in bands.values):
        runs = [clear, bands, *runs]
    return Native("bar", "stacked", _categories(spec), tuple(runs), "0%", end=1.0, has_axis=False)


_BUILD: dict[str, Callable[[ChartSpec], Native]] = {
    "columns": lambda spec: _single(spec, "column"),
    "bars": lambda spec: _single(spec, "bar"),
    "stacked_bars": _stacked,
    "lines": _lines,
    "dots": _dots,
    "steps": _steps,
    "pairs": _pairs,
    "funnel": _funnel,
    "calendar": _calendar,
}


def data_sheet(spec: ChartSpec) -> tuple[tuple[str, ...], tuple[tuple[str | float | None, ...], ...]]:
    """(headings, rows): per category each series' value, label, low and high: the intervals of the chart."""
    spec = shown(spec)
    with_ends = [any(v is not None for v in (*s.low, *s.high)) for s in spec.series]
    heads = ["Category", *([line(spec.category_title)] if spec.sizes else [])]
    for series, has_ends in zip(spec.series, with_ends, strict=True):
        name = line(series.name)
        heads += [
            name,
            line(f"{series.name}, as it reads"),
            *([f"{name}, low", f"{name}, high"] if has_ends else []),
        ]
    rows = []
    for i, category in enumerate(spec.categories):
        row: list[str | float | None] = [line(category), *([spec.sizes[i]] if spec.sizes else [])]
        for series, has_ends in zip(spec.series, with_ends, strict=True):
            row += [series.values[i], _word(series, i)]
            row += [_at(series.low, i), _at(series.high, i)] if has_ends else []
        rows.append(tuple(row))
    return tuple(heads), tuple(rows)
