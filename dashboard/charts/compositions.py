"""Parts of a whole: a distribution in its own order, 100 % bars, what became of each class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.charts.findings import Finding, groups_of, leading, most_common, part_by_row, with_finding
from dashboard.charts.marks import (
    NOTHING,
    Mark,
    Marks,
    axis_names,
    by_name,
    in_rank,
    is_ordered,
    series_of,
    sits_last,
    with_ranges,
)
from dashboard.charts.names import number, segment_name, value_title
from dashboard.charts.palette import MAX_SERIES, MEANINGS
from dashboard.charts.readings import (
    about_even,
    alt_text,
    are_apart,
    figure_name,
    inside,
    left_out,
    nothing_told,
    of_telling_size,
)
from dashboard.charts.spec import ChartSpec
from pipelines.figures import wording
from pipelines.figures.results import Metric


def distribution(marks: Marks) -> ChartSpec:
    """Columns of a distribution in its own order: names given 0 / 1 / 2 / 3–4 / 5+ / not recorded."""
    metric = marks.metric
    dimension = marks.own or marks.dimensions[0]
    values = sorted(marks.values(dimension), key=sits_last)
    drawn = [marks.at({dimension: v}) for v in values]
    names = axis_names(dimension, values)
    reading = most_often(metric, names, drawn)
    found = Finding(most_common(metric, groups_of(values, names, drawn)))
    spec = ChartSpec(
        id=metric.id,
        kind="columns",
        title=metric.title,
        reading=reading,
        categories=names,
        series=(series_of(metric.title, drawn, with_ranges(drawn, "bands")),),
        unit=metric.unit,
        alt_text=alt_text(
            "Column chart", metric.title, reading, [(n, d.label) for n, d in zip(names, drawn, strict=True)]
        ),
        category_title=wording.title(dimension),
        value_title=value_title(metric),
    )
    return with_finding(spec, found)


def most_often(metric: Metric, names: Sequence[str], marks: Sequence[Mark]) -> str:
    """Names given: most often 0 (36%), then 1 (27%) and 2 (15%); not recorded 10%."""
    pairs = list(zip(names, marks, strict=True))
    real = [(n, d) for n, d in pairs if not sits_last(n)]
    shown = in_rank([(n, d) for n, d in real if d.rank is not None])
    every = [d for _, d in real]
    if not shown:
        return f"{figure_name(metric)}: {nothing_told(every, 'part')}"
    words = [f"{inside(n)} ({d.label})" for n, d in shown[:3]]
    if len(shown) > 1 and not are_apart(metric, [d for _, d in shown]):
        sentence = f"{figure_name(metric)}: {wording.listed(words)}"
    else:
        following = f", then {wording.listed(words[1:])}" if words[1:] else ""
        sentence = f"{figure_name(metric)}: most often {words[0]}{following}"
    unknown = [f"{inside(n)} {d.label}" for n, d in pairs if sits_last(n) == 2 and d.rank is not None]
    return "; ".join([sentence, *unknown]) + "." + left_out(every)


def composition(
    marks: Marks,
    *,
    groups: Sequence[tuple[str, tuple[str, ...]]] = (),
    title: str = "",
) -> ChartSpec:
    """100 % bars: one row a segment, cut into the figure's categories, n at the right.

    groups: (name, categories) to merge, e.g. service and military. More than six categories: the smallest
    become a grey "Other". Where any share is a band or withheld, nothing can be stacked honestly: the same
    rows become ranges, a panel a category (kind "dots").
    """
    metric, own = marks.metric, marks.own
    dimension = marks.dimensions[0] if marks.dimensions else ""
    parts = list(groups) or [(segment_name(own, v), (v,)) for v in marks.values(own)]

    def of(row: str, categories: Sequence[str]) -> list[Mark]:
        """What was released of a row's categories."""
        place = {dimension: row} if dimension else {}
        found = (marks.at({own: category, **place}) for category in categories)
        return [mark for mark in found if mark is not NOTHING]

    def has_few(row: str) -> bool:
        return any(mark.is_few for _, members in parts for mark in of(row, members))

    rows = tuple(sorted(_rows(dimension, marks.values(dimension)), key=has_few)) if dimension else ("",)
    grid = {name: [_merged(of(r, members), metric) for r in rows] for name, members in parts}
    is_exact = not any(d.is_band or d.is_withheld for column in grid.values() for d in column)
    has_order = is_ordered(own, [v for _, members in parts for v in members])
    parts_told = len(grid)
    if len([name for name in grid if not sits_last(name)]) > MAX_SERIES:
        grid = _with_other(grid, metric, is_exact)
    left = 0 if is_exact else parts_told - len(grid)  # what is exact is within "Other"
    meant = MEANINGS.get(own, {})
    colors = {name: meant.get(members[0], "") for name, members in parts}
    series = tuple(
        series_of(
            name,
            column,
            "none" if is_exact else "all",
            is_muted=bool(sits_last(name)),
            color=colors.get(name, ""),
        )
        for name, column in grid.items()
    )
    names = axis_names(dimension, rows) if dimension else ("All",)
    notes = tuple(_row_n(of(r, [v for _, members in parts for v in members])) for r in rows)
    title = title or (f"{metric.title} by {wording.title(dimension).lower()}" if dimension else metric.title)
    reading = _composition_reading(metric, names, grid) + (f" {left} more in the table." if left else "")
    spoken = [
        (n, ", ".join(f"{s.name} {s.labels[i]}" for s in series if s.labels[i])) for i, n in enumerate(names)
    ]
    spec = ChartSpec(
        id=metric.id,
        kind="stacked_bars" if is_exact else "dots",
        title=title,
        reading=reading,
        categories=names,
        series=series,
        unit=metric.unit,
        left_out=left,
        alt_text=alt_text("Stacked bar chart" if is_exact else "Ranges", title, reading, spoken),
        category_title=wording.title(dimension) if dimension else "",
        category_notes=notes,
        dimension=dimension,
        segments=rows if dimension else (),
        greyed=tuple(map(has_few, rows)),
        is_ordered=has_order,
        weights=tuple(_size(of(r, [v for _, members in parts for v in members])) for r in rows),
        items=wording.noun(metric),
    )
    return with_finding(spec, Finding(_composition_finding(metric, dimension, rows, names, grid)))


