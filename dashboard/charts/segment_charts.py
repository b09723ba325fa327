"""Charts over categories and segments: bars, distributions, 100 % bars, ranges, waits, steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dashboard.charts.marks import (
    MAX_ROWS,
    NOTHING,
    Drawn,
    alt_text,
    cell_at,
    count_behind,
    dimensions_of,
    drawn_of,
    extremes,
    figure_name,
    hidden_words,
    in_rank,
    inside,
    is_ordered,
    middle,
    more_rows,
    n_words,
    number,
    of_telling_size,
    own_category,
    segment_name,
    sentence_of,
    sits_last,
    unique_names,
    value_title,
    values_of,
)
from dashboard.charts.palette import MAX_SERIES
from dashboard.charts.spec import ChartSpec, Reference, Series
from pipelines.figures import wording
from pipelines.figures.intervals import CURVE_DAYS
from pipelines.figures.results import Cell, Metric, Released


def by_category(released: Released, rate: Released | None = None) -> ChartSpec:
    """Horizontal bars, one a category, largest first, Unknown last.

    rate: the same breakdown's rate, printed at each bar ("61% replied"): the second thing one wants to know.
    """
    metric = released.metric
    dimension = own_category(released) or dimensions_of(released)[0]
    values = values_of(released, dimension)
    cells = {v: cell_at(released, **{dimension: v}) for v in values}
    pairs = [(v, drawn_of(cells[v], metric)) for v in values]
    rows = pairs if is_ordered(dimension, values) else in_rank(pairs)
    rates = {v: drawn_of(cell_at(rate, **{dimension: v}), rate.metric) for v in values} if rate else {}
    shown = rows[:MAX_ROWS]

    def label(value: str, drawn: Drawn) -> str:
        beside = rates.get(value, NOTHING).label if rates.get(value, NOTHING).rank is not None else ""
        return f"{drawn.label} · {beside} replied" if beside and drawn.rank is not None else drawn.label

    names = unique_names([segment_name(dimension, v) for v, _ in shown], [v for v, _ in shown], dimension)
    reading = _answered(rate, rates, dimension) if rate else ""
    reading = (reading or _most(metric, dimension, rows)) + more_rows(len(rows))
    series = Series(
        name=metric.title,
        values=tuple(d.value for _, d in shown),
        labels=tuple(label(v, d) for v, d in shown),
        low=tuple(d.low for _, d in shown) if any(d.low is not None for _, d in shown) else (),
        high=tuple(d.high for _, d in shown) if any(d.high is not None for _, d in shown) else (),
    )
    has_items = metric.aggregate not in ("count", "share")
    title = (
        metric.title if own_category(released) else f"{metric.title} by {wording.title(dimension).lower()}"
    )
    return ChartSpec(
        id=metric.id,
        kind="bars",
        title=title,
        reading=reading,
        categories=names,
        series=(series,),
        unit=metric.unit,
        alt_text=alt_text("Bar chart", title, reading, list(zip(names, series.labels, strict=True))),
        category_title=wording.title(dimension),
        value_title=value_title(metric),
        category_notes=tuple(n_words(cells[v]) for v, _ in shown) if has_items else (),
        dimension=dimension,
        segments=tuple(v for v, _ in shown),
    )


def _answered(rate: Released, rates: Mapping[str, Drawn], dimension: str) -> str:
    """Referral and alumni network are answered most: 61% and 54% replied within 14 days."""
    ranked = [
        (segment_name(dimension, v), d)
        for v, d in in_rank(list(rates.items()))
        if d.rank is not None and not sits_last(v)
    ]
    if len(ranked) < 2:
        return ""
    top = ranked[:2]
    within = f" within {rate.metric.within}" if rate.metric.within else ""
    names = wording.listed([top[0][0], inside(top[1][0])])
    return f"{names} are answered most: {wording.listed([d.label for _, d in top])} replied{within}."


def _most(metric: Metric, dimension: str, rows: Sequence[tuple[str, Drawn]]) -> str:
    named = [(segment_name(dimension, v), d) for v, d in rows]
    if metric.aggregate not in ("share", "count") and metric.categories_are != "kinds":
        return extremes(metric, named)
    real = in_rank([(n, d) for n, d in named if not sits_last(n) and d.rank is not None])
    if not real:
        return f"{figure_name(metric)}: every group is too small to show, or there is no data."
    first = f"{figure_name(metric)}: {inside(real[0][0])} comes first with {real[0][1].label}"
    following = [f"{inside(n)} with {d.label}" for n, d in real[1:3]]
    hidden = sum(1 for n, d in named if d.rank is None)
    tail = f" {hidden_words(hidden, len(named))}" if hidden else ""
    return f"{first}{', then ' + wording.listed(following) if following else ''}.{tail}"


def distribution(released: Released) -> ChartSpec:
    """Columns of a distribution in its own order: names given 0 / 1 / 2 / 3–4 / 5+ / not recorded."""
    metric = released.metric
    dimension = own_category(released) or dimensions_of(released)[0]
    values = sorted(values_of(released, dimension), key=sits_last)
    cells = [drawn_of(cell_at(released, **{dimension: v}), metric) for v in values]
    names = unique_names([segment_name(dimension, v) for v in values], values, dimension)
    has_bands = any(c.is_band for c in cells)
    reading = _most_often(metric, names, cells)
    return ChartSpec(
        id=metric.id,
        kind="columns",
        title=metric.title,
        reading=reading,
        categories=names,
        series=(
            Series(
                name=metric.title,
                values=tuple(c.value for c in cells),
                labels=tuple(c.label for c in cells),
                low=tuple(c.low if c.is_band else None for c in cells) if has_bands else (),
                high=tuple(c.high if c.is_band else None for c in cells) if has_bands else (),
            ),
        ),
        unit=metric.unit,
        alt_text=alt_text(
            "Column chart", metric.title, reading, [(n, c.label) for n, c in zip(names, cells, strict=True)]
        ),
        category_title=wording.title(dimension),
        value_title=value_title(metric),
    )


def _most_often(metric: Metric, names: Sequence[str], cells: Sequence[Drawn]) -> str:
    """Names given: most often 0 (36%), then 1 (27%) and 2 (15%); not recorded 10%."""
    pairs = list(zip(names, cells, strict=True))
    real = [(n, d) for n, d in pairs if not sits_last(n)]
    shown = in_rank([(n, d) for n, d in real if d.rank is not None])
    if not shown:
        return f"{figure_name(metric)}: every class is too small to show, or there is no data."
    words = [f"{inside(n)} ({d.label})" for n, d in shown[:3]]
    sentence = f"{figure_name(metric)}: most often {words[0]}" + (
        f", then {wording.listed(words[1:])}" if words[1:] else ""
    )
    unknown = [f"{inside(n)} {d.label}" for n, d in pairs if sits_last(n) == 2 and d.rank is not None]
    hidden = len(real) - len(shown)
    return "; ".join([sentence, *unknown]) + "." + (f" {hidden_words(hidden, len(real))}" if hidden else "")


def composition(
    released: Released,
    *,
    groups: Sequence[tuple[str, tuple[str, ...]]] = (),
    title: str = "",
) -> ChartSpec:
    """100 % bars: one row a segment, cut into the figure's categories, n at the right.

    groups: (name, categories) to merge, e.g. service and military. More than six categories: the smallest
    become a grey "Other". Where any share is a band or withheld, nothing can be stacked honestly: the same
    rows become ranges, a panel a category (kind "dots").
    """
    metric = released.metric
    own = own_category(released)
    rows_by = dimensions_of(released)[:1]
    rows: tuple[str, ...] = values_of(released, rows_by[0]) if rows_by else ("",)
    if rows_by:
        rows = tuple(sorted(rows, key=lambda r: (sits_last(r), r.casefold())))
        if rows_by[0] == "class_year":
            rows = tuple(reversed([r for r in rows if not sits_last(r)])) + tuple(
                r for r in rows if sits_last(r)
            )
    parts = list(groups) or [(segment_name(own, v), (v,)) for v in values_of(released, own)]

    def cell(row: str, category: str) -> Cell | None:
        return cell_at(released, **{own: category, **({rows_by[0]: row} if rows_by else {})})

    grid = {
        name: [
            _merged([drawn_of(cell(r, v), metric) for v in members if cell(r, v) is not None], metric)
            for r in rows
        ]
        for name, members in parts
    }
    is_exact = all(d.value is not None or d.label == "" for column in grid.values() for d in column)
    has_order = is_ordered(own, [v for _, members in parts for v in members])
    if len([name for name in grid if not sits_last(name)]) > MAX_SERIES:
        grid = _with_other(grid, metric, is_exact)
    series = tuple(
        Series(
            name=name,
            values=tuple(d.value for d in column),
            labels=tuple(d.label for d in column),
            low=() if is_exact else tuple(d.low for d in column),
            high=() if is_exact else tuple(d.high for d in column),
            is_muted=bool(sits_last(name)),
        )
        for name, column in grid.items()
    )
    named = [segment_name(rows_by[0], r) for r in rows] if rows_by else ["All"]
    names = unique_names(named, rows, rows_by[0] if rows_by else "")
    notes = tuple(_row_n([cell(r, v) for _, members in parts for v in members]) for r in rows)
    made_title = title or (
        f"{metric.title} by {wording.title(rows_by[0]).lower()}" if rows_by else metric.title
    )
    reading = _composition_reading(metric, names, grid) + more_rows(len(names))
    spoken = [
        (n, ", ".join(f"{s.name} {s.labels[i]}" for s in series if s.labels[i])) for i, n in enumerate(names)
    ]
    return ChartSpec(
        id=metric.id,
        kind="stacked_bars" if is_exact else "dots",
        title=made_title,
        reading=reading,
        categories=names[:MAX_ROWS],
        series=tuple(_first_rows(s) for s in series),
        unit=metric.unit,
        alt_text=alt_text("Stacked bar chart" if is_exact else "Ranges", made_title, reading, spoken),
        category_title=wording.title(rows_by[0]) if rows_by else "",
        category_notes=notes[:MAX_ROWS],
        dimension=rows_by[0] if rows_by else "",
        segments=rows[:MAX_ROWS] if rows_by else (),
        is_ordered=has_order,
    )


def _first_rows(series: Series) -> Series:
    return replace(
        series,
        values=series.values[:MAX_ROWS],
        labels=series.labels[:MAX_ROWS],
        low=series.low[:MAX_ROWS],
        high=series.high[:MAX_ROWS],
    )


def _merged(parts: Sequence[Drawn], metric: Metric) -> Drawn:
    """Several categories as one: values add up; bands add their ends; a withheld part withholds the sum."""
    if len(parts) <= 1:
        return parts[0] if parts else NOTHING
    if all(p.value is not None for p in parts):
        total = sum(p.value or 0.0 for p in parts)
        return Drawn(total, None, None, number(total, metric.unit))
    if all(p.rank is not None for p in parts):
        low = sum(p.value if p.value is not None else (p.low or 0.0) for p in parts)
        high = min(sum(p.value if p.value is not None else (p.high or 0.0) for p in parts), 1.0)
        return Drawn(None, low, high, f"{number(low, metric.unit)} to {number(high, metric.unit)}")
    return Drawn(None, None, None, next(p.label for p in parts if p.rank is None))


def _with_other(grid: Mapping[str, list[Drawn]], metric: Metric, is_exact: bool) -> dict[str, list[Drawn]]:
    """The six largest categories, the rest a grey "Other" (left to the table where it cannot be added)."""
    size = {name: sum(d.rank or 0.0 for d in column) for name, column in grid.items()}
    real = sorted((n for n in grid if not sits_last(n)), key=lambda n: (-size[n], n))
    kept, small = set(real[:MAX_SERIES]), real[MAX_SERIES:]
    made = {name: list(column) for name, column in grid.items() if name in kept}
    if is_exact:
        small += [n for n in grid if n.lower().startswith("other")]
        made["Other"] = [
            _merged(list(column), metric) for column in zip(*(grid[n] for n in small), strict=True)
        ]
        made.update({n: list(c) for n, c in grid.items() if sits_last(n) == 2})
    return made


def _row_n(cells: Sequence[Cell | None]) -> str:
    """n of a row whose cells share one denominator."""
    behind = [c for c in cells if c is not None and (c.is_withheld or c.denominator is not None)]
    said = [text for c in behind if (text := n_words(c))]
    return next((text for text in said if "=" in text), said[0] if said else "")


def _composition_reading(metric: Metric, names: Sequence[str], grid: Mapping[str, Sequence[Drawn]]) -> str:
    if len(names) == 1:
        column = [(name, cells[0]) for name, cells in grid.items()]
        shown = in_rank([(n, d) for n, d in column if d.rank is not None])
        if not shown:
            return f"{figure_name(metric)}: every part is too small to show, or there is no data."
        return _most_often(metric, list(grid), [cells[0] for cells in grid.values()])
    name, cells = next(
        ((n, c) for n, c in grid.items() if not sits_last(n) and any(d.rank is not None for d in c)),
        ("", []),
    )
    if not name:
        return f"{figure_name(metric)}: every group is too small to show, or there is no data."
    told, where = of_telling_size([(n, d) for n, d in zip(names, cells, strict=True) if d.rank is not None])
    ranked = in_rank(told)
    share = f"{figure_name(metric)}{where}: the share of “{name}”"
    (top, most), (bottom, least) = ranked[0], ranked[-1]
    if most.label == least.label:
        return f"{share} is {most.label} {'in each' if where else 'wherever it can be shown'}."
    return f"{share} runs from {least.label} ({bottom}) to {most.label} ({top})."


OUTCOME_GROUPS = (
    ("Employed", ("employed",)),
    ("Continuing education", ("continuing_education",)),
    ("Service and military", ("service", "military", "service_and_military")),
    ("Seeking", ("seeking",)),
    ("Not seeking", ("not_seeking",)),
    ("Unknown", ("unknown",)),
)


def outcomes_by_class(released: Released) -> ChartSpec:
    """One stacked bar a class, of all graduates, unknown included."""
    spec = composition(released, groups=OUTCOME_GROUPS, title="What became of each class")
    if [d for d in dimensions_of(released) if d != "class_year"]:
        return spec
    newest = 0
    shares = {s.name: s.labels[newest] for s in spec.series if spec.categories and s.labels[newest]}
    if not shares:
        return spec
    parts = [
        f"{shares[n]} {words}"
        for n, words in (("Employed", "are employed"), ("Continuing education", "study on"))
        if n in shares
    ]
    unknown = f"; the outcome of {shares['Unknown']} is not known" if "Unknown" in shares else ""
    name = spec.categories[newest]
    who = f"the {name[0].lower()}{name[1:]}" if name.startswith("Class") else "all graduates"
    reading = f"Of {who}, {wording.listed(parts)}{unknown}." if parts else spec.reading
    return replace(spec, reading=reading, alt_text=spec.alt_text.replace(spec.reading, reading))


def by_segment(released: Released) -> ChartSpec:
    """A rate, mean or ratio by segment: horizontal bars with their intervals, n under each name.

    Two breakdowns: the first gives the rows, the second a panel a segment (kind "dots").
    """
    own = own_category(released)
    dimensions = (*dimensions_of(released), *([own] if own else []))
    if not dimensions:
        return _single(released)
    return by_category(released) if len(dimensions) == 1 else panels(released, dimensions[0], dimensions[1])


def _single(released: Released) -> ChartSpec:
    """One number as one bar, with its range."""
    metric = released.metric
    cell = released.cells[0] if released.cells else None
    drawn = drawn_of(cell, metric)
    reading = f"{figure_name(metric)}: {drawn.label or 'no data'}"
    count = count_behind(cell)
    if count is not None and metric.aggregate != "count":
        reading += (
            f" of {count:,.0f} {wording.noun(metric, count)}"
            if metric.unit == "percent"
            else f" (n = {count:,.0f})"
        )
    if drawn.value is not None and drawn.low is not None and drawn.high is not None:
        reading += f"; the range is {number(drawn.low, metric.unit)} to {number(drawn.high, metric.unit)}"
    reading += "."
    return ChartSpec(
        id=metric.id,
        kind="bars",
        title=metric.title,
        reading=reading,
        categories=("All",),
        series=(
            Series(
                name=metric.title,
                values=(drawn.value,),
                labels=(drawn.label,),
                low=() if drawn.low is None else (drawn.low,),
                high=() if drawn.high is None else (drawn.high,),
            ),
        ),
        unit=metric.unit,
        alt_text=alt_text("Bar chart", metric.title, reading, [("All", drawn.label)]),
        value_title=value_title(metric),
        category_notes=(n_words(cell),) if metric.aggregate != "count" else (),
    )


def panels(released: Released, rows_by: str, panels_by: str) -> ChartSpec:
    metric = released.metric
    rows = sorted(values_of(released, rows_by), key=lambda v: (sits_last(v), v.casefold()))[:MAX_ROWS]
    panels = sorted(values_of(released, panels_by), key=lambda v: (sits_last(v), v.casefold()))
    left = max(len(panels) - MAX_SERIES, 0)
    grid = {
        p: [drawn_of(cell_at(released, **{rows_by: r, panels_by: p}), metric) for r in rows]
        for p in panels[:MAX_SERIES]
    }
    names = unique_names([segment_name(rows_by, r) for r in rows], rows, rows_by)
    every = [
        (f"{n}, {segment_name(panels_by, p)}", d)
        for p, column in grid.items()
        for n, d in zip(names, column, strict=True)
    ]
    reading = extremes(metric, every) + (f" {left} more in the table." if left else "")
    title = f"{metric.title} by {wording.title(rows_by).lower()} and {wording.title(panels_by).lower()}"
    return ChartSpec(
        id=metric.id,
        kind="dots",
        title=title,
        reading=reading,
        categories=names,
        series=tuple(
            Series(
                name=segment_name(panels_by, p),
                values=tuple(d.value for d in column),
                labels=tuple(d.label for d in column),
                low=tuple(d.low for d in column),
                high=tuple(d.high for d in column),
                is_muted=bool(sits_last(p)),
            )
            for p, column in grid.items()
        ),
        unit=metric.unit,
        alt_text=alt_text("Dot chart", title, reading, [(n, d.label) for n, d in every]),
        category_title=wording.title(rows_by),
        value_title=value_title(metric),
        dimension=rows_by,
        segments=tuple(rows),
    )


def ranges(released: Released) -> ChartSpec:
    """Dots with ranges: a value by segment and the range it may lie in.

    For the outcomes rate the range is what the unknown graduates allow; for a median it runs from quartile to
    quartile.
    """
    own = own_category(released)
    dimensions = (*dimensions_of(released), *([own] if own else []))
    if len(dimensions) > 1:
        return panels(released, dimensions[0], dimensions[1])
    with_quartiles = replace(
        released,
        cells=tuple(
            replace(c, low=c.quartiles[0], high=c.quartiles[1])
            if c.quartiles and c.value is not None and not c.is_withheld
            else c
            for c in released.cells
        ),
    )
    spec = by_segment(with_quartiles)
    reading = _range_reading(released, dimensions, spec)
    return replace(spec, kind="dots", reading=reading, alt_text=spec.alt_text.replace(spec.reading, reading))


def _range_reading(released: Released, dimensions: Sequence[str], spec: ChartSpec) -> str:
    """The segments' sentence, then what the lines mean, where there are any."""
    metric, reading = released.metric, spec.reading
    drawn = spec.series[0]
    has_lines = any(
        v is not None and low is not None for v, low in zip(drawn.values, drawn.low, strict=False)
    )
    if metric.interval == "census":
        reading = reading.replace("; their ranges overlap", "; what is unknown could make up the difference")
        return reading + (
            " The lines show how far unknown outcomes could move each rate." if has_lines else ""
        )
    if dimensions:
        rows = [
            (segment_name(dimensions[0], c.segment[dimensions[0]]), drawn_of(c, metric))
            for c in released.cells
        ]
        lines = " The lines run from the lower to the upper quartile." if has_lines else ""
        return extremes(metric, rows, with_overlap=False) + more_rows(len(rows)) + lines
    return (
        reading.replace("; the range is ", "; half lie between ").replace(" to ", " and ")
        if has_lines
        else reading
    )


