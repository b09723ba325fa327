"""The one gate between a measured figure and anybody's eyes: Result -> Released.

Three views. Working: exact, for signed-in staff. Internal: exact counts for deans and institutional
research, groups of 1 to 4 hidden. Publishable: for everybody, by the rules below. People are the unit,
whatever is counted. No number is ever falsified: what cannot be said exactly is said as a band.

docs/privacy.md says the same in words, docs/decisions/0003-small-groups.md says why, and
tests/pipelines/release/test_attack.py attacks what is written here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from pipelines.errors import DefinitionError, QuestionError
from pipelines.figures import wording
from pipelines.figures.aggregates import aggregate_of
from pipelines.figures.aggregates.aggregate import Published
from pipelines.figures.blanks import Blank
from pipelines.figures.definitions import dimensions
from pipelines.figures.results import (
    CURVE_DAYS,
    Cell,
    Metric,
    Question,
    Released,
    Result,
    Segment,
    View,
    hidden_cell,
)
from pipelines.release.exact import exactly, reason_of
from pipelines.release.lines import given_away, given_away_by_filter, nearest
from pipelines.release.segments import TIME, is_by_name, laid_out, names_together, without_empty_ends
from pipelines.release.suppression import hidden_by_filters, hidden_in_table
from pipelines.release.tables import NO_TABLES, Tables, chosen, filtered

NOTICES: dict[View, str] = {  # printed on the face of every export
    "working": "Contains confidential student and contact records.",
    "internal": "Internal, not for publication.",
    "publishable": "Publishable: groups of fewer than {k} students withheld, counts rounded, {rates}.",
}
DOMINATED = "Hidden: it would say too much about one student"
BESIDE_TOTAL = "Hidden: beside the total it would tell too much"
UNKNOWN_PEOPLE = "Hidden: how many students are behind it is not known"
GIVEN_AWAY = "Hidden: it would tell too much about a smaller group"
# A note may count a few students; the years of classes are no counts (those have a comma from a thousand on).
_COUNTS = re.compile(r"(?<![\d,])(?!(19|20)\d\d(?![\d,]*\d))\d")
HIDDEN_INTERNALLY = "Hidden: a group of fewer than {least}, or what would give one away"


@dataclass(frozen=True)
class Band:
    """How finely a rate is told from `people` students on. width: in per cent; 1 = whole per cents.

    end: in per cent; what lies within it of 0 or 100 is told as one ("≤5%", "≥95%"); 0 = not coded.
    """

    people: int
    width: int
    end: int


@dataclass(frozen=True)
class Policy:
    """Every number of the rules, in one place."""

    k: int = 10  # fewer people than this are never told from none; 5 to 30
    rounding: int = 5  # counts of people and events, to the nearest
    bands: tuple[Band, ...] = (
        Band(0, 20, 0),  # from k people on
        Band(20, 10, 10),
        Band(40, 5, 5),
        Band(100, 1, 2),
        Band(300, 1, 1),
    )
    usd_rounding: int = 1000
    quartile_minimum: int = 20
    tail_minimum: int = 50  # a curve of every day tells any quantile, so fewer people have only CURVE_DAYS
    largest_share: Fraction = Fraction(1, 4)  # of an average's total, from one person
    official_minimum: int = 100  # graduates of a rate that a director may release exact
    internal_minimum: int = 5
    # how many sizes a group not shown may have, or more, where somebody is known to be in it
    least_sizes: int = 5
    enough_hidden: int = 3  # so many groups of one total that are not shown protect each other
    max_filters: int = 3  # besides time
    max_breakdowns: int = 2
    sensitive: tuple[str, ...] = (
        "race_ethnicity",
        "gender",
        "is_first_generation",
        "is_international",
        "is_transfer",
    )
    never: tuple[str, ...] = ("advisor",)
    exact_day: tuple[str, ...] = ("week", "weekday")  # together they are a date

    def __post_init__(self) -> None:
        if not 5 <= self.k <= 30:
            raise DefinitionError("The smallest group that may be shown (k) must be from 5 to 30 students.")


USUAL = Policy()  # of an office that sets nothing


def notice(view: View, policy: Policy = Policy(), *, is_official: bool = False) -> str:
    """The sentence every export of a view carries on its face. is_official: its rates are told to one decimal."""
    rates = "official rates to one decimal" if is_official else "rates in bands"
    return NOTICES[view].format(k=policy.k, rates=rates)


def check_question(
    question: Question, view: View, policy: Policy = Policy(), pools: Iterable[tuple[str, ...]] = ()
) -> None:
    """Refuse cuts that a view forbids. Raises QuestionError with a sentence; the working view takes all.

    pools: values that the product itself counts together; they may be asked for as one.
    """
    if view == "working":
        return
    filters = {dimension: chosen(question, dimension) for dimension, _ in question.where}
    used = {*filters, *question.by}
    for dimension in sorted(used & set(policy.never)):
        raise QuestionError(f"Figures by {dimension} are for staff only; they are never {_said(view)}.")
    if view == "internal":
        return
    if len(set(question.by)) > policy.max_breakdowns:
        raise QuestionError(f"A publishable figure has at most {policy.max_breakdowns} breakdowns.")
    if len(set(filters) - set(TIME)) > policy.max_filters:
        raise QuestionError(f"A publishable figure has at most {policy.max_filters} filters besides dates.")
    for dimension, values in filters.items():
        if len(values) > 1 and values not in map(frozenset, pools):
            name = wording.title(dimension).lower()
            raise QuestionError(
                f"A publishable figure is filtered by one value of each kind, and this one by {len(values)} of {name}: "
                f"several at once would give small groups away. Choose one of them, or break the figure down by {name}."
            )
    if used >= set(policy.exact_day):
        raise QuestionError("Exact days are never published. Weekdays of a month or term can be.")
    personal = [wording.title(name).lower() for name in policy.sensitive if name in used]
    if len(personal) > 1:
        raise QuestionError(
            f"A publishable figure uses only one of these at a time: {wording.listed(personal)}. "
            "Together they would point at single students."
        )


def release(result: Result, view: View, policy: Policy = Policy(), tables: Tables = NO_TABLES) -> Released:
    """What one view may see of a result, and of the results beside it.

    tables: those the cut is a cell of (`tables.tables`); what is not shown there is not shown here either.
    Raises QuestionError for a cut the view forbids.
    """
    check_question(result.question, view, policy, result.pools.values())
    return judged(result, view, policy, tables)


def judged(result: Result, view: View, policy: Policy = Policy(), tables: Tables = NO_TABLES) -> Released:
    """The same of a cut that may have been made by us: nothing is refused."""
    cells, notes = RELEASE[view](result, policy, tables)
    beside = tuple(judged(other, view, policy, _beside(tables, other.metric)) for other in result.beside)
    released = Released(
        result.metric,
        result.question,
        cells,
        result.build,
        result.as_of,
        view,
        notes=notes,
        beside=beside,
        calendar=result.calendar,
    )
    return _apart(released) if view == "publishable" else released


def _beside(tables: Tables, metric: Metric) -> dict[tuple[str, ...], Result]:
    """The tables of a figure that stands beside another; one that has no such table has nothing to compare."""
    return {
        name: other
        for name, table in tables.items()
        for other in table.beside
        if other.metric.id == metric.id
    }


# -- working and internal ------------------------------------------------------------------------------


def _working(result: Result, policy: Policy, _: Tables) -> tuple[tuple[Cell, ...], tuple[str, ...]]:
    return tuple(exactly(result.metric, cell) for cell in result.cells), result.notes


def _internal(result: Result, policy: Policy, tables: Tables) -> tuple[tuple[Cell, ...], tuple[str, ...]]:
    result = names_together(result, policy.internal_minimum, always=False)
    hide = hidden_in_table(result, policy.internal_minimum)
    for filters, table in tables.items():
        hide |= hidden_by_filters(result, filters, table, policy.internal_minimum)
    label = HIDDEN_INTERNALLY.format(least=policy.internal_minimum)

    def shown(cell: Cell) -> Cell:
        is_rate = result.metric.unit in ("percent", "percentage points")
        value, low, high = (
            round(number, 3) if is_rate and number is not None else number
            for number in (cell.value, cell.low, cell.high)
        )
        # beside the group's own rate the index tells that of the highest, which may be hidden
        found = replace(cell.impact, index=None) if cell.impact and hide else cell.impact
        rounded = replace(cell, value=value, low=low, high=high, largest_share=None, impact=found)
        return exactly(result.metric, rounded, 1 if is_rate else None)

    cells = (
        hidden_cell(cell.segment, label) if i in hide else shown(cell) for i, cell in enumerate(result.cells)
    )
    small = re.compile(rf"(?<![\d.,])[1-{policy.internal_minimum - 1}](?![\d.,]*\d)")
    return tuple(cells), tuple(note for note in result.notes if not small.search(note))


# -- publishable ---------------------------------------------------------------------------------------


def _publishable(result: Result, policy: Policy, tables: Tables) -> tuple[tuple[Cell, ...], tuple[str, ...]]:
    result = names_together(result, policy.k, always=True)
    metric, people = result.metric, wording.people_of(result.metric)
    aggregate = aggregate_of(metric)

    laid = laid_out(result)
    away = _given_away(result, laid, tables, policy)

    def publish(cell: Cell) -> Cell:
        n = people_behind(cell, metric)
        if cell.key in away:
            return hidden_cell(cell.segment, GIVEN_AWAY)
        if n is None:
            return hidden_cell(cell.segment, UNKNOWN_PEOPLE)
        if n < policy.k:
            return hidden_cell(cell.segment, wording.fewer_than(policy.k, people))
        return PUBLISH[aggregate.published](metric, cell, n, policy)

    cells = without_empty_ends([publish(cell) for cell in laid], result.question.by)
    notes = [note for note in result.notes if not _COUNTS.search(note)]
    return cells, (*notes, *_way_out(cells, result.question, wording.fewer_than(policy.k, people)))


def people_behind(cell: Cell, metric: Metric) -> int | None:
    """Of how many people it must not be few: those behind the whole where a cell is a part of one."""
    return cell.people_in_denominator if aggregate_of(metric).people_are_the_whole else cell.people


def _given_away(result: Result, cells: Iterable[Cell], tables: Tables, policy: Policy) -> set[Segment]:
    """Which cells are withheld because the total of their line, told elsewhere, would say too much about another."""
    metric, question = result.metric, result.question
    if aggregate_of(metric).published == "difference":
        return set()  # told only where every group is large enough
    of_people = set(dimensions().applies["student"]) - set(TIME)
    axes = [name for name in question.by if name in of_people] + (
        [metric.category] if is_by_name(metric) else []
    )
    is_personal = not {*question.by, *filtered(question)}.isdisjoint(policy.sensitive)
    own = {cell.key: people_behind(cell, metric) for cell in cells}
    away = given_away(own, axes, policy, is_personal=is_personal)
    for (dimension, *_), table in tables.items():
        if dimension not in of_people:
            continue
        groups = {cell.key: people_behind(cell, metric) for cell in laid_out(table)}
        away |= given_away_by_filter(
            own, dimension, chosen(question, dimension), groups, policy, is_personal=is_personal
        )
    return away


def _count(metric: Metric, cell: Cell, n: int, policy: Policy) -> Cell:
    if cell.value is None:
        return hidden_cell(cell.segment, Blank.NO_DATA.word)
    value = nearest(cell.value, policy.rounding)
    return Cell(
        cell.segment, value, None, None, nearest(n, policy.rounding), label=wording.value(metric, value)
    )


def _rate(metric: Metric, cell: Cell, n: int, policy: Policy) -> Cell:
    share = _exact_rate(cell)
    if share is None:
        return hidden_cell(cell.segment, reason_of(metric, cell))
    value, band, label = rate_band(share, n, policy)
    return Cell(
        cell.segment,
        value,
        None,
        nearest(cell.denominator, policy.rounding) if cell.denominator is not None else None,
        nearest(n, policy.rounding),
        low=band[0] if value is None else None,
        high=band[1] if value is None else None,
        band=band if value is None else None,
        label=label,
    )


def _average(metric: Metric, cell: Cell, n: int, policy: Policy) -> Cell:
    """Means, ratios, changes. No total can be had from them: no numerator, no count of events."""
    if cell.value is None:
        return hidden_cell(cell.segment, Blank.NO_DATA.word)
    aggregate, givers = aggregate_of(metric), cell.people_in_numerator
    if aggregate.needs_givers and givers is not None and givers < policy.k:
        return hidden_cell(cell.segment, wording.fewer_than(policy.k, wording.people_of(metric)))
    # A mean of 0 says that everybody has none; and where the largest part is not known, it may be too large.
    is_nobody = aggregate.gives_total and not cell.value
    if is_nobody or cell.largest_share is None or cell.largest_share > policy.largest_share:
        return hidden_cell(cell.segment, DOMINATED)
    is_pay = metric.unit == "usd"  # told as coarsely as the middle of it
    value = float(nearest(cell.value, policy.usd_rounding) if is_pay else wording.rounded(cell.value, 1))
    people = nearest(n, policy.rounding)
    denominator = people if metric.is_of_persons and aggregate.has_people_below else None
    return Cell(cell.segment, value, None, denominator, people, label=wording.value(metric, value))


def _median(metric: Metric, cell: Cell, n: int, policy: Policy) -> Cell:
    """Medians and waiting times; quartiles from more people on, a whole curve from more still; never an end."""

    def told(number: float | None) -> float | None:
        if number is None or metric.unit != "usd":
            return (
                number
                if number is None
                else float(wording.rounded(number, 0 if metric.unit == "days" else 1))
            )
        return float(nearest(number, policy.usd_rounding))

    value = told(cell.value)
    quartiles = None
    if cell.quartiles is not None and n >= policy.quartile_minimum:
        quartiles = (told(cell.quartiles[0]), told(cell.quartiles[1]))
    curve = _curve(cell, n, policy)
    return Cell(
        cell.segment,
        value,
        None,
        nearest(cell.denominator if cell.denominator is not None else n, policy.rounding),
        nearest(n, policy.rounding),
        label="Not reached" if value is None else wording.value(metric, value),
        quartiles=quartiles,
        curve=tuple((day, value) for day, value, _ in curve if value is not None),
        curve_bands=tuple((day, *band) for day, _, band in curve),
    )


def _difference(metric: Metric, cell: Cell, n: int, policy: Policy) -> Cell:
    """A difference of two rates, told as finely as the two would be, each by the rules of its own group.

    Every group that goes into it has enough people: beside the rates of the others it would tell the smallest's.
    """
    if cell.value is None or cell.sides is None:
        return hidden_cell(cell.segment, Blank.NO_DATA.word)
    if min(side.fewest for side in cell.sides) < policy.k:
        return hidden_cell(cell.segment, wording.fewer_than(policy.k, wording.people_of(metric)))
    told = [
        rate_band(Fraction(side.numerator) / Fraction(side.denominator), side.people, policy)
        for side in cell.sides
    ]
    (first, (low, high), _), (second, (other_low, other_high), _) = told
    people = nearest(n, policy.rounding)
    if first is not None and second is not None:
        # not the difference of rounded rates, which may be a point off
        value = float(wording.rounded(cell.value, 2))
        return Cell(cell.segment, value, None, None, people, label=wording.value(metric, value))
    least, most = (round(end, 4) for end in (low - other_high, high - other_low))
    band = (least, most)
    return Cell(
        cell.segment,
        None,
        None,
        None,
        people,
        low=band[0],
        high=band[1],
        band=band,
        label=wording.percentage_points_band(*band),
    )


PUBLISH: Mapping[Published, Callable[[Metric, Cell, int, Policy], Cell]] = {
    "count": _count,
    "band": _rate,
    "average": _average,
    "middle": _median,
    "difference": _difference,
}
RELEASE: Mapping[View, Callable[[Result, Policy, Tables], tuple[tuple[Cell, ...], tuple[str, ...]]]] = {
    "working": _working,
    "internal": _internal,
    "publishable": _publishable,
}


def rate_band(share: Fraction, n: int, policy: Policy) -> tuple[float | None, tuple[float, float], str]:
    """How a rate of `n` people is told: (value, (low, high), label); the value only as a whole per cent.

    An edge belongs to the band farther from 50 per cent, 50 itself to the upper one.
    """
    rule = [band for band in policy.bands if band.people <= n][-1]
    width, end = rule.width, rule.end
    percent = share * 100
    if width == 1:  # the band of a whole per cent reaches half a per cent to both sides
        least = most = ceil(percent - Fraction(1, 2)) if percent < 50 else floor(percent + Fraction(1, 2))
        low, high = (2 * least - 1) / 200, (2 * most + 1) / 200
    else:
        below = ceil(percent / width) - 1 if percent < 50 else min(floor(percent / width), 100 // width - 1)
        least = max(below, 0) * width
        most = least + width
        low, high = least / 100, most / 100
    if end and most <= end:
        return None, (0.0, high), f"≤{end}%"
    if end and least >= 100 - end:
        return None, (low, 1.0), f"≥{100 - end}%"
    if width == 1:
        return least / 100, (low, high), f"{least}%"
    return None, (low, high), wording.percent_band(low, high)


# -- helpers -------------------------------------------------------------------------------------------


def _said(view: View) -> str:
    return "part of an internal report" if view == "internal" else "published"


def _exact_rate(cell: Cell) -> Fraction | None:
    if cell.numerator is not None and cell.denominator:
        return Fraction(cell.numerator) / Fraction(cell.denominator)
    return None if cell.value is None else Fraction(str(round(cell.value, 9)))


def _curve(cell: Cell, n: int, policy: Policy) -> list[tuple[int, float | None, tuple[float, float]]]:
    """Points of a waiting curve behind which enough people still wait, told as rates of those people.

    Days on which what is told stays the same are left out: that somebody got there on one would say when.
    """
    points: list[tuple[int, float | None, tuple[float, float]]] = []
    for (day, share), waiting in zip(cell.curve, cell.at_risk, strict=False):
        is_fixed = day in CURVE_DAYS
        if waiting < policy.k or (n < policy.tail_minimum and not is_fixed):
            continue
        value, band, _ = rate_band(Fraction(str(round(share, 9))), waiting, policy)
        if is_fixed or not points or points[-1][1:] != (value, band):
            points.append((day, value, band))
    return points


def _apart(released: Released) -> Released:
    """An average and the count of events behind it are never shown for the same cell: together they give
    the total, and with it what the few not shown elsewhere have."""
    figures = (released, *released.beside)
    if not any(aggregate_of(figure.metric).gives_total for figure in figures):
        return released
    is_led_by_count = aggregate_of(released.metric).published == "count"

    def adjusted(figure: Released) -> Released:
        aggregate, events = aggregate_of(figure.metric), not figure.metric.is_of_persons
        gives_way = aggregate.gives_total if is_led_by_count else aggregate.published == "count" and events
        if gives_way:
            cells = tuple(
                cell if cell.is_withheld else hidden_cell(cell.segment, BESIDE_TOTAL) for cell in figure.cells
            )
        elif events and not is_led_by_count:
            cells = tuple(replace(cell, denominator=None) for cell in figure.cells)
        else:
            return figure
        return replace(figure, cells=cells)

    return replace(adjusted(released), beside=tuple(adjusted(other) for other in released.beside))


def _way_out(cells: tuple[Cell, ...], question: Question, reason: str) -> tuple[str, ...]:
    """A blank names a cut that works, as far as what is released proves it."""
    if cells and not any(cell.label == reason for cell in cells):
        return ()
    shown = [cell for cell in cells if not cell.is_withheld]
    if len(question.by) > 1:
        for axis in question.by:
            if {cell.segment[axis] for cell in cells} == {cell.segment[axis] for cell in shown}:
                return (f"{reason}. Try it {wording.cut([axis])}.",)
    if shown and question.by:
        return (f"{reason}. Try it {wording.cut([])}.",)
    if question.where or question.since or question.until:
        return (f"{reason}. Try fewer filters or a longer period.",)
    return (f"{reason}.",)
