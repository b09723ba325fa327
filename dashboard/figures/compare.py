"""Two sides, any figures: who is on each side, how far apart they are, and what may be said of it.

A side is a group, dates, or both. Each figure is asked once for each side, as the view may see it; a difference is told
only where both were told exactly. Nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.asking import facts, question
from dashboard.asking.comparison import no_data
from dashboard.asking.facts import locked
from dashboard.asking.presets import PRESETS
from dashboard.asking.question import Ask
from dashboard.charts import pairs as pair_charts
from dashboard.charts.exhibit import exhibit_for
from dashboard.charts.marks import marks_of
from dashboard.charts.pairs import PairRow
from dashboard.charts.readings import inside
from dashboard.charts.spec import ChartTable, Exhibit
from dashboard.figures.exhibits import brief
from dashboard.figures.stand_out_words import decimals_of, distance, span, told
from dashboard.figures.values import first, value_words
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.figures.aggregates import aggregate_of
from pipelines.figures.results import Cell, Metric, Question, Released
from pipelines.release.differences import Difference, between, estimate
from pipelines.release.disclosure import check_question

YEAR_BEFORE = "The same dates a year before"
ALL_OTHERS = "All others"
ANOTHER = "Another group or dates"
AGAINST = (YEAR_BEFORE, ALL_OTHERS, ANOTHER)
SAME_DATES = "The same dates"
OTHER_DATES = (SAME_DATES, YEAR_BEFORE, *PRESETS.values())
USUAL = (
    "participation_rate",
    "interviews_per_student",
    "response_rate",
    "referral_any_rate",
    "referral_activation_rate",
)
MOST = 8  # figures at a time

Where = tuple[tuple[str, str], ...]
SideDates = Callable[[Ask], Ask]  # what a side's dates make of the page's question


@dataclass(frozen=True)
class ChosenSide:
    """One side: its name in legends, and how the page's question becomes its own."""

    name: str
    narrowed: Callable[[Ask], Ask]


@dataclass(frozen=True)
class Pair:
    """One figure on both sides. difference: None where it may not or cannot be told."""

    metric: Metric
    first: Released
    second: Released
    difference: Difference | None

    @property
    def cells(self) -> tuple[Cell | None, Cell | None]:
        return first(self.first.cells), first(self.second.cells)


@dataclass(frozen=True)
class Compared:
    """What could be compared, and a sentence for each figure that could not."""

    sides: tuple[ChosenSide, ChosenSide]
    pairs: tuple[Pair, ...]
    left_out: tuple[str, ...]


def choosable() -> dict[str, str]:
    """Figures that are one number for a group: {title: id}, in the catalog's order."""
    return {
        metric.title: metric.id
        for metric in facts.catalog().values()
        if metric.of != "program" and (not metric.category or metric.aggregate == "change")
    }


def address(groups: Iterable[str]) -> Mapping[str, set[str]]:
    """What this page's own keys in the address may hold."""
    known = set(groups)
    return {
        "figures": set(choosable()),
        "group": known,
        "other": known,
        "against": set(AGAINST),
        "other_dates": set(OTHER_DATES),
    }


# -- sides -----------------------------------------------------------------------------------------


def side(group: Where, name: str = "", dates: SideDates = lambda asked: asked) -> ChosenSide:
    """A group within the page's filters: what the side chooses takes the place of the filter of its kind."""
    own = {dimension for dimension, _ in group}

    def narrowed(asked: Ask) -> Ask:
        kept = tuple(pair for pair in asked.where if pair[0] not in own)
        return dates(replace(asked, where=kept + group))

    return ChosenSide(name or group_words(group), narrowed)


def group_words(group: Where) -> str:
    """ "Business or Engineering, First generation"; nobody chosen: "Everyone"."""
    values: dict[str, list[str]] = {}
    for dimension, value in group:
        values.setdefault(dimension, []).append(_value_words(dimension, value))
    return ", ".join(wording.listed(chosen, "or") for chosen in values.values()) or "Everyone"


def _value_words(dimension: str, value: str) -> str:
    return f"Class of {value}" if dimension == "class_year" else wording.segment_value(dimension, value)