def gaps(released: Released) -> ChartSpec:
    """Gaps between groups: a row a figure, a dot how far a group is from all others; no gap is the upright line.

    released: a gap by one dimension, the other gaps beside it. Of two groups one mirrors the other: one is shown.
    """
    metric, dimension = released.metric, dimensions_of(released)[0]
    figures = (released, *(b for b in released.beside if b.metric.unit == metric.unit))
    groups = [
        v for v in dict.fromkeys(v for f in figures for v in values_of(f, dimension)) if sits_last(v) < 2
    ]
    if len(groups) == 2:
        groups = ["yes" if "yes" in groups else groups[0]]
    left = max(len(groups) - MAX_SERIES, 0)
    grid = {
        segment_name(dimension, v): [drawn_of(cell_at(f, **{dimension: v}), f.metric) for f in figures]
        for v in groups[:MAX_SERIES]
    }
    names = tuple(sentence_of(f.metric.title.partition(": ")[2] or f.metric.title)[:-1] for f in figures)
    labels = {
        group: [d.label.replace(" percentage points", " pts") for d in column]
        for group, column in grid.items()
    }
    title = f"Gaps between groups by {wording.title(dimension).lower()}"
    reading = _gaps_reading(metric, names, grid, labels) + (f" {left} more in the table." if left else "")
    spoken = [
        (f"{name}, {group}", column[i]) for group, column in labels.items() for i, name in enumerate(names)
    ]
    return ChartSpec(
        id=f"{metric.id}_by_figure",
        kind="dots",
        title=title,
        reading=reading,
        categories=names if grid else (),
        series=tuple(
            Series(
                name=group,
                values=tuple(d.value for d in column),
                labels=tuple(labels[group]),
                low=tuple(d.low for d in column),
                high=tuple(d.high for d in column),
            )
            for group, column in grid.items()
        ),
        unit=metric.unit,
        alt_text=alt_text("Dot chart", title, reading, spoken),
        category_notes=tuple(n_words(cell_at(f, **{dimension: groups[0]})) for f in figures)
        if len(groups) == 1
        else (),
        references=(Reference(0.0, "no gap"),) if len(groups) == 1 else (),
    )


