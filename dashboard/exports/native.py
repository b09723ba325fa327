"""ChartSpec -> what an Office chart can draw: categories and runs of numbers, each number the figure's own.

An interval is the error bar of its value. A released range has no value: between its two ends, each a number of its
own, stands a wide error bar; nothing is stacked upon offsets. What is withheld has no number anywhere, and its category
says so.
Several rows of panels are several charts; a single number is no chart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dashboard.charts import palette
from dashboard.charts.names import number
from dashboard.charts.palette import is_grey
from dashboard.charts.shown_rows import shown
from dashboard.charts.spec import ChartSpec, Series
from dashboard.exports.tones import HOT, LAST_YEAR, PRIMARY, SOFT_INK, UNKNOWN, Tone, tone

Numbers = tuple[float | None, ...]
Form = Literal["column", "bar", "line", "scatter"]

NOTHING = "There is nothing to draw: no value is known for what was asked."
LONGEST_NAME = 75  # characters of a row's name beside its bar
FEW = 16  # columns that have room for their words


@dataclass(frozen=True)
class Run:
    """One run of an Office chart. color None = clear: it only bears words, or the end of a range.

    low, high: where the error bar of each number ends; is_range: it is a released range, drawn wide.
    tones: of single points, where they differ from the run's.
    """

    name: str
    values: Numbers
    labels: tuple[str, ...] = ()
    color: Tone | None = None
    is_line: bool = False
    partial: tuple[bool, ...] = ()
    tones: tuple[Tone | None, ...] = ()
    in_legend: bool = True
    xs: Numbers = ()  # of a scatter: where each point lies
    low: Numbers = ()
    high: Numbers = ()
    is_range: bool = False

    @property
    def has_ends(self) -> bool:
        return any(v is not None for v in (*self.low, *self.high))


@dataclass(frozen=True)
class Native:
    """One Office chart. title: what it is of, where it is one of several."""

    form: Form
    grouping: Literal["clustered", "stacked", "percent"]
    categories: tuple[str, ...]
    runs: tuple[Run, ...]
    number_format: str
    start: float | None = None  # of the value axis
    end: float | None = None
    has_axis: bool = True
    has_legend: bool = False
    title: str = ""
    unit: str = ""
    size_title: str = ""  # of a scatter: what lies along the lower axis

    @property
    def goes_below(self) -> bool:
        return any(v is not None and v < 0 for run in self.runs for v in (*run.values, *run.low))


@dataclass(frozen=True)
class BigNumber:
    """A figure that is one number: as it reads, and what belongs to it."""

    value: str
    words: str


Drawing = tuple[Native, ...] | BigNumber


def drawing(spec: ChartSpec) -> Drawing:
    """The charts of a spec, one a panel; none where there is nothing to draw; or its one number."""
    if number := _big_number(spec):
        return number
    cut = _as_rows(shown(spec))
    if not cut.categories:
        return ()
    made = _panels(cut) if _has_panels(cut) else (_BUILD[cut.kind](cut),)
    drawn = tuple(chart for chart in made if any(run.values for run in chart.runs))
    is_empty = not any(v is not None for chart in drawn for run in chart.runs for v in run.values)
    # beside nothing the axis's numbers would be taken for figures
    return tuple(replace(chart, has_axis=False) for chart in drawn) if is_empty else drawn


def number_format(unit: str) -> str:
    known = {"percent": "0%", "usd": "$#,##0", "days": "#,##0.#", "percentage points": "+0%;-0%;0%"}
    return known.get(unit, "#,##0.##" if unit else "#,##0")


def one_line(text: str) -> str:
    """Drawn text: one line, nothing that cannot be printed. What goes into a cell is guarded besides."""
    kept = "".join(c if c.isprintable() or c.isspace() else "" for c in text)
    return " ".join(kept.split())


# --- what is read off a series -----------------------------------------------------------------------------


def at(values: Sequence[float | None], i: int) -> float | None:
    return values[i] if i < len(values) else None


def word(series: Series, i: int) -> str:
    """The words at a mark, as short as they are on an axis."""
    said = one_line(series.labels[i]) if i < len(series.labels) else ""
    return said.replace(" percentage points", " points")


def ends_of(series: Series, i: int) -> tuple[float, float] | None:
    """Low and high of a mark that has them."""
    low, high = at(series.low, i), at(series.high, i)
    return None if low is None or high is None else (low, high)


def _has_ranges(series: Series) -> bool:
    return any(v is None and ends_of(series, i) for i, v in enumerate(series.values))


RANGES_ARE = {
    "chance": "likely between {} and {}",
    "unknown": "between {} and {}, whatever became of those not known",
    "quartiles": "middle half from {} to {}",
}


def _big_number(spec: ChartSpec) -> BigNumber | None:
    """One row and one series of a figure told as dots or bars."""
    if spec.kind not in ("dots", "bars") or len(spec.categories) != 1 or len(spec.series) != 1:
        return None
    (series,) = spec.series
    read = word(series, 0)
    if not read or series.middle(0) is None:
        return None
    ends = ends_of(series, 0)
    interval = ""
    if ends is not None and series.values[0] is not None:
        interval = RANGES_ARE[spec.ranges_are].format(*(number(end, spec.unit) for end in ends))
    named = one_line(spec.categories[0])
    note = spec.category_notes[0] if spec.category_notes else ""
    words = [named if named.lower() not in ("", "all") else "", one_line(note), interval]
    return BigNumber(read, " · ".join(filter(None, words)))


def _as_rows(spec: ChartSpec) -> ChartSpec:
    """Panels of one row each as the rows of one chart."""
    if spec.kind != "dots" or len(spec.categories) != 1 or len(spec.series) < 2:
        return spec

    def across(values: Callable[[Series], Sequence[float | None]]) -> Numbers:
        return tuple(at(values(series), 0) for series in spec.series)

    turned = Series(
        spec.title,
        across(lambda s: s.values),
        tuple(word(series, 0) for series in spec.series),
        across(lambda s: s.low),
        across(lambda s: s.high),
    )
    names = tuple(series.name for series in spec.series)
    return replace(
        spec, categories=names, series=(turned,), category_notes=(), greyed=(), column=(), named=()
    )


def shortened(text: str, length: int) -> str:
    """Text of at most so many characters, cut between words where there are any."""
    if len(text) <= length:
        return text
    begun = text[: length - 1]
    words = begun.rpartition(" ")[0]
    return (words if len(words) > length // 2 else begun).rstrip(" ,;:.") + "…"


def is_cut_short(spec: ChartSpec) -> bool:
    """Whether a chart has no room for one of its names: a table has them all in full."""
    return any(len(one_line(name)) > LONGEST_NAME for name in spec.categories)


def categories_of(spec: ChartSpec, longest: int = LONGEST_NAME) -> tuple[str, ...]:
    """Names with their n, and for marks that are not drawn the words that say why."""

    def why(series: Series, i: int) -> str:
        is_drawn = series.kind == "behind" or series.values[i] is not None or ends_of(series, i) is not None
        return "" if is_drawn else word(series, i)

    def name(i: int) -> str:
        note = spec.category_notes[i] if i < len(spec.category_notes) else ""
        hidden = [(s.name, said) for s in spec.series if (said := why(s, i))]
        if len(hidden) == len(spec.series):  # the whole row: said once, unless the n says it
            words = dict.fromkeys(said for _, said in hidden if said not in note)
        else:
            words = dict.fromkeys(f"{series}: {said}" for series, said in hidden)
        extra = ", ".join(part for part in (note, *words) if part)
        named = shortened(one_line(spec.categories[i]), longest)
        return one_line(f"{named} ({extra})" if extra else named)

    return tuple(name(i) for i in range(len(spec.categories)))


def _tones(spec: ChartSpec) -> list[Tone]:
    colors = palette.series_colors(
        [s.is_muted for s in spec.series],
        [s.name for s in spec.series],
        spec.is_ordered,
        [s.color for s in spec.series],
    )
    return [tone(color) for color in colors]


def _of_points(spec: ChartSpec) -> tuple[Tone | None, ...]:
    """Of each category: grey where it is Unknown or Other, the problem's color where the finding names it, pale beside
    one that was chosen."""

    def of(name: str) -> Tone | None:
        if is_grey(name):
            return UNKNOWN
        if name in spec.named:
            return HOT
        return PRIMARY.lighter(0.35) if spec.chosen and name not in spec.chosen else None

    found = tuple(map(of, spec.categories))
    return found if any(found) else ()


# --- rows, columns, panels ---------------------------------------------------------------------------------


def _marked(spec: ChartSpec, series: Series, color: Tone, *, has_words: bool = True) -> tuple[Run, ...]:
    """A series as runs that lie over each other: its values with their intervals, the lower ends of released ranges.

    And, clear, the outer end of each interval and range, which bears its words clear of the mark.
    """
    places = range(len(series.values))
    ends = [ends_of(series, i) for i in places]
    words = [word(series, i) if has_words else "" for i in places]
    name = one_line(series.name)
    of_value = [end if series.values[i] is not None else None for i, end in enumerate(ends)]
    of_range = [end if series.values[i] is None else None for i, end in enumerate(ends)]

    def only(which: Sequence[tuple[float, float] | None], side: int) -> Numbers:
        return tuple(end[side] if end else None for end in which) if any(which) else ()

    runs = []
    if not any(of_range) or any(v is not None for v in series.values):
        runs.append(
            Run(
                name,
                series.values,
                tuple(
                    w if v is not None and not e else ""
                    for w, v, e in zip(words, series.values, ends, strict=True)
                ),
                color,
                partial=series.partial,
                tones=_of_points(spec),
                low=only(of_value, 0),
                high=only(of_value, 1),
            )
        )
    if any(of_range):
        lows = only(of_range, 0)
        runs.append(
            Run(
                f"{name}, at least",
                lows,
                low=lows,
                high=only(of_range, 1),
                is_range=True,
                tones=_of_points(spec),
            )
        )
    if any(ends):
        # below zero the outer end is the lower one
        outer = tuple((end[0] if end[1] <= 0 else end[1]) if end else None for end in ends)
        said = f"{name}, at most" if any(of_range) and not any(of_value) else f"{name}, end of the interval"
        runs.append(
            Run(said, outer, tuple(w if e else "" for w, e in zip(words, ends, strict=True)), in_legend=False)
        )
    return tuple(runs)


def _limits(spec: ChartSpec) -> tuple[float | None, float | None]:
    """Where the value axis ends: shares of rows from 0 to 100 %, so that slides can be set beside each other."""
    if spec.unit != "percent":
        return None, None
    far = [v for s in spec.series for v in (*s.values, *s.high) if v is not None]
    return 0.0, 1.0 if max(far, default=0.0) > 0.5 else None


def _rows(spec: ChartSpec) -> Native:
    """Bars from zero, a row a category."""
    (series,) = spec.series
    (color,) = _tones(spec)
    start, end = _limits(spec)
    runs = _marked(spec, series, color if spec.kind != "steps" else PRIMARY)
    form = number_format(spec.unit)
    has_axis = any(run.has_ends for run in runs)  # how far a range reaches is read on it
    return Native("bar", "clustered", categories_of(spec), runs, form, start, end, has_axis, unit=spec.unit)


def _columns(spec: ChartSpec) -> Native:
    """Columns of one series; last year's as a line."""
    has_words = len(spec.categories) <= FEW
    runs: list[Run] = []
    for series, color in zip(spec.series, _tones(spec), strict=True):
        if series.kind == "behind":
            grey = LAST_YEAR if series.is_muted else color
            runs.append(Run(one_line(series.name), series.values, color=grey, is_line=True))
        else:
            runs += _marked(spec, series, color, has_words=has_words)
    kept = tuple(r for r in runs if any(v is not None for v in r.values) or len(runs) == 1)
    kept += _references(spec)
    has_legend = any(r.is_line for r in kept)
    form = number_format(spec.unit)
    return Native(
        "column", "clustered", categories_of(spec), kept, form, has_legend=has_legend, unit=spec.unit
    )


