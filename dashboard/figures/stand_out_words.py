"""What stands out, and what the last import changed, in words: each a sentence and where it leads. Pure text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.charts.names import GROUPS, segment_name
from dashboard.charts.readings import inside
from dashboard.figures.values import first, number_words, value_words
from pipelines.figures import wording
from pipelines.figures.results import Metric, Released
from pipelines.release.differences import Difference, Estimate, between, estimate
from pipelines.release.standing_out import LEAST_PEOPLE, Finding, StandingOut

PAGE_OF = {"student": "interviews", "interview": "referrals", "referral": "referrals", "thread": "outreach"}
_MOST_DECIMALS = 3
LONGEST_NAME = 28  # letters a link has room for
CALLED = ("college", "program", "class_year")  # whose groups a sentence calls by what they are


@dataclass(frozen=True)
class Pointer:
    """A finding in words and the page it points to, with the group chosen there.

    dimension, group: "" where no group is chosen. figure: its title. basis: how many it stands on. rows: what its small
    chart draws, the one it is about first. link: what the page is opened for.
    """

    sentence: str
    page: str
    dimension: str
    group: str
    figure: str
    basis: str
    rows: tuple[PointerRow, ...]
    link: str


@dataclass(frozen=True)
class PointerRow:
    """A side of a finding. value, low, high: as parts of the chart's width; words: its value as people write it."""

    name: str
    words: str
    value: float
    low: float
    high: float


def pointers(standing_out: StandingOut) -> tuple[Pointer, ...]:
    return tuple(map(_pointer, standing_out.findings))


def _pointer(finding: Finding) -> Pointer:
    metric, group = finding.metric, _group(finding.dimension, finding.group)
    return Pointer(
        sentence(finding),
        PAGE_OF[metric.of],
        finding.dimension,
        finding.group,
        metric.title,
        _basis_of(metric, finding.own, finding.others),
        rows_of(metric, ((group, finding.own), (_others(finding), finding.others))),
        _see(finding.dimension, group),
    )


def _see(dimension: str, group: str) -> str:
    """What a finding's link is called; a long name stands in its sentence already."""
    return (
        f"See {group}" if len(group) <= LONGEST_NAME else f"See this {GROUPS.get(dimension, ('group',))[0]}"
    )


def _basis_of(metric: Metric, *sides: Estimate) -> str:
    return f"{metric.title}, n = {wording.count(sum(side.weight for side in sides))}"


def rows_of(metric: Metric, sides: Sequence[tuple[str, Estimate]]) -> tuple[PointerRow, ...]:
    """Sides on one scale: of a rate the whole of it, of all else as far as the longest interval."""
    most = 1.0 if metric.unit == "percent" else max(side.high for _, side in sides) or 1.0
    decimals = _decimals_apart(metric, [side.value for _, side in sides])
    return tuple(
        PointerRow(
            _at_a_row(name),
            told(metric, side.value, decimals),
            *(min(max(at / most, 0.0), 1.0) for at in (side.value, side.low, side.high)),
        )
        for name, side in sides
    )


def _at_a_row(name: str) -> str:
    """A group's name where it stands alone: "Class of 2027", "Other programs"."""
    alone = name.removeprefix("the ")
    return alone[:1].upper() + alone[1:]


def stopped_log(program: str, last_held: date, held_since: Released) -> Pointer | None:
    """A program whose log stopped, and how many interviews the others logged since; None where that is not told."""
    total = first(held_since.cells)
    if total is None or not total.value:
        return None
    day = wording.day(last_held)
    return Pointer(
        f"{program} has logged no interview since {day}.",
        "interviews",
        "program",
        program,
        held_since.metric.title,
        f"{held_since.metric.title} after {day}",
        (
            PointerRow(program, "0", 0.0, 0.0, 0.0),
            PointerRow("Everybody else", wording.count(total.value), 1.0, 1.0, 1.0),
        ),
        _see("program", program),
    )


def asking(by_asking: Released) -> Pointer | None:
    """Names given with and without asking, where they differ by more than chance; else None."""
    metric = by_asking.metric
    sides = {cell.segment["asked"]: estimate(metric, cell) for cell in by_asking.cells}
    with_it, without = sides.get("yes"), sides.get("no")
    if with_it is None or without is None or not between(with_it, without).is_outside_the_noise:
        return None
    rows = rows_of(metric, (("asked for names", with_it), ("did not ask", without)))
    return Pointer(
        f"Students who asked for names averaged {rows[0].words} per interview; those who did not, {rows[1].words}.",
        "referrals",
        "",
        "",
        metric.title,
        _basis_of(metric, with_it, without),
        rows,
        "See what they ask",
    )