def all_others(group: Where, known: Iterable[tuple[str, str]]) -> ChosenSide:
    """Everybody of another known group of the same kind. Raises UserError where there is no such thing."""
    kinds = {dimension for dimension, _ in group}
    if len(kinds) != 1:
        raise UserError(
            "“All others” needs groups of one kind on the first side: colleges, or programs, or classes."
            " Choose them, or compare with another group."
        )
    others = tuple(pair for pair in known if pair[0] in kinds and pair not in group)
    if not others:
        raise UserError("There are no others: every known group of that kind is chosen.")
    kind = wording.title(others[0][0]).lower()
    name = group_words(others) if len(others) == 1 else f"All others ({kind})"
    return side(others, name)


def a_year_before(asked: Ask) -> Ask:
    """Raises UserError where the dates have no year before."""
    if not asked.has_year_before:
        raise UserError("All dates have no year before. Choose dates above, or another comparison.")
    return asked.dated("a year before")


def within(asked: Ask, since: date | None, until: date | None) -> Ask:
    return replace(asked, since=since, until=until)


def named_apart(asked: Ask, one: ChosenSide, other: ChosenSide) -> tuple[ChosenSide, ChosenSide]:
    """The two sides with names that say what tells them apart: the group, the dates, or both."""
    asks = one.narrowed(asked), other.narrowed(asked)
    has_same_dates = (asks[0].since, asks[0].until) == (asks[1].since, asks[1].until)
    if has_same_dates:
        return one, other
    periods = [wording.period(side_asked.since, side_asked.until) for side_asked in asks]
    names = (
        periods
        if one.name == other.name
        else [f"{side_asked.name}, {words}" for side_asked, words in zip((one, other), periods, strict=True)]
    )
    return replace(one, name=names[0]), replace(other, name=names[1])


# -- figures ---------------------------------------------------------------------------------------


def compared(asked: Ask, sides: tuple[ChosenSide, ChosenSide], metric_ids: Sequence[str]) -> Compared:
    """Each figure on both sides. Raises UserError where a side makes no sense at all."""
    asks = (sides[0].narrowed(asked), sides[1].narrowed(asked))
    for side_asked in asks:
        check_question(Question(where=side_asked.where), side_asked.view, question.policy())
    pairs, left_out = [], []
    for metric in _with_those_never_apart(metric_ids):
        reason = _misfit(metric, asks, metric_ids)
        if not reason:
            try:
                pair = _pair(metric, asks)
            except UserError as error:
                reason = error.message
            else:
                if len(pair.first.cells) > 1 or len(pair.second.cells) > 1:
                    reason = "It was asked on several scales, which cannot be set side by side."
        if reason:
            left_out.append(f"{metric.title} is left out. {reason}")
        else:
            pairs.append(pair)
    return Compared(sides, tuple(pairs), tuple(left_out))


def _with_those_never_apart(metric_ids: Sequence[str]) -> list[Metric]:
    """The figures, each followed by one that is never shown without it and names it back."""
    catalog = facts.catalog()
    wanted = dict.fromkeys(
        name
        for metric_id in metric_ids
        for name in (metric_id, *(b for b in catalog[metric_id].beside if metric_id in catalog[b].beside))
    )
    return [catalog[name] for name in wanted]


def _misfit(metric: Metric, asks: tuple[Ask, Ask], metric_ids: Sequence[str]) -> str:
    """Why a figure cannot be compared between these sides; "" where it can."""
    missing = locked(asks[0].published, metric.id)
    if missing:
        return missing
    for side_asked in asks:
        unfit = question.does_not_apply(metric.id, side_asked.where)
        if unfit:
            return (
                f"It cannot be narrowed by {wording.listed(wording.title(name).lower() for name in unfit)}."
            )
    if metric.of == "graduate" and asks[0].where == asks[1].where:
        return "Graduates are counted by class, not by dates: choose two classes or groups."
    if asks[0] == asks[1]:
        return "Both sides are the same."
    for side_asked in asks:
        if reason := no_data(side_asked, metric):
            return reason
    catalog = facts.catalog()
    has_average = any(aggregate_of(catalog[name]).gives_total for name in metric_ids)
    if (
        asks[0].view == "publishable"
        and metric.aggregate == "count"
        and not metric.is_of_persons
        and has_average
    ):
        return "A total is never published beside an average."
    return ""