def _references(spec: ChartSpec) -> tuple[Run, ...]:
    """Lines across all columns: a target, a recommended minimum."""
    return tuple(
        Run(one_line(one.text), (one.value,) * len(spec.categories), color=SOFT_INK, is_line=True)
        for one in spec.references
    )


def _has_panels(spec: ChartSpec) -> bool:
    """Two sides without ranges are two bars a row; everything else of several series is a chart each."""
    has_ends = any(ends_of(series, i) for series in spec.series for i in range(len(series.values)))
    return len(spec.series) > 1 and (spec.kind == "dots" or (spec.kind == "pairs" and has_ends))


def _panels(spec: ChartSpec) -> tuple[Native, ...]:
    """A chart a series, all on one scale, each with the same rows: side by side they read as one table."""
    drawn = [v for s in spec.series for v in (*s.values, *s.low, *s.high) if v is not None]
    start, end = _limits(spec)
    if start is None and drawn:
        start, end = min(0.0, *drawn) * 1.15, max(0.0, *drawn) * 1.15
    tones = [PRIMARY] * len(spec.series) if spec.is_ordered else _tones(spec)
    made = []
    for series, color in zip(spec.series, tones, strict=True):
        one = replace(spec, series=(series,))
        runs = _marked(one, series, color)
        made.append(
            Native(
                "bar",
                "clustered",
                categories_of(one),
                runs,
                number_format(spec.unit),
                start,
                end,
                has_axis=False,
                title=one_line(series.name),
                unit=spec.unit,
            )
        )
    return tuple(made)


