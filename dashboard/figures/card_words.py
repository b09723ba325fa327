"""What a figure's card says below its value: certainty, change, target. From released values only."""

from __future__ import annotations

from typing import Literal

from dashboard.figures.values import number_words
from dashboard.office.plans import Target
from pipelines.figures import wording
from pipelines.figures.results import Cell, Metric

ONE_PERSON_A_ROW = ("student", "graduate", "response")  # so that n says how many people


def change(metric: Metric, now: Cell | None, before: Cell | None) -> tuple[str | int | None, bool]:
    """(change in words, whether there is one), from released values only: a band has no change."""
    if now is None or before is None or now.value is None or before.value is None:
        return None, False
    step = now.value - before.value
    if metric.unit == "percent":
        if wording.rounded(step * 100) == 0:
            return 0, False
        return _signed(f"{wording.number(abs(step) * 100)} pts", step), True
    if metric.aggregate == "count":
        if not before.value:
            return None, False
        share = step / before.value
        if wording.rounded(share * 100) == 0:
            return 0, False
        return _signed(wording.percent(abs(share)), share), True
    if metric.unit == "usd":
        return (_signed(wording.usd(abs(step)), step), True) if step else (0, False)
    if wording.rounded(step, 1) == 0:
        return 0, False
    return _signed(wording.number(abs(step), 1), step), True


def delta_color(metric: Metric) -> Literal["off", "inverse", "normal"]:
    """More outreach is neither good nor bad; fewer messages per talk and fewer late logs are good."""
    if metric.of == "thread" and metric.aggregate == "count":
        return "off"
    return "inverse" if metric.less_is_better else "normal"


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
    if short >= 0 if metric.less_is_better else short <= 0:
        return "reached"
    if metric.aggregate == "count":
        return f"{wording.percent(cell.value / target.value)} of it so far"
    if metric.unit == "percent":
        return f"{wording.number(abs(short) * 100)} pts to go"
    return f"{number_words(metric, abs(short)).removeprefix('+')} to go"


def _signed(text: str, step: float) -> str:
    """With an ASCII sign: Streamlit reads the direction of its arrow from it."""
    return f"-{text}" if step < 0 else f"+{text}"


def certainty(metric: Metric, cell: Cell | None) -> str:
    """n, interval and unknown share in one small line, as far as they were released."""
    if cell is None:
        return ""
    parts = []
    if cell.denominator is not None and metric.aggregate != "count":
        if metric.of in ONE_PERSON_A_ROW:
            parts.append(wording.n(cell.denominator))
        else:
            things = wording.noun(metric, cell.denominator)
            students = f" of {wording.plural(cell.people, 'student')}" if cell.people is not None else ""
            parts.append(f"{wording.count(cell.denominator)} {things}{students}")
    elif cell.people is not None and metric.unit != "students":
        parts.append(wording.plural(cell.people, wording.people_of(metric).removesuffix("s")))
    if cell.low is not None and cell.high is not None and cell.band is None:
        low, high = number_words(metric, cell.low), number_words(metric, cell.high)
        span = "range" if metric.interval == "census" else "95% interval"
        if low != high:
            parts.append(f"{span} {low} to {high}")
    if cell.unknown_count and cell.denominator is not None:
        share = cell.unknown_count / (cell.unknown_count + cell.denominator)
        parts.append(f"{wording.percent(share)} not recorded")
    return " · ".join(parts)