def _gaps_reading(
    metric: Metric,
    names: Sequence[str],
    grid: Mapping[str, Sequence[Drawn]],
    labels: Mapping[str, Sequence[str]],
) -> str:
    if len(grid) != 1:
        rows = [(group, replace(column[0], label=labels[group][0])) for group, column in grid.items()]
        return extremes(metric, rows, with_overlap=False)
    ((group, column),) = grid.items()
    shown = [
        f"{inside(n)} {w}" for n, d, w in zip(names, column, labels[group], strict=True) if d.rank is not None
    ]
    if not shown:
        return f"{group} against all others: every gap is too small to show, or there is no data."
    has_lines = any(d.value is not None and d.low is not None for d in column)
    chance = " A gap whose line reaches zero may be chance." if has_lines else ""
    return f"{group} against all others: {wording.listed(shown)}.{chance}"


HORIZONS = (30, 60, 90)  # days an axis of waiting may run; a curve is measured that far


def _horizon(cells: Sequence[Cell]) -> int:
    """The shortest axis on which every line has done nine tenths of its rise, from what is released."""

    def mostly_there(cell: Cell) -> int:
        points = [(day, (low + high) / 2) for day, low, high in cell.curve_bands] or list(cell.curve)
        top = max(share for _, share in points)
        return min(day for day, share in points if share >= 0.9 * top)

    needed = max(mostly_there(cell) for cell in cells)
    return next((days for days in HORIZONS if days >= needed), HORIZONS[-1])


