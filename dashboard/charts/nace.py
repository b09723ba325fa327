"""The table an office hands to NACE and its provost: a row for all graduates, each degree level, each college. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.charts.marks import NOTHING, Mark, Marks, sits_last
from dashboard.charts.names import segment_name
from dashboard.charts.spec import ChartTable, table_of
from pipelines.figures import wording

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
    outcomes: Marks
    rate: Marks
    kinds: Marks | None = None


def table(cuts: Sequence[Cut]) -> ChartTable:
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
    kinds = _kinds_present(cuts)
    return table_of(
        [
            {name: told for name, told in row.items() if not name.startswith(OF_EMPLOYED) or name in kinds}
            for row in rows
        ]
    )


def how_many(cuts: Sequence[Cut], name: str) -> int:
    """Degree levels, or colleges, with a row of their own."""
    return len({segment[name] for cut in cuts if cut.by == (name,) for segment in _segments(cut)})


def _segments(cut: Cut) -> list[dict[str, str]]:
    """Who has a row, by name, Unknown last; where exact counts say that nobody is in it, it has none."""
    found = {
        tuple(mark.segment[name] for name in cut.by): None
        for mark in cut.outcomes.rows
        if mark.denominator != 0 or not cut.by
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
    parts = {name: cut.outcomes.at({**segment, metric.category: name}) for name in metric.categories}
    rate = cut.rate.at(segment)
    knowledge = next(
        (other.at(segment) for other in cut.rate.beside if other.metric.id == "knowledge_rate"), NOTHING
    )
    return {
        "Graduates": graduates_of(list(parts.values())),
        "Knowledge rate": in_few_words(knowledge),
        "Career outcomes rate": in_few_words(rate),
        RANGE: range_of(rate),
        **{segment_name(metric.category, name): counted(mark) for name, mark in parts.items()},
        **_kinds(cut.kinds, segment),
    }


def _kinds(kinds: Marks | None, segment: Mapping[str, str]) -> dict[str, str | int | None]:
    if kinds is None:
        return {}
    category = kinds.metric.category
    return {_kind(name): counted(kinds.at({**segment, category: name})) for name in kinds.metric.categories}


def _kind(name: str) -> str:
    return OF_EMPLOYED + segment_name("employment_type", name)


def _kinds_present(cuts: Sequence[Cut]) -> set[str]:
    """Kinds that somebody has, as far as that was released; where all are employed in the standard way, none."""
    found = {
        mark.segment[cut.kinds.metric.category]
        for cut in cuts
        if cut.kinds is not None
        for mark in cut.kinds.rows
        if mark.value or (mark.is_band and (mark.low or 0) > 0)
        if mark.numerator != 0
    }
    return {_kind(name) for name in found - {"standard"}}


def graduates_of(marks: Sequence[Mark]) -> int | str:
    """All graduates of a row: any of its marks knows them; a row too small to tell says so."""
    known = [mark.denominator for mark in marks if mark.denominator is not None]
    if known:
        return int(known[0])
    return next((mark.words for mark in marks if mark.words), "")


def counted(mark: Mark) -> int | str:
    return in_few_words(mark) if mark.numerator is None else int(mark.numerator)


def in_few_words(mark: Mark) -> str:
    """A mark in few words: the columns are narrow, and why one is withheld is told with the view."""
    return mark.written.partition(":")[0]


def range_of(mark: Mark) -> str:
    """What the outcomes rate would be if none, or all, of the unknown had an outcome; "" of a band."""
    if mark.is_withheld or mark.is_band or mark.low is None or mark.high is None:
        return ""
    return wording.percent_band(mark.low, mark.high)


def reading(cuts: Sequence[Cut]) -> str:
    """What the first row says, of all graduates."""
    whole = next(cut for cut in cuts if not cut.by)
    row = _row(whole, {})
    rates = (
        whole.rate.at({}),
        *(other.at({}) for other in whole.rate.beside if other.metric.id == "knowledge_rate"),
    )
    if any(mark.rank is None for mark in rates) or isinstance(row["Graduates"], str):
        return ""  # a blank, or of too few for a rate: the table says it
    landed = f"{row['Career outcomes rate']} of those known who wanted to have landed"
    unknown = f", {row[RANGE]} if none or all of the unknown had" if row[RANGE] else ""
    return (
        f"{wording.count(row['Graduates'] or 0)} graduates: the outcome of {row['Knowledge rate']} is known;"
        f" {landed}{unknown}."
    )