def _pair(metric: Metric, asks: tuple[Ask, Ask]) -> Pair:
    undated = [side_asked.without_dates() if metric.of == "graduate" else side_asked for side_asked in asks]
    one, other = (side_asked.figure(metric.id) for side_asked in undated)
    cells = first(one.cells), first(other.cells)
    ends = [estimate(metric, cell) for cell in cells]
    difference = between(ends[0], ends[1]) if ends[0] and ends[1] else None
    return Pair(metric, one, other, difference)


# -- words -----------------------------------------------------------------------------------------


def _values(pair: Pair) -> tuple[float, float] | None:
    """Both sides, where both were told exactly."""
    one, other = (cell.value if cell and not cell.is_withheld else None for cell in pair.cells)
    return None if one is None or other is None else (one, other)


def difference_words(pair: Pair) -> str:
    """ "8 points higher" of the first side, "none"; "" where it is not told."""
    values = _values(pair)
    if values is None:
        return ""
    return "none" if values[0] == values[1] else distance(pair.metric, *values, _decimals(pair))


def interval_words(pair: Pair) -> str:
    if pair.difference is None:
        return ""
    return span(pair.metric, pair.difference, _decimals(pair) or 0)


def _decimals(pair: Pair) -> int | None:
    """One number of decimals for all that is said of a figure's two sides; None where no interval asks for any."""
    one, other = pair.cells
    if pair.difference is None or one is None or other is None:
        return None
    return decimals_of(pair.metric, one.value or 0.0, other.value or 0.0, pair.difference)


def _sides_words(pair: Pair) -> list[str]:
    """Both sides as they are told beside their difference; a blank says why."""
    decimals = _decimals(pair)
    return [
        told(pair.metric, cell.value, decimals)
        if cell is not None and cell.value is not None and decimals is not None
        else (cell.label if cell and cell.blank else value_words(pair.metric, cell))
        for cell in pair.cells
    ]


def verdict(pair: Pair) -> str:
    """Whether the difference is outside the noise, in a few words."""
    if _values(pair) is None:
        return "not told exactly"
    if pair.difference is None:
        return "no interval"
    return "outside the noise" if pair.difference.is_outside_the_noise else "inside the noise"


def answer(comparison: Compared) -> tuple[str, str]:
    """Which figures differ outside the noise; what is set against what, with the numbers of those that do."""
    if not comparison.pairs:
        return "Nothing can be compared yet", ""
    first_side, second_side = comparison.sides
    numbers = "; ".join(_in_numbers(pair) for pair in _clear(comparison.pairs))
    against = f"{first_side.name} against {second_side.name}"
    says = reading(comparison.pairs).removesuffix(".")
    return says[:1].upper() + says[1:], f"{against}: {numbers}." if numbers else f"{against}."


def _clear(pairs: Sequence[Pair]) -> list[Pair]:
    return [pair for pair in pairs if pair.difference and pair.difference.is_outside_the_noise]


def reading(pairs: Sequence[Pair]) -> str:
    """ "Students reached and response rate differ by more than chance would explain; the rest may be chance." """
    tested = [pair for pair in pairs if pair.difference is not None]
    clear = _clear(pairs)
    if not tested:
        return "without an interval on both sides no difference can be told from noise."
    if not clear:
        of = "the figure does not differ" if len(tested) == 1 else "no figure differs"
        return f"{of} by more than chance would explain."
    first_title, *titles = (pair.metric.title for pair in clear)
    listed = wording.listed([first_title, *map(inside, titles)])
    rest = "; the rest may be chance" if len(clear) < len(tested) else ""
    return f"{listed} {'differs' if len(clear) == 1 else 'differ'} by more than chance would explain{rest}."