def _composition_finding(
    metric: Metric,
    dimension: str,
    rows: Sequence[str],
    names: Sequence[str],
    grid: Mapping[str, Sequence[Mark]],
) -> str:
    if len(names) == 1:
        firsts = [cells[0] for cells in grid.values()]
        values = [mark.segment.get(metric.category, name) for name, mark in zip(grid, firsts, strict=True)]
        return leading(metric, metric.category, groups_of(values, list(grid), firsts))
    first = next(
        (n for n, c in grid.items() if not sits_last(n) and any(d.rank is not None for d in c)),
        next(iter(grid), ""),
    )
    return part_by_row(metric, dimension, first, groups_of(rows, names, grid.get(first, ())) if first else [])


def _rows(dimension: str, values: Sequence[str]) -> tuple[str, ...]:
    """The rows by name, the newest class first."""
    named = by_name(values)
    if dimension != "class_year":
        return tuple(named)
    known = [value for value in named if not sits_last(value)]
    return (*reversed(known), *(value for value in named if sits_last(value)))


def _size(marks: Sequence[Mark]) -> float | None:
    """How many are behind a row: its marks share one denominator."""
    return max((mark.n for mark in marks if mark.n is not None), default=None)


def _merged(parts: Sequence[Mark], metric: Metric) -> Mark:
    """Several categories as one: values add up; bands add their ends; a blank part blanks the sum.

    Of one whole, all parts have too few for a share or none has.
    """
    if len(parts) <= 1:
        return parts[0] if parts else NOTHING
    if all(p.value is not None for p in parts):
        total = sum(p.value or 0.0 for p in parts)
        return Mark(total, None, None, number(total, metric.unit))
    if all(p.rank is not None for p in parts):
        low = sum(p.value if p.value is not None else (p.low or 0.0) for p in parts)
        high = min(sum(p.value if p.value is not None else (p.high or 0.0) for p in parts), 1.0)
        return Mark(None, low, high, f"{number(low, metric.unit)} to {number(high, metric.unit)}")
    if all(p.is_few for p in parts):
        together = wording.of_few(sum(p.numerator or 0 for p in parts), parts[0].denominator or 0)
        return replace(parts[0], label=together, cell=None)
    untold = next(p for p in parts if p.rank is None)
    return Mark(None, None, None, untold.label, untold.n, blank=untold.blank)


