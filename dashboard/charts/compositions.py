"""Parts of a whole: a distribution in its own order, 100 % bars, what became of each class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.charts.marks import (
    MAX_ROWS,
    NOTHING,
    Drawn,
    cell_at,
    dimensions_of,
    drawn_of,
    in_rank,
    is_ordered,
    n_words,
    own_category,
    sits_last,
    values_of,
)
from dashboard.charts.names import number, segment_name, unique_names, value_title
from dashboard.charts.palette import MAX_SERIES
from dashboard.charts.readings import alt_text, figure_name, hidden_words, inside, more_rows, of_telling_size
from dashboard.charts.spec import ChartSpec, Series
from pipelines.figures import wording
from pipelines.figures.results import Cell, Metric, Released


def distribution(released: Released) -> ChartSpec:
    """Columns of a distribution in its own order: names given 0 / 1 / 2 / 3–4 / 5+ / not recorded."""
    metric = released.metric
    dimension = own_category(released) or dimensions_of(released)[0]
    values = sorted(values_of(released, dimension), key=sits_last)
    cells = [drawn_of(cell_at(released, **{dimension: v}), metric) for v in values]
    names = unique_names([segment_name(dimension, v) for v in values], values, dimension)
    has_bands = any(c.is_band for c in cells)
    reading = most_often(metric, names, cells)
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


def most_often(metric: Metric, names: Sequence[str], cells: Sequence[Drawn]) -> str:
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
        return most_often(metric, list(grid), [cells[0] for cells in grid.values()])
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