def sentence(finding: Finding) -> str:
    """ "For CAR 210-04, 31% of students were reached; for the other programs, 69%." """
    metric = finding.metric
    decimals = _decimals_apart(metric, (finding.own.value, finding.others.value))
    own, others = (told(metric, side.value, decimals) for side in (finding.own, finding.others))
    group, rest = _group(finding.dimension, finding.group), _others(finding)
    says = metric.says.replace(" <who>", "")
    if metric.unit == "percent":
        return f"For {group}, {says.replace('<value>', own)}; for {rest}, {others}."
    return f"{group[:1].upper()}{group[1:]} averaged {says.replace('<value>', own)}; {rest}, {others}."


def _decimals_apart(metric: Metric, values: Sequence[float]) -> int:
    """As many decimals as keep the sides apart, and any that is not nothing from reading as 0.0."""
    fewest = 0 if metric.unit == "percent" else 1

    def keeps_apart(decimals: int) -> bool:
        written = {told(metric, value, decimals) for value in values}
        is_nothing = any(value and not wording.rounded(value, decimals) for value in values)
        return len(written) == len(set(values)) and (metric.unit == "percent" or not is_nothing)

    return next(filter(keeps_apart, range(fewest, _MOST_DECIMALS)), _MOST_DECIMALS)


def decimals_of(metric: Metric, first: float, second: float, found: Difference) -> int:
    """As many decimals as keep both sides, their difference and both ends of its interval apart, in one sentence."""
    fewest = 0 if metric.unit in ("percent", "usd", "days") or metric.aggregate == "count" else 1
    scale = 100 if metric.unit == "percent" else 1

    def keeps_apart(decimals: int) -> bool:
        one, other, low, high = (
            wording.rounded(value * scale, decimals) for value in (first, second, found.low, found.high)
        )
        return (
            (one != other or first == second)
            and (low != high or found.low == found.high)
            and all(end != 0 or not exact for end, exact in ((low, found.low), (high, found.high)))
        )

    return next(
        (decimals for decimals in range(fewest, _MOST_DECIMALS) if keeps_apart(decimals)), _MOST_DECIMALS
    )


def told(metric: Metric, value: float, decimals: int) -> str:
    """A side of a comparison, with as many decimals as the sentence needs."""
    if metric.unit == "percent":
        return wording.percent(value, decimals)
    if metric.unit in ("usd", "days") or metric.unit.startswith("dollars"):
        return number_words(metric, value)
    return wording.number(value, decimals if value else 0)


def distance(metric: Metric, one: float, other: float, decimals: int | None = None) -> str:
    """ "17 points lower": by how much one side is told to differ from the other.

    Of both as they are written beside it, so that a reader who subtracts them finds it.
    """
    if decimals is None:
        decimals = (
            0
            if metric.unit == "usd" or metric.aggregate == "count"
            else _decimals_apart(metric, (one, other))
        )
    scale = 100 if metric.unit == "percent" else 1
    places = 1 if metric.unit == "days" else decimals
    step = float(wording.rounded(one * scale, places) - wording.rounded(other * scale, places)) / scale
    return f"{size(metric, abs(step), decimals)} {'higher' if one > other else 'lower'}"


def size(metric: Metric, step: float, decimals: int | None = None) -> str:
    """The size of a difference: points of a rate, else the figure's own unit."""
    if metric.unit == "percent":
        if decimals is None:
            decimals = 0 if abs(step) >= 0.01 else 1
        text = wording.number(step * 100, decimals)
        return f"{text} {'point' if text == '1' else 'points'}"
    if metric.unit == "usd":
        return wording.usd(step)
    if metric.unit == "days":
        return wording.days(step)
    if decimals is None:
        decimals = 0 if metric.aggregate == "count" else 1 if abs(step) >= 0.1 else 2
    return wording.number(step, decimals)


def span(metric: Metric, found: Difference, decimals: int) -> str:
    """Both ends of the interval of a difference, as of its size: on one side of zero without signs."""
    scale = 100 if metric.unit == "percent" else 1
    low, high = (found.low, found.high) if found.value >= 0 else (-found.high, -found.low)
    return f"{wording.number(low * scale, decimals)} to {wording.number(high * scale, decimals)}"