def _pairs(spec: ChartSpec) -> Native:
    """Two bars a row, one a side."""
    runs = tuple(
        Run(
            one_line(series.name),
            series.values,
            tuple(word(series, i) for i in range(len(series.values))),
            color,
        )
        for series, color in zip(spec.series, _tones(spec), strict=True)
    )
    start, end = _limits(spec)
    form = number_format(spec.unit)
    return Native(
        "bar", "clustered", categories_of(spec), runs, form, start, end, False, len(runs) > 1, unit=spec.unit
    )


# --- the other kinds ---------------------------------------------------------------------------------------


def _stacked(spec: ChartSpec) -> Native:
    runs = tuple(
        Run(
            one_line(s.name),
            s.values,
            tuple(word(s, i) if (v or 0) >= 0.05 else "" for i, v in enumerate(s.values)),
            color,
        )
        for s, color in zip(spec.series, _tones(spec), strict=True)
    )
    return Native(
        "bar", "percent", categories_of(spec), runs, "0%", has_axis=False, has_legend=True, unit=spec.unit
    )


def _lines(spec: ChartSpec) -> Native:
    """A line a series with its intervals; of released ranges two lines, their lower and their upper ends."""
    runs: list[Run] = []
    for series, color in zip(spec.series, _tones(spec), strict=True):
        shade = LAST_YEAR if series.is_muted else color
        name = one_line(series.name)
        if not _has_ranges(series):
            runs.append(
                Run(
                    name,
                    series.values,
                    color=shade,
                    is_line=True,
                    partial=series.partial,
                    low=series.low,
                    high=series.high,
                )
            )
            continue
        ends = [ends_of(series, i) if v is None else (v, v) for i, v in enumerate(series.values)]
        lows, highs = (tuple(end[side] if end else None for end in ends) for side in (0, 1))
        runs.append(Run(f"{name}, at least", lows, color=shade, is_line=True))
        runs.append(Run(f"{name}, at most", highs, color=shade.lighter(0.6), is_line=True))
    runs += _references(spec)
    start, end = _limits(spec)
    return Native(
        "line",
        "clustered",
        categories_of(spec),
        tuple(runs),
        number_format(spec.unit),
        start,
        end,
        has_legend=len(runs) > 1,
        unit=spec.unit,
    )


