"""What a figure's card says below its value: certainty, target, what stands beside it. From released values only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from dashboard.figures.values import number_words, value_words
from dashboard.office.plans import Target
from pipelines.figures import wording
from pipelines.figures.results import Cell, Metric, Released
from pipelines.release.changes import Change, as_written

NOTHING_MATCHES = "Nothing matches these filters and dates. Try all dates, or fewer filters."
ONE_PERSON_A_ROW = ("student", "graduate", "response")  # so that n says how many people


def chip_color(found: Change | None) -> Literal["off", "green", "red"]:
    """How a change is colored: good news, bad news or, "off", neither."""
    if found is None or not found.tone:
        return "off"
    return "green" if found.tone == "better" else "red"


def chip_arrow(found: Change | None, chip: str) -> Literal["off", "up", "down"]:
    """Which way the arrow before a change points; none where there is none to speak of."""
    if found is None or not chip.removeprefix("up to ").startswith(("+", wording.MINUS)):
        return "off"
    return "up" if found.high > 0 else "down"


def reason(cell: Cell | None) -> str:
    """Why a card has no number: "Hidden: fewer than 10 students"; "" where it has one, or its mark says all."""
    if cell is None or cell.blank is None or cell.label == cell.blank.word:
        return ""
    words = cell.label.removeprefix(f"{cell.blank.word}: ")
    return f"{cell.blank.word}: {words[:1].lower()}{words[1:]}"


def why_hidden(notes: Sequence[str]) -> str:
    """What is said instead of a chart of which nothing may be told, whether there is anything or not."""
    why = " ".join(wording.but_left_out(notes)) or "nothing is recorded here, or too little to show."
    return why if why.startswith("Hidden") else f"Hidden: {why[0].lower()}{why[1:]}"


def compared_with(metric: Metric, then: Cell | None) -> str:
    """What it was at the earlier time, where no change can be told: "earlier: 3 of 7"; "" where that is nothing."""
    if then is None:
        return ""
    if then.blank is not None:
        return f"earlier: {wording.blank_clause(then).removeprefix('is ').removeprefix('has ')}"
    return f"earlier: {value_words(metric, then)}"


def beside_words(other: Released) -> str:
    """A figure never shown without it: "Outcomes known: 78%"; of one without a number, why."""
    (cell,) = other.cells
    told = wording.blank_clause(cell).removeprefix("is ").removeprefix("has ")
    return f"{other.metric.title}: {told or value_words(other.metric, cell)}"


def target_words(metric: Metric, target: Target | None, cell: Cell | None) -> str:
    """The target and how far it is, as far as the value was released."""
    if target is None:
        return ""
    far = how_far(metric, target, cell)
    return f"target {number_words(metric, target.value)}" + (f", {far}" if far else "")


def how_far(metric: Metric, target: Target, cell: Cell | None) -> str:
    """From a released value to its target: a count in percent of it, a rate in points, anything else in its unit."""
    if cell is None or cell.value is None:
        return ""
    short = target.value - cell.value
    if short >= 0 if metric.better == "less" else short <= 0:
        return "reached"
    if metric.aggregate == "count":
        return f"{wording.percent(cell.value / target.value)} of it so far"
    left = as_written(metric, target.value) - as_written(metric, cell.value)
    if metric.unit == "percent":
        return f"{wording.number(abs(left) * 100)} pts to go"
    return f"{number_words(metric, abs(left)).removeprefix('+')} to go"


def certainty(metric: Metric, cell: Cell | None) -> str:
    """n, interval and unknown share in one small line, as far as they were released."""
    if cell is None or cell.denominator == 0:
        return ""  # nobody is behind it: there is nothing to be sure of
    parts = []
    if cell.denominator is not None and metric.aggregate != "count":
        if metric.of in ONE_PERSON_A_ROW:
            parts.append(wording.n(cell.denominator))
        else:
            things = wording.noun(metric, cell.denominator)
            students = f" of {wording.plural(cell.people, 'student')}" if cell.people is not None else ""
            parts.append(f"{wording.count(cell.denominator)} {things}{students}")
    elif cell.people is not None and metric.unit != "students":
        parts.append(wording.plural(cell.people, wording.people_of(metric, 1)))
    if cell.low is not None and cell.high is not None and cell.band is None:
        low, high = number_words(metric, cell.low), number_words(metric, cell.high)
        span = "range" if metric.interval == "census" else "95% interval"
        if low != high:
            parts.append(f"{span} {low} to {high}")
    if cell.unknown_count and cell.denominator is not None:
        share = wording.part_of(cell.unknown_count, cell.unknown_count + cell.denominator)
        parts.append(f"{share} not recorded")
    return " · ".join(parts)
