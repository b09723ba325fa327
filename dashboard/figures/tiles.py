"""What Home's four tiles show: a figure, what it is compared with, its small chart, how far it is to its target.

Pure but for the asking. From released figures only: where anything a small chart would draw is hidden or a band, there
is no small chart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from dashboard.asking import comparison, targets
from dashboard.asking.facts import catalog, locked
from dashboard.asking.question import Ask
from dashboard.asking.served import settings
from dashboard.charts.spec import ChartSpec
from dashboard.charts.year_before import by_then
from dashboard.figures import exhibits
from dashboard.figures.card_words import compared_with, reason
from dashboard.figures.values import first, number_words, value_words
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.figures.blanks import Blank
from pipelines.figures.results import Cell, Metric
from pipelines.release.changes import Change, in_short, in_words


@dataclass(frozen=True)
class Trend:
    """A small chart: this year's values over time and, where there is one, last year's; or parts of a whole.

    kind "parts": values are shares in order, colors theirs ("" = not known). words: what a reader hears.
    """

    kind: str  # "columns" | "line" | "parts"
    values: tuple[float, ...]
    last: tuple[float | None, ...] = ()
    colors: tuple[str, ...] = ()
    is_open: bool = False  # the last value is of a period that is not over
    words: str = ""


@dataclass(frozen=True)
class Toward:
    """How far a figure is. done, pace: parts of the target; pace: where a count should be today, None for the rest."""

    done: float
    pace: float | None
    left: str
    right: str


@dataclass(frozen=True)
class Tile:
    """One figure of Home. unlocks: why there is none yet, "" where there is."""

    key: str
    title: str
    page: str
    value: str = "–"
    change: str = ""
    tone: Change | None = None
    says: str = ""
    trend: Trend | None = None
    toward: Toward | None = None
    unlocks: str = ""


def tiles(asked: Ask, graduates: Ask) -> tuple[Tile, ...]:
    """In the order of the mission: outreach, interviews, referrals, outcomes. graduates: of the newest class."""
    return (
        _tile(asked, "outreach_volume", "outreach", _columns(exhibits.new_contacts)),
        _tile(asked, "interviews_per_student", "interviews", _columns(exhibits.held_over_time)),
        _tile(asked, "referral_yield", "referrals", _line("referral_yield")),
        _outcomes(graduates),
    )


Draws = Callable[[Ask], Trend | None]


def _tile(asked: Ask, metric_id: str, page: str, draw: Draws, title: str = "") -> Tile:
    metric = catalog()[metric_id]
    empty = Tile(metric_id, title or metric.title, page)
    if unlocks := locked(asked.published, metric_id):
        return replace(empty, unlocks=unlocks)
    try:
        now = asked.figure(metric_id)
        earlier = comparison.earlier(asked, metric_id)
        before = earlier.figure(metric_id)
        trend = draw(asked)
    except UserError as error:
        return replace(empty, says=error.message)
    cell, then = first(now.cells), first(before.cells) if before else None
    changed = comparison.changed(asked, metric, cell, then)
    return replace(
        empty,
        value=value_words(metric, cell),
        change=in_short(changed),
        tone=changed,
        says=_says(asked, metric, cell, then, changed, earlier),
        trend=trend,
        toward=_toward(asked, metric, cell),
    )


def _says(
    asked: Ask,
    metric: Metric,
    cell: Cell | None,
    then: Cell | None,
    changed: Change | None,
    earlier: comparison.Earlier,
) -> str:
    """Below the value: why there is none, what it was a year before, or why that is not known."""
    if why := reason(cell):
        return why
    if changed is not None and in_words(changed):
        was = value_words(metric, then)
        if metric.of == "graduate":
            return f"{was} for {earlier.against.removeprefix('vs. ')} at this time"
        same_dates = by_then(asked.since, asked.until, asked.facts.newest, settings().year_start)
        return f"The same {same_dates}" if changed.is_none else f"{was} {same_dates}"
    return compared_with(metric, then) or earlier.reason


def _outcomes(graduates: Ask) -> Tile:
    """Career outcomes and knowledge rate, never apart."""
    chosen = [value for name, value in graduates.where if name == "class_year"]
    of_class = f", class of {chosen[0]}" if len(chosen) == 1 and chosen[0].isdigit() else ""
    made = _tile(graduates, "career_outcomes_rate", "outcomes", _parts, f"Career outcomes{of_class}")
    if made.unlocks or made.value == "–":
        return made
    known = graduates.figure("knowledge_rate")
    cell = first(known.cells)
    rate = f"Knowledge rate {value_words(known.metric, cell)}" if cell and cell.blank is None else made.says
    until = comparison.collected_until(graduates)
    says = [rate, f"collecting until {until:%b} {until.day}" if until else ""]
    return replace(made, says=" · ".join(filter(None, says)))


# -- small charts ----------------------------------------------------------------------------------


def _columns(draw: Callable[[Ask], exhibits.Exhibit]) -> Draws:
    def columns(asked: Ask) -> Trend | None:
        spec = draw(asked).spec
        return _of_spec("columns", spec, f"by {'month' if 'month' in spec.title else 'week'}")

    return columns


def _line(metric_id: str) -> Draws:
    return lambda asked: _of_spec("line", exhibits.over_time(metric_id)(asked).spec, "by month")


def _of_spec(kind: str, spec: ChartSpec, step: str) -> Trend | None:
    """A chart over time, small: only where every period of it is a number."""
    if not spec.series or len(spec.categories) < 2:
        return None
    now, *others = spec.series
    values = [
        0.0 if value is None and label == Blank.NO_DATA.mark else value
        for value, label in zip(now.values, now.labels or [""] * len(now.values), strict=True)
    ]
    if kind == "line":  # a month without a number is left out of the line, not drawn as zero
        values = [value for value in now.values if value is not None]
    if len(values) < 2 or any(value is None for value in values):
        return None
    last = others[0].values if others and kind == "columns" else ()
    # weeks before anything happened, in either year, say nothing
    quiet = next((at for at, value in enumerate(values) if value or (last and last[at])), 0)
    if kind == "columns" and len(values) - quiet > 1:
        values, last = values[quiet:], last[quiet:]
    is_open = bool(now.partial and now.partial[-1])
    against = ", this year and last" if last else ""
    return Trend(
        kind,
        tuple(value or 0.0 for value in values),
        tuple(last),
        is_open=is_open,
        words=f"{spec.title} {step}{against}",
    )


def _parts(graduates: Ask) -> Trend | None:
    spec = exhibits.outcome_parts(graduates)
    values = [series.values[0] for series in spec.series]
    if len(spec.categories) != 1 or any(value is None for value in values):
        return None
    shares = tuple(value or 0.0 for value in values)
    told = "; ".join(
        f"{series.name} {wording.percent(value)}" for series, value in zip(spec.series, shares, strict=True)
    )
    return Trend("parts", shares, colors=tuple(series.color for series in spec.series), words=told)


# -- targets ---------------------------------------------------------------------------------------


def _toward(asked: Ask, metric: Metric, cell: Cell | None) -> Toward | None:
    target = targets.target_of(asked, metric)
    if target is None or cell is None or cell.value is None or target.value <= 0:
        return None
    done = cell.value / target.value
    wanted = number_words(metric, target.value)
    if metric.aggregate != "count":
        far = "reached" if done >= 1 else f"{wording.percent(done)} of the way"
        return Toward(min(done, 1.0), None, f"Target {wanted}", far)
    first_day, last_day = targets.year_dates(target.year)
    day = min(asked.until or last_day, last_day)
    pace = ((day - first_day).days + 1) / ((last_day - first_day).days + 1)
    right = "reached" if done >= 1 else "on pace" if done >= pace else "behind pace"
    return Toward(
        min(done, 1.0), pace, f"{wording.percent(done)} of {wanted} by {wording.day(last_day)}", right
    )