def _group(dimension: str, value: str) -> str:
    """A group inside a sentence: our own words in lower case, the office's names as they are."""
    name = segment_name(dimension, value)
    if name.startswith("Class of"):
        return f"the {inside(name)}"
    return inside(name) if dimension.startswith("is_") or wording.is_coded(dimension) else name


def _others(finding: Finding) -> str:
    if len(finding.other_groups) == 1:
        return _group(finding.dimension, finding.other_groups[0])
    many = GROUPS[finding.dimension][1] if finding.dimension in CALLED else "groups"
    return f"the other {many}"


def basis(standing_out: StandingOut) -> str:
    """How many groups were compared and what came of it, in one line."""
    count = len(standing_out.findings)
    if not standing_out.tests:
        return "No groups are large enough to compare in this view."
    differences = wording.plural(standing_out.tests, "difference")
    if not count:
        return f"We checked {differences} between groups; none is larger than chance would explain."
    return f"We checked {differences} between groups; {count} {'is' if count == 1 else 'are'} unlikely to be chance."


def how_checked(view: str) -> tuple[str, ...]:
    """How it is checked, what is left out, and what it cannot say."""
    said: tuple[str, ...] = (
        f"Each group of {LEAST_PEOPLE} people or more is compared with the other known groups of its kind.",
        "Of all differences checked, we keep those of which at most one in twenty is chance"
        " (Benjamini and Hochberg's rule).",
        "Beside groups we look at logs that stopped and at names given with and without asking.",
        "Differences are not causes. Outcomes are left out: missing answers could shift them more than chance.",
    )
    if view == "publishable":
        said += ("Most figures are published as bands or without an interval, and are left out.",)
    return said


# -- what the last import changed -------------------------------------------------------------------

COUNTS = (("new", "added"), ("changed", "changed"), ("removed", "removed"))


def rows_touched(imports: Sequence[Mapping[str, Any]]) -> str:
    """ "120 rows added and 3 changed"; of several imports together."""
    totals = [(sum(int(row[name]) for row in imports), words) for name, words in COUNTS]
    parts = [f"{wording.count(total)} {words}" for total, words in totals if total]
    if not parts:
        return "no row new or changed"
    first_total = next(total for total, _ in totals if total)
    parts[0] = parts[0].replace(" ", f" {'row' if first_total == 1 else 'rows'} ", 1)
    return wording.listed(parts)


def update_line(came_in: Sequence[Mapping[str, Any]], went: Sequence[Mapping[str, Any]]) -> str:
    """One line: when the newest file came in and what it did to the rows."""
    if not came_in and not went:
        return "Since the build before no file came in: only settings or the program changed"
    parts = []
    if came_in:
        day = wording.day(max(row["imported_at"] for row in came_in).date())
        what = "Last import" if len(came_in) == 1 else f"Last {len(came_in)} imports"
        parts.append(f"{what}, {day}: {rows_touched(came_in)}")
    if went:
        parts.append(f"{wording.plural(len(went), 'import')} undone")
    return " · ".join(parts)


def import_words(row: Mapping[str, Any]) -> str:
    rejected = f", {wording.plural(int(row['rejected']), 'row')} rejected" if row["rejected"] else ""
    return f"{row['file_name']} ({str(row['source']).replace('_', ' ')}): {rows_touched([row])}{rejected}"


def moved(metric: Metric, now: Released, before: Released | None) -> str:
    """ "Students reached: 28%, 26% before (2 points higher)"."""
    cell = first(now.cells)
    then = first(before.cells) if before else None
    text = f"{metric.title}: {value_words(metric, cell)}"
    if then is None:
        return f"{text}; the build before cannot say"
    if cell is None or cell.value is None or then.value is None:
        return f"{text}, {value_words(metric, then)} before"
    if cell.value == then.value:
        return f"{text}, unchanged"
    if metric.aggregate == "count" or metric.unit in ("days", "usd"):
        sides = [value_words(metric, side) for side in (cell, then)]
    else:
        decimals = _decimals_apart(metric, (cell.value, then.value))
        sides = [told(metric, side, decimals) for side in (cell.value, then.value)]
    return f"{metric.title}: {sides[0]}, {sides[1]} before ({distance(metric, cell.value, then.value)})"