def _with_other(grid: Mapping[str, list[Mark]], metric: Metric, is_exact: bool) -> dict[str, list[Mark]]:
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


def _row_n(marks: Sequence[Mark]) -> str:
    """n of a row whose marks share one denominator."""
    if few := next((mark for mark in marks if mark.is_few), None):
        return f"{few.n_words}: too few"
    if told := next((mark.label for mark in marks if mark.blank and not mark.is_withheld), ""):
        return told
    shared = [m for m in marks if m.is_withheld or m.denominator is not None]
    words = [mark.n_words for mark in shared if mark.n_words]
    return next((text for text in words if "=" in text), words[0] if words else "")


def _composition_reading(metric: Metric, names: Sequence[str], grid: Mapping[str, Sequence[Mark]]) -> str:
    if len(names) == 1:
        column = [(name, cells[0]) for name, cells in grid.items()]
        shown = in_rank([(n, d) for n, d in column if d.rank is not None])
        if not shown:
            return f"{figure_name(metric)}: {nothing_told([d for _, d in column], 'part')}"
        return most_often(metric, list(grid), [cells[0] for cells in grid.values()])
    name, cells = next(
        ((n, c) for n, c in grid.items() if not sits_last(n) and any(d.rank is not None for d in c)),
        ("", []),
    )
    if not name:
        return f"{figure_name(metric)}: {nothing_told(next(iter(grid.values()), []))}"
    shown = [(n, d) for n, d in zip(names, cells, strict=True) if d.rank is not None]
    told, where = of_telling_size([row for row in shown if not sits_last(row[0])] or shown)
    ranked = in_rank(told)
    share = f"{figure_name(metric)}{where}: “{name}”"
    (top, most), (bottom, least) = ranked[0], ranked[-1]
    tail = left_out(cells)
    if len(ranked) == 1:
        return f"{share} is {most.label} of {top}.{tail}"
    if are_apart(metric, [mark for _, mark in ranked]):
        return f"{share} is {least.label} of {bottom}, {most.label} of {top}.{tail}"
    even = about_even(metric, [mark for _, mark in ranked], "row")
    return f"{share} {'runs' if even.startswith('from ') else 'is'} {even}.{tail}"


OUTCOME_GROUPS = (
    ("Employed", ("employed",)),
    ("In school", ("continuing_education",)),
    ("Service", ("service_and_military", "service", "military")),
    ("Looking", ("seeking",)),
    ("Not looking", ("not_seeking",)),
    ("Not known", ("unknown",)),
)


def outcomes_by_class(marks: Marks) -> ChartSpec:
    """One stacked bar a class, of all graduates, unknown included."""
    spec = composition(marks, groups=OUTCOME_GROUPS, title="What became of each class")
    if [d for d in marks.dimensions if d != "class_year"] or any(spec.greyed[:1]):
        return spec
    newest = 0
    shares = {s.name: s.labels[newest] for s in spec.series if spec.categories and s.labels[newest]}
    if not shares:
        return spec
    parts = [
        f"{shares[n]} {words}"
        for n, words in (("Employed", "are employed"), ("In school", "are in school"))
        if n in shares
    ]
    unknown = f"; the outcome of {shares['Not known']} is not known" if "Not known" in shares else ""
    name = spec.categories[newest]
    who = f"the {name[0].lower()}{name[1:]}" if name.startswith("Class") else "all graduates"
    reading = f"Of {who}, {wording.listed(parts)}{unknown}." if parts else spec.reading
    made = replace(spec, reading=reading, alt_text=spec.alt_text.replace(spec.reading, reading))
    if "Employed" not in shares:
        return made
    found = f"{shares['Employed']} of {who} are employed"
    if "In school" in shares:
        found += f", {shares['In school']} in school"
    if "Not known" in shares:
        found += f"; we don't know about {shares['Not known']}"
    return with_finding(made, Finding(found))