def _is_told_by_few_days(cell: Cell) -> bool:
    """Whether a published curve has only the days every figure tells, its people being few."""
    return bool(cell.curve_bands) and all(day in CURVE_DAYS for day, _, _ in cell.curve_bands)


def _reached(name: str, cell: Cell, days: Sequence[int]) -> Series:
    """The share there by each day: a step function; a released curve has bands instead, and ends where it does."""

    def by_day(points: Sequence[tuple[Any, ...]], day: int) -> tuple[Any, ...] | None:
        return next((p for p in sorted(points, reverse=True) if p[0] <= day), None)

    if cell.curve_bands:
        last = cell.curve_bands[-1][0]
        ends = [by_day(cell.curve_bands, d) if d <= last else None for d in days]
        return Series(
            name=name,
            values=tuple(None for _ in days),
            labels=tuple(wording.percent_band(e[1], e[2]) if e else "" for e in ends),
            low=tuple(e[1] if e else None for e in ends),
            high=tuple(e[2] if e else None for e in ends),
        )
    shares = [point[1] if (point := by_day(cell.curve, d)) else 0.0 for d in days]
    return Series(name=name, values=tuple(shares), labels=tuple(number(share, "percent") for share in shares))


def _told(series: Sequence[Series], place: int) -> int:
    """The last place up to this one at which all lines say something, else the first line does; else this one."""
    for lines in (series, series[:1]):
        for at in range(place, -1, -1):
            if all(line.labels[at] for line in lines):
                return at
    return place


