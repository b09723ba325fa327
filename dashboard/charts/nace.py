"""The table an office hands to NACE and its provost: a row for all graduates, each degree level, each college. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.charts.marks import cell_at, sits_last
from dashboard.charts.names import segment_name
from dashboard.charts.spec import Table
from pipelines.figures import wording
from pipelines.figures.results import Cell, Released

DEGREE, COLLEGE = "degree_level", "college"
CUTS: tuple[tuple[str, ...], ...] = ((), (DEGREE,), (COLLEGE,), (DEGREE, COLLEGE))
RANGE = "If none or all unknown landed"
OF_EMPLOYED = "Of those employed: "
ALL_LEVELS, ALL_COLLEGES = "All levels", "All colleges"


@dataclass(frozen=True)
class Cut:
    """The figures of one row each: outcomes of all graduates, the outcomes rate with the knowledge rate beside it.

    kinds: how the employed are employed; None where no file says it.
    """

    by: tuple[str, ...]
    outcomes: Released
    rate: Released
    kinds: Released | None = None


def table(cuts: Sequence[Cut]) -> Table:
    """All graduates first, then degree levels, colleges, and each level's colleges where there are several levels.

    Counts where the view has them; in the publishable view graduates are rounded and outcomes are shares, in bands.
    """
    several = {name: how_many(cuts, name) > 1 for name in (DEGREE, COLLEGE)}
    whole = next(cut for cut in cuts if not cut.by)
    rows = []
    for cut in cuts:
        if len(cut.by) == 2 and not all(several.values()):
            continue
        segments = _segments(cut)
        # a single degree level, or college, is all graduates: released once, so that it reads the same
        is_all = len(segments) == 1
        rows += [
            {**_who(segment), **(_row(whole, {}) if is_all else _row(cut, segment))} for segment in segments
        ]
    names = list(dict.fromkeys(name for row in rows for name in row))
    kinds = _kinds_present(cuts)
    kept = [
        name
        for name in names
        if (name != RANGE or any(row[RANGE] for row in rows))
        and (not name.startswith(OF_EMPLOYED) or name in kinds)
    ]
    return Table(tuple(kept), tuple(tuple(row.get(name) for name in kept) for row in rows))


def how_many(cuts: Sequence[Cut], name: str) -> int:
    """Degree levels, or colleges, with a row of their own."""
    return len({segment[name] for cut in cuts if cut.by == (name,) for segment in _segments(cut)})


def _segments(cut: Cut) -> list[dict[str, str]]:
    """Who has a row, by name, Unknown last; where exact counts say that nobody is in it, it has none."""
    found = {
        tuple(cell.segment[name] for name in cut.by): None
        for cell in cut.outcomes.cells
        if cell.denominator != 0 or not cut.by
    }
    order = sorted(found, key=lambda key: [(sits_last(value), value.casefold()) for value in key])
    return [dict(zip(cut.by, key, strict=True)) for key in order]


def _who(segment: Mapping[str, str]) -> dict[str, str | int | None]:
    level, college = segment.get(DEGREE), segment.get(COLLEGE)
    return {
        "Degree level": segment_name(DEGREE, level).capitalize() if level else ALL_LEVELS,
        "College": segment_name(COLLEGE, college) if college else ALL_COLLEGES,
    }


def _row(cut: Cut, segment: Mapping[str, str]) -> dict[str, str | int | None]:
    metric = cut.outcomes.metric
    parts = {name: cell_at(cut.outcomes, **segment, **{metric.category: name}) for name in metric.categories}
    rate = cell_at(cut.rate, **segment)
    knowledge = next(
        (cell_at(other, **segment) for other in cut.rate.beside if other.metric.id == "knowledge_rate"), None
    )
    return {
        "Graduates": _graduates(list(parts.values())),
        "Knowledge rate": _said(knowledge),
        "Career outcomes rate": _said(rate),
        RANGE: _range(rate),
        **{segment_name(metric.category, name): _count(cell) for name, cell in parts.items()},
        **_kinds(cut.kinds, segment),
    }


def _kinds(kinds: Released | None, segment: Mapping[str, str]) -> dict[str, str | int | None]:
    if kinds is None:
        return {}
    category = kinds.metric.category
    return {
        _kind(name): _count(cell_at(kinds, **segment, **{category: name})) for name in kinds.metric.categories
    }


def _kind(name: str) -> str:
    return OF_EMPLOYED + segment_name("employment_type", name)


def _kinds_present(cuts: Sequence[Cut]) -> set[str]:
    """Kinds that somebody has, as far as that was released; where all are employed in the standard way, none."""
    found = {
        cell.segment[cut.kinds.metric.category]
        for cut in cuts
        if cut.kinds is not None
        for cell in cut.kinds.cells
        if cell.value or (cell.band is not None and cell.band[0] > 0)
        if cell.numerator != 0
    }
    return {_kind(name) for name in found - {"standard"}}


def _graduates(cells: Sequence[Cell | None]) -> int | str:
    """All graduates of a row: any of its cells knows them; a row too small to tell says so."""
    known = [cell.denominator for cell in cells if cell is not None and cell.denominator is not None]
    if known:
        return int(known[0])
    return next((cell.label for cell in cells if cell is not None and cell.label), "")


def _count(cell: Cell | None) -> int | str:
    if cell is None:
        return ""
    return _said(cell) if cell.numerator is None else int(cell.numerator)


def _said(cell: Cell | None) -> str:
    """A cell in few words: the columns are narrow, and why one is withheld is told with the view."""
    if cell is None:
        return ""
    return (cell.written or cell.label).partition(":")[0]


def _range(cell: Cell | None) -> str:
    """What the outcomes rate would be if none, or all, of the unknown had an outcome; "" of a band."""
    if cell is None or cell.is_withheld or cell.band is not None or cell.low is None or cell.high is None:
        return ""
    return wording.percent_band(cell.low, cell.high)


def reading(cuts: Sequence[Cut]) -> str:
    """What the first row says, of all graduates."""
    row = _row(next(cut for cut in cuts if not cut.by), {})
    if not row["Knowledge rate"] or isinstance(row["Graduates"], str):
        return ""
    landed = f"{row['Career outcomes rate']} of those known who wanted to have landed"
    unknown = f", {row[RANGE]} if none or all of the unknown had" if row[RANGE] else ""
    return (
        f"{wording.count(row['Graduates'] or 0)} graduates: the outcome of {row['Knowledge rate']} is known;"
        f" {landed}{unknown}."
    )
