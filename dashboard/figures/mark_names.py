"""What a mark in somebody's file means here: which figure or chart, cut by what, of whom, of when; and the way back.

Names are taken as people write them: ids, titles, in any case, with blanks or underscores. What is not known is a
sentence with the nearest name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import get_close_matches

from dashboard.asking.facts import catalog, dimensions_of
from dashboard.asking.presets import PRESETS, preset_dates
from dashboard.asking.question import Ask
from dashboard.asking.served import settings
from dashboard.charts.fill_mark import Mark, written
from dashboard.figures.declared import Panel, chart
from dashboard.figures.exhibits import BySegment
from dashboard.figures.panel_catalog import panels
from pipelines.errors import QuestionError
from pipelines.figures import wording
from pipelines.figures.definitions import dimensions
from pipelines.figures.measure import segment_domain
from pipelines.figures.periods import label, next_start
from pipelines.figures.results import Metric, Question
from pipelines.figures.term_names import term_of
from pipelines.store.warehouse import Published


@dataclass(frozen=True)
class Meant:
    """panel: the chart; metric: its number; by: what either is cut by, "" for nothing. asked: of whom and when.

    is_chart: whether it is a chart where it stands alone, not a number.
    """

    panel: Panel
    metric: Metric
    by: str
    asked: Ask
    is_chart: bool


def meant(mark: Mark, asked: Ask) -> Meant:
    """What a mark names. asked: filters and dates for what the mark does not say itself.

    Raises QuestionError for a name nobody knows, with the nearest.
    """
    panel, metric, by = _figure(mark.figure)
    of = metric or catalog()[panel.metrics[0]] if panel else metric
    assert of is not None
    where = tuple(_condition(pair, of, asked.published) for pair in mark.where)
    asked = asked.narrowed(where)
    is_chart = metric is None or bool(by or metric.category)
    drawn = panel or _drawn(of, by)
    if not by and isinstance(drawn.draw, BySegment) and metric is None:
        by = drawn.draw.dimension
    return Meant(drawn, of, by, dated(asked, mark.period), is_chart)


def core_of(panel: Panel, asked: Ask, period: str = "") -> str:
    """The mark that asks for this chart again, without its braces; "" where it could not be read again.

    asked: as a page asks, before the panel chooses its classes. period: as a mark says it; "" = the dates of `asked`.
    """
    if asked.known_within_days is not None:
        return ""
    figure = panel.key
    usual = panels().get(panel.key)
    if isinstance(panel.draw, BySegment) and (usual is None or usual.draw != panel.draw):
        figure = f"{panel.key if usual else panel.metrics[0]} by {panel.draw.dimension}"
    elif usual is None:
        figure = panel.metrics[0]
    return _written(figure, asked, period, dimensions_of(panel.metrics[0]))


def core_of_number(metric_id: str, asked: Ask, period: str = "") -> str:
    """The same for a figure as a number."""
    return _written(metric_id, asked, period, dimensions_of(metric_id))


def core_of_subject(subject: str, asked: Ask, period: str = "") -> str:
    """The same for what a page says, or a report of itself."""
    return _written(subject, asked, period, tuple(dimensions().by_name))


def core_of_question(metric_id: str, question: Question, as_of: date | None) -> str:
    """The same for what the command line exports; "" for what no mark can say: two cuts, or people of the roster."""
    if len(question.by) > 1 or question.population != "expected" or question.known_within_days is not None:
        return ""
    if (
        catalog()[metric_id].of == "graduate"
        and [name for name, _ in question.where].count("class_year") != 1
    ):
        return ""  # of all classes together, while marks are of the newest
    period = _dates_written(question.since, question.until, as_of)
    return written(Mark(" by ".join((metric_id, *question.by)), question.where, period)) if period else ""


def _written(figure: str, asked: Ask, period: str, applies: tuple[str, ...]) -> str:
    where = tuple(pair for pair in asked.where if pair[0] in applies)
    when = period or _period_written(asked)
    return written(Mark(figure, where, when)) if when else ""


# --- figures -------------------------------------------------------------------------------------------


def same(name: str) -> str:
    """A name as it is compared: without case, underscores and marks.

    >>> same("Response-rate by_College?")
    'response rate by college'
    """
    return " ".join(re.findall(r"\w+", name.casefold().replace("_", " ")))


def _figure(phrase: str) -> tuple[Panel | None, Metric | None, str]:
    """(chart or None, figure or None, its cut) of a phrase."""
    if phrase in panels() and phrase not in catalog():
        return panels()[phrase], None, ""
    metrics, charts = _metrics(), _charts()
    panel, metric = charts.get(same(phrase)), metrics.get(same(phrase))
    if panel or metric:
        is_of_it = panel is not None and (metric is None or metric.id in panel.metrics[:1])
        return (panel if is_of_it else None), metric, ""
    head, _, tail = (
        (part.strip() for part in re.split(r"(\sby\s)(?!.*\sby\s)", phrase, flags=re.IGNORECASE))
        if " by " in phrase.lower()
        else (phrase, "", "")
    )
    panel, metric = charts.get(same(head)), metrics.get(same(head))
    if not tail or not (panel or metric):
        raise QuestionError(f"There is no figure called “{head}”.{_nearest(head, {**metrics, **charts})}")
    of = metric or catalog()[panel.metrics[0]]  # type: ignore[union-attr]
    by = dimension_called(tail, dimensions_of(of.id), f"{of.title} cannot be cut by")
    return (None if metric else _cut(panel, by)), of if metric else None, by


def _cut(panel: Panel | None, by: str) -> Panel:
    assert panel is not None
    if not isinstance(panel.draw, BySegment) or by not in panel.draw.cuts:
        raise QuestionError(f"{panel.title} cannot be cut by {wording.title(by).lower()}.")
    draw = panel.draw.by(by)
    return replace(panel, title=draw.title, draw=draw)


def _drawn(metric: Metric, by: str) -> Panel:
    """The chart pages have of it, else the one its definition names."""
    for panel in panels().values():
        draw = panel.draw
        if by and isinstance(draw, BySegment) and (draw.metric_id, draw.dimension) == (metric.id, by):
            return panel
    classes = "as asked" if metric.of != "graduate" else "all" if by == "class_year" else "newest"
    return chart(metric.id, by=by, classes=classes)  # type: ignore[arg-type]


def _metrics() -> Mapping[str, Metric]:
    found = {same(metric.title): metric for metric in reversed(list(catalog().values()))}
    return {**found, **{same(name): metric for name, metric in catalog().items()}}


def _charts() -> Mapping[str, Panel]:
    found = {same(panel.title): panel for panel in reversed(list(panels().values()))}
    return {**found, **{same(key): panel for key, panel in panels().items()}}


def _nearest(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(same(name), list(known), 1, 0.6)
    return f" Did you mean “{near[0]}”?" if near else " The page Definitions and `metrics` list them."


# --- of whom -------------------------------------------------------------------------------------------


def dimension_called(name: str, allowed: Iterable[str], cannot: str) -> str:
    """A dimension by its name or its title. Raises QuestionError that says what it may be."""
    known = {same(wording.title(one)): one for one in allowed} | {same(one): one for one in allowed}
    if found := known.get(same(name)) or known.get(same(name).removesuffix("s")):
        return found
    near = get_close_matches(same(name), list(known), 1, 0.6)
    may = (
        f" Did you mean “{near[0]}”?"
        if near
        else f" It may be {wording.listed((wording.title(one).lower() for one in allowed), 'or')}."
    )
    raise QuestionError(f"{cannot} “{name}”.{may}")


def _condition(pair: tuple[str, str], metric: Metric, published: Published) -> tuple[str, str]:
    """A filter as the figure takes it: "College", "business" -> ("college", "School of Business")."""
    name, said = pair
    dimension = dimension_called(name, dimensions_of(metric.id), f"{metric.title} cannot be narrowed by")
    if dimensions().by_name[dimension].kind == "time":
        return dimension, _time_value(dimension, said)
    values = segment_domain(published, dimension, metric.of)
    readings = {value: {same(value), same(wording.segment_value(dimension, value))} for value in values}
    exact = [value for value, told in readings.items() if value == said] or [
        value for value, told in readings.items() if same(said) in told
    ]
    words = set(same(said).split())
    found = exact or [value for value in values if words and words <= set(same(value).split())]
    if len(found) == 1:
        return dimension, found[0]
    shown = wording.listed([wording.segment_value(dimension, value) for value in (found or values)[:8]], "or")
    if found:
        raise QuestionError(f"{wording.title(dimension)} “{said}” may be {shown}. Write which.")
    raise QuestionError(f"{wording.title(dimension)} has no “{said}”. It may be {shown}.")


def _time_value(dimension: str, said: str) -> str:
    office = settings()
    if dimension == "term" and (found := term_of(said, office.term_starts, office.year_start[0])):
        return label("term", found[1], office.term_starts)
    return said


# --- of when -------------------------------------------------------------------------------------------

NEWEST_CLASS = "the newest class"  # dates of what is about graduates, as reports say it
_OTHERWISE = {"this year": "year", "last year": "last_year", "the last 12 months": "12m"}
_PRESETS = {words.casefold(): key for key, words in PRESETS.items() if key != "own"} | _OTHERWISE


def dated(asked: Ask, period: str) -> Ask:
    """Of the dates a mark says; of those asked for where it says none. Raises QuestionError for no period of ours."""
    if not period:
        return asked
    if period.casefold() == NEWEST_CLASS:
        return asked.without_dates()
    office = settings()
    if key := _PRESETS.get(period.casefold()):
        since, until = preset_dates(key, asked.facts.newest, office)
        return replace(asked, since=since, until=until, period_words=PRESETS[key] if since else "")
    if found := re.fullmatch(r"(\S+) to (\S+)", period):
        since, until = _day(found[1]), _day(found[2])
        if since is None or until is None or since > until:
            raise QuestionError(f"“{period}” are no dates. Write them as 2026-08-01 to 2026-12-31.")
        return replace(asked, since=since, until=until, period_words="")
    term = term_of(period, office.term_starts, office.year_start[0])
    if term is None:
        names = wording.listed((name for name, _ in office.term_starts), "or")
        raise QuestionError(f"“{period}” is no term of this office. Its terms are {names}, with a year.")
    last = next_start("term", term[1], office.term_starts) - timedelta(days=1)
    newest = asked.facts.newest
    return replace(
        asked,
        since=term[1],
        until=min(last, newest) if newest and newest >= term[1] else last,
        period_words=f"In {period}",
    )


def _day(text: str) -> date | None:
    """A day of our time; years nobody has data of are slips."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None


def _period_written(asked: Ask) -> str:
    """Choices of the date filter as such, so that they move with time; other dates as they are."""
    said = asked.period_words.casefold().removeprefix("in ")
    if said in _PRESETS:
        return said
    if re.fullmatch(r"[^\W\d_]+ \d{4}", said):
        return asked.period_words.removeprefix("In ")
    return _dates_written(asked.since, asked.until, asked.facts.newest)


def _dates_written(since: date | None, until: date | None, newest: date | None) -> str:
    """Dates as they are; "" where they have no beginning or no end."""
    if since is None and until is None:
        return "all dates"
    last = until or newest
    return f"{since} to {last}" if since and last else ""