def wait_curve(released: Released) -> ChartSpec:
    """The share there by each day, a line a segment (six at most); a month of days, or of longer steps."""
    metric = released.metric
    dimensions = dimensions_of(released)
    curves = [
        (" · ".join(segment_name(d, c.segment[d]) for d in dimensions if d in c.segment) or metric.title, c)
        for c in released.cells
        if (c.curve or c.curve_bands) and not c.is_withheld
    ]
    if not curves:
        return ranges(released)
    curves = sorted(curves, key=lambda p: (sits_last(p[0]), -(count_behind(p[1]) or 0.0), p[0]))
    left = max(len(curves) - MAX_SERIES, 0)
    drawn = [cell for _, cell in curves[:MAX_SERIES]]
    if any(_is_told_by_few_days(cell) for cell in drawn):  # nothing is known of the days between
        days, early, later = CURVE_DAYS, 0, CURVE_DAYS.index(14)
    else:
        until_day = _horizon(drawn)
        days = tuple(range(0, until_day + 1, until_day // 30))
        early, later = 3, 14  # where the sentence looks: in steps

    series = tuple(_reached(name, c, days) for name, c in curves[:MAX_SERIES])
    early, later = (_told(series, place) for place in (early, later))
    spoken = [(s.name, f"{s.labels[later]} by day {days[later]}") for s in series]
    if len(series) == 1:
        median = curves[0][1].value
        half = f"half by day {median:,.0f}" if median is not None else "fewer than half in all"
        there = ", ".join(f"{series[0].labels[at]} by day {days[at]}" for at in dict.fromkeys((early, later)))
        reading = f"{figure_name(metric)}: {there}; {half}."
    else:
        ranked = sorted(series, key=lambda s: -(middle(s, later) or 0.0))
        first, last = (f"{inside(s.name)} {s.labels[later]}" for s in (ranked[0], ranked[-1]))
        reading = f"{figure_name(metric)}: there by day {days[later]}: most {first}, least {last}."
    if left:
        reading += f" {left} more in the table."
    return ChartSpec(
        id=metric.id,
        kind="lines",
        title=metric.title,
        reading=reading,
        categories=tuple(str(d) for d in days),
        series=series,
        unit="percent",
        alt_text=alt_text("Line chart", metric.title, reading, spoken),
        category_title="Days",
        references=(Reference(0.5, "half"),),
    )


def steps(
    stages: Sequence[tuple[str, Released]], *, title: str = "From asking to the next interview"
) -> ChartSpec:
    """Steps that each have their own eligible n: asked → named → permitted → contacted → interviewed.

    stages: (name, the step's rate without breakdown). They are not one shrinking group, and the notes say so.
    """
    cells = [(name, r, r.cells[0] if r.cells else None) for name, r in stages]
    drawn = [drawn_of(c, r.metric) for _, r, c in cells]

    def note(released: Released, cell: Cell | None) -> str:
        count = count_behind(cell)
        if count is None:
            return n_words(cell)
        noun = "names" if released.metric.of == "referral" else wording.noun(released.metric, count)
        return f"of {count:,.0f} {noun}"

    names = tuple(name for name, _, _ in cells)
    shown = [(n, d) for n, d in zip(names, drawn, strict=True) if d.rank is not None]
    told, where = of_telling_size(shown)
    if not shown:
        reading = "No step has enough records to show."
    else:
        reading = sentence_of("; ".join(f"{n.lower()} {d.label}" for n, d in shown))
        if not any(d.is_band for _, d in told):  # a band's middle does not make it the lowest
            weakest = min(told, key=lambda p: p[1].rank or 0.0)[0].lower()
            reading += f" The lowest step{f'{where},' if where else ''} is “{weakest}”."
    return ChartSpec(
        id="referral_steps",
        kind="steps",
        title=title,
        reading=reading,
        categories=names,
        series=(
            Series(
                name="Share",
                values=tuple(d.value for d in drawn),
                labels=tuple(d.label for d in drawn),
                low=tuple(d.low if d.is_band else None for d in drawn),
                high=tuple(d.high if d.is_band else None for d in drawn),
            ),
        ),
        unit="percent",
        alt_text=alt_text("Steps", title, reading, [(n, d.label) for n, d in zip(names, drawn, strict=True)]),
        category_notes=tuple(note(r, c) for _, r, c in cells),
    )
