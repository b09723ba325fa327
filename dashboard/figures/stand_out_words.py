"""What stands out, and what the last import changed, in words: each a sentence and where it leads. Pure text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.names import segment_name
from dashboard.charts.readings import inside
from dashboard.figures.values import first, number_words, value_words
from pipelines.figures import wording
from pipelines.figures.results import Metric, Released
from pipelines.release.differences import Difference
from pipelines.release.standing_out import Finding, StandingOut

PAGE_OF = {"student": "interviews", "interview": "referrals", "referral": "referrals", "thread": "outreach"}
_MOST_DECIMALS = 3
MANY = {"college": "colleges", "program": "programs", "class_year": "classes"}


@dataclass(frozen=True)
class Pointer:
    """A sentence and the page it points to, with the group chosen there; figure: by its title."""

    sentence: str
    page: str
    dimension: str
    group: str
    figure: str


def pointers(standing_out: StandingOut) -> tuple[Pointer, ...]:
    return tuple(
        Pointer(
            sentence(finding),
            PAGE_OF[finding.metric.of],
            finding.dimension,
            finding.group,
            finding.metric.title,
        )
        for finding in standing_out.findings
    )


def sentence(finding: Finding) -> str:
    """ "Students reached: 13% for CAR 210-04, 30% for the other programs (17 points lower; 95% interval 8 to 24)." """
    metric, name, found = finding.metric, finding.dimension, finding.difference
    decimals = decimals_of(metric, finding.value, finding.others, found)
    own, others = (told(metric, value, decimals) for value in (finding.value, finding.others))
    return (
        f"{metric.title}: {own} for {_group(name, finding.group)}, {others} for {_others(finding)}"
        f" ({apart(metric, found, decimals)})."
    )


def decimals_of(metric: Metric, first: float, second: float, found: Difference) -> int:
    """As many decimals as keep both sides, their difference and both ends of its interval apart, in one sentence."""
    fewest = 0 if metric.unit in ("percent", "usd", "days") or metric.aggregate == "count" else 1
    scale = 100 if metric.unit == "percent" else 1

    def keeps_apart(decimals: int) -> bool:
        one, other, step, low, high = (
            wording.rounded(value * scale, decimals)
            for value in (first, second, found.value, found.low, found.high)
        )
        return (
            (one != other or first == second)
            and (step != 0 or not found.value)
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
    return wording.number(value, decimals)


def apart(metric: Metric, found: Difference, decimals: int) -> str:
    """ "17 points lower; 95% interval 8 to 24"; an interval on both sides of zero keeps its signs."""
    direction = "higher" if found.value > 0 else "lower"
    return f"{size(metric, abs(found.value), decimals)} {direction}; 95% interval {span(metric, found, decimals)}"


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
    return f"the other {MANY.get(finding.dimension, 'groups')}"


def basis(standing_out: StandingOut, view: str) -> str:
    """What was compared, how, and what was left out."""
    if not standing_out.tests:
        return "Nothing could be compared: in this view figures are told as bands, or groups are smaller than 30."
    text = (
        f"Of {wording.plural(standing_out.tests, 'comparison')} of groups of 30 or more, each with the other known"
        " groups of its kind, these are outside the noise (at most one in twenty of them by chance)."
    )
    if not standing_out.findings:
        text = (
            f"In {wording.plural(standing_out.tests, 'comparison')} of groups of 30 or more, each with the other known"
            " groups of its kind, no difference is outside the noise."
        )
    text += " A difference is no cause. Outcomes are not compared: what is unknown moves them more than chance does."
    if view == "publishable":
        text += " Most figures are published as bands or without an interval and are left out."
    return text


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
    step = cell.value - then.value
    if not step:
        return f"{text}, unchanged"
    direction = "higher" if step > 0 else "lower"
    return f"{text}, {value_words(metric, then)} before ({size(metric, abs(step))} {direction})"