def _funnel(spec: ChartSpec) -> Native:
    """Points by size and rate, and the limits of chance as lines; a released range is an error bar without a point."""
    runs: list[Run] = []
    for series, color in zip(spec.series, (PRIMARY, HOT), strict=True):
        is_named = series is spec.series[-1]
        for is_range in (False, True):
            points = [
                (i, x, value if value is not None else (ends_of(series, i) or (0.0, 0.0))[0])
                for i, (x, value) in enumerate(zip(spec.sizes, series.values, strict=True))
                if x is not None
                and (ends_of(series, i) is not None if value is None else True)
                and (value is None) == is_range
            ]
            name = one_line(series.name) + (", released ranges" if is_range else "")
            runs.append(
                Run(
                    name,
                    tuple(y for _, _, y in points),
                    tuple(one_line(spec.categories[i]) if is_named else "" for i, _, _ in points),
                    color,
                    xs=tuple(x for _, x, _ in points),
                    low=tuple(at(series.low, i) for i, _, _ in points) if is_range else (),
                    high=tuple(at(series.high, i) for i, _, _ in points) if is_range else (),
                    is_range=is_range,
                )
            )
    for limits in spec.limits:
        for side, ends in (("lower", limits.low), ("upper", limits.high)):
            text = one_line(f"{limits.text} limits, {side}")
            runs.append(Run(text, ends, color=LAST_YEAR, is_line=True, xs=limits.sizes))
    far = max((x for x in spec.sizes if x is not None), default=1.0) * 1.06
    for reference in spec.references:
        across = (reference.value, reference.value)
        runs.append(Run(one_line(reference.text), across, color=SOFT_INK, is_line=True, xs=(0.0, far)))
    return Native(
        "scatter",
        "clustered",
        tuple(one_line(name) for name in spec.categories),
        # lines first: LibreOffice shows no more points of any run than the first one has
        tuple(sorted((run for run in runs if run.values), key=lambda run: not run.is_line)),
        number_format(spec.unit),
        0.0,
        1.0 if spec.unit == "percent" else None,
        has_legend=True,
        unit=spec.unit,
        size_title=one_line(spec.category_title),
    )


def _calendar(spec: ChartSpec) -> Native:
    """Columns over the periods, a part a weekday: no Office chart has a calendar, and these are the same numbers."""
    last = max(len(spec.series) - 1, 1)
    runs = tuple(
        Run(one_line(series.name), series.values, color=PRIMARY.lighter(1 - 0.8 * place / last))
        for place, series in enumerate(spec.series)
    )
    form = number_format(spec.unit)
    return Native("column", "stacked", categories_of(spec), runs, form, has_legend=True, unit=spec.unit)


_BUILD: dict[str, Callable[[ChartSpec], Native]] = {
    "columns": _columns,
    "bars": _rows,
    "stacked_bars": _stacked,
    "lines": _lines,
    "dots": _rows,
    "pairs": _pairs,
    "steps": lambda spec: replace(_rows(spec), start=0.0, end=1.0),
    "funnel": _funnel,
    "calendar": _calendar,
}