def _in_numbers(pair: Pair) -> str:
    one, other = _sides_words(pair)
    how_far = f"{difference_words(pair)}; 95% interval {interval_words(pair)}"
    return f"{inside(pair.metric.title)} {one} against {other} ({how_far})"


def n_words(released: Released) -> str:
    behind = marks_of(released).only.n
    return "" if behind is None else wording.count(behind)


# -- charts ----------------------------------------------------------------------------------------


def units(comparison: Compared) -> dict[str, list[Pair]]:
    """Pairs that share an axis, shares first: {unit: pairs}."""
    by_unit: dict[str, list[Pair]] = {}
    for pair in sorted(comparison.pairs, key=lambda pair: pair.metric.unit != "percent"):
        by_unit.setdefault(pair.metric.unit, []).append(pair)
    return by_unit


def chart_title(pairs: Sequence[Pair]) -> str:
    if len(pairs) == 1:
        return pairs[0].metric.title
    unit = pairs[0].metric.unit
    return "Shares" if unit == "percent" else unit[:1].upper() + unit[1:]


def exhibit(
    asked: Ask, sides: tuple[ChosenSide, ChosenSide], metric_ids: Sequence[str], unit: str
) -> Exhibit:
    """The chart of one unit's figures with its face: both sides spelled out. Raises UserError with nothing to draw."""
    comparison = compared(asked, sides, metric_ids)
    pairs = units(comparison).get(unit, [])
    if not pairs:
        raise UserError("In this view none of these figures can be compared between these sides.")
    names = (sides[0].name, sides[1].name)
    rows = [PairRow(marks_of(brief(pair.first)), marks_of(brief(pair.second)), _note(pair)) for pair in pairs]
    verdicts = reading(pairs)
    verdicts = f"{verdicts[:1].upper()}{verdicts[1:]}"
    spec = pair_charts.pairs(rows, names, f"{chart_title(pairs)}: {names[0]} against {names[1]}", verdicts)
    faces = [
        [
            exhibit_for(released, is_synthetic=asked.facts.is_synthetic, policy=question.policy())
            for released in (pair.first, pair.second)
        ]
        for pair in pairs
    ]
    whole = faces[0][0]

    def both(part: Callable[[Exhibit], str], of: Sequence[Exhibit]) -> str:
        parts = [part(face) for face in of]
        return (
            parts[0]
            if parts[0] == parts[1]
            else "; ".join(
                part_words if part_words == name else f"{name}: {part_words}"
                for name, part_words in zip(names, parts, strict=True)
            )
        )

    every = [face for two in faces for face in two]
    return replace(
        whole,
        spec=replace(spec, notes=whole.spec.notes),
        table=table(pairs, names),
        filters_in_words=both(lambda face: face.filters_in_words, faces[0]),
        period=both(lambda face: face.period, faces[0]),
        n=both(lambda face: face.n, faces[0]) if len(pairs) == 1 else "in the table",
        definition=" ".join(
            f"{p.metric.title}: {face[0].definition}" for p, face in zip(pairs, faces, strict=True)
        ),
        caveats=tuple(dict.fromkeys([*(c for face in every for c in face.caveats), NO_CAUSE])),
        beside=(),
    )


NO_CAUSE = "A difference does not show a cause."


def _note(pair: Pair) -> str:
    words = difference_words(pair)
    if not words:
        return ""
    is_noise = pair.difference is not None and not pair.difference.is_outside_the_noise
    return "may be chance" if is_noise else words


def table(pairs: Sequence[Pair], names: tuple[str, str]) -> ChartTable:
    """Every figure with both sides, their difference, its interval and what it is worth."""
    columns = (
        "Figure",
        *names,
        "Difference (of the first side)",
        "95% interval",
        "Verdict",
        "n, first side",
        "n, second side",
    )
    rows = []
    for pair in pairs:
        values = _sides_words(pair)
        rows.append(
            (
                pair.metric.title,
                *values,
                difference_words(pair),
                interval_words(pair),
                verdict(pair),
                n_words(pair.first),
                n_words(pair.second),
            )
        )
    return ChartTable(columns, tuple(rows))
