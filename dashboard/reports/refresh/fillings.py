"""What a mark is filled with, as one view may see it: words, a chart, a table, or why there is nothing to show.

Asked through the ledger of releases, as everything that leaves; the same question once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.asking.facts import locked
from dashboard.asking.question import Ask, does_not_apply
from dashboard.asking.served import settings
from dashboard.charts.face import definition
from dashboard.charts.fill_mark import Mark, read
from dashboard.charts.names import segment_name
from dashboard.charts.spec import SYNTHETIC, ChartSpec, Exhibit
from dashboard.exports.native import BigNumber, drawing
from dashboard.exports.words import Words as Rows
from dashboard.exports.words import (
    caption,
    heading,
    reading,
    source_line,
    speaker_notes,
    stamp,
    table_of_words,
)
from dashboard.figures import exhibits
from dashboard.figures.card_words import reason
from dashboard.figures.mark_names import NEWEST_CLASS, Meant, dated, meant
from dashboard.figures.values import number_words, value_words
from dashboard.reports.assembled import ANSWERS, Number, chart_of, number_of
from dashboard.reports.file_words import Origin, about_line
from pipelines.errors import QuestionError, UserError
from pipelines.figures import wording
from pipelines.figures.blanks import Blank
from pipelines.figures.results import Cell, Metric, Released
from pipelines.release.ask import policy_of
from pipelines.release.disclosure import notice

DRAWN = ("chart", "table")  # what is no words


@dataclass(frozen=True)
class Said:
    """Words to be filled in, a line each. not_narrowed: filters that mean nothing for the figure."""

    lines: tuple[str, ...]
    not_narrowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """A chart to be drawn, or its rows."""

    exhibit: Exhibit
    not_narrowed: tuple[str, ...] = ()

    @property
    def rows(self) -> Rows:
        return table_of_words(self.exhibit)


@dataclass(frozen=True)
class Hidden:
    """There is nothing to show: why, as a sentence that may stand in its place."""

    why: str

    @property
    def in_a_sentence(self) -> str:
        return f"[{self.why.removesuffix('.')}]"


Filling = Said | Shown | Hidden


class Fillings:
    """What marks are filled with for one question. asked: leaves the office in its view."""

    def __init__(self, asked: Ask) -> None:
        self._asked = asked
        self._made: dict[tuple[Mark, bool], Filling | QuestionError] = {}

    def of(self, text: str, *, is_alone: bool = False) -> Filling:
        """What a mark is filled with. is_alone: nothing else stands in its place, so that a chart may.

        Raises QuestionError for what names nothing here.
        """
        mark = read(text)
        if isinstance(mark, str):
            raise QuestionError(mark)
        if (mark, is_alone) not in self._made:
            try:
                self._made[mark, is_alone] = self._filling(mark, is_alone)
            except QuestionError as error:
                self._made[mark, is_alone] = error
        made = self._made[mark, is_alone]
        if isinstance(made, QuestionError):
            raise QuestionError(made.message)
        return made

    def is_chart(self, text: str) -> bool:
        """Whether a mark that names something here asks for a chart where it stands alone."""
        mark = read(text)
        return isinstance(mark, Mark) and (mark.aspect in DRAWN or meant(mark, self._asked).is_chart)

    def _filling(self, mark: Mark, is_alone: bool) -> Filling:
        if own := _OF_THE_FILE.get(mark.figure.casefold()):
            return Said((own(dated(self._asked, mark.period)),))
        if mark.aspect == "reason":
            raise QuestionError(
                "It was said of the earlier data. Make the report anew to see whether it still holds."
            )
        if mark.aspect in ("about", "answer", "lede"):
            return self._of_a_report(mark)
        found = meant(mark, self._asked)
        asks_for_chart = mark.aspect in DRAWN or (not mark.aspect and is_alone and found.is_chart)
        try:
            if asks_for_chart:
                return self._shown(found)
            if say := _OF_A_CHART.get(mark.aspect):
                shown = self._shown(found)
                return shown if isinstance(shown, Hidden) else Said(say(shown.exhibit), shown.not_narrowed)
            if mark.aspect == "title":
                return self._title(found)
            return self._number(found, mark.aspect or "value")
        except QuestionError:  # the view forbids it, or it makes no sense of this figure
            raise
        except UserError as error:
            return Hidden(error.message)

    def _of_a_report(self, mark: Mark) -> Filling:
        asked = dated(self._asked.narrowed(mark.where), mark.period)
        if mark.aspect == "about":
            lines = (about_line(_origin(asked, mark.period)), notice(asked.view, policy_of(settings())))
            return Said(lines)
        if mark.figure not in ANSWERS:
            raise QuestionError(
                f"No page is called “{mark.figure}”. There are {wording.listed(ANSWERS, 'and')}."
            )
        try:
            says, lede = ANSWERS[mark.figure](asked)
        except UserError as error:
            return Hidden(error.message)
        return Said((f"{says}.",) if mark.aspect == "answer" else (lede,))

    def _shown(self, found: Meant) -> Shown | Hidden:
        if why := locked(found.asked.published, found.panel.metrics[0]):
            return Hidden(why)
        made = chart_of(found.asked, found.panel)
        if isinstance(made, str):
            return Hidden(made)
        return Shown(made.exhibit, does_not_apply(found.panel.metrics[0], found.asked.where))

    def _title(self, found: Meant) -> Filling:
        if not found.is_chart:
            return Said((found.metric.title,))
        shown = self._shown(found)
        return shown if isinstance(shown, Hidden) else Said((shown.exhibit.spec.title,))

    def _number(self, found: Meant, aspect: str) -> Filling:
        metric, asked = found.metric, found.asked
        if why := locked(asked.published, metric.id):
            return Hidden(why)
        left = does_not_apply(metric.id, asked.where)
        if aspect == "definition":
            return Said((definition(metric),))
        if aspect == "basis":
            number = number_of(asked, metric)
            return Said((number.below,), left) if isinstance(number, Number) else Hidden(number)
        if aspect == "period":
            return Said((wording.period(asked.since, asked.until),), left)
        of_whom = (
            exhibits.of_newest_class(asked) if metric.of == "graduate" and found.by != "class_year" else asked
        )
        released = of_whom.figure(metric.id, found.by)
        return _cells(released, _OF_A_CELL[aspect], left)


def _cells(released: Released, say: Callable[[Metric, Cell], str], left: tuple[str, ...]) -> Filling:
    """One number, or several with the names of their groups."""
    told = [cell for cell in released.cells if cell.blank is not Blank.NO_DATA] or list(released.cells)
    if not told:
        return Hidden("Nothing matches these filters and dates.")
    if len(told) == 1:
        (cell,) = told
        why = reason(cell)
        return Hidden(f"{why}.") if why else Said((say(released.metric, cell),), left)
    words = [
        f"{', '.join(segment_name(d, v) for d, v in cell.segment.items())} {say(released.metric, cell)}"
        for cell in told
    ]
    return Said((", ".join(words),), left)


def _n(metric: Metric, cell: Cell) -> str:
    many = cell.denominator if cell.denominator is not None and metric.aggregate != "count" else cell.people
    if many is None:
        raise UserError("How many it is of is not shown in this view.")
    return wording.count(many)


def _interval(metric: Metric, cell: Cell) -> str:
    if cell.low is None or cell.high is None or cell.low == cell.high:
        raise UserError("Its interval is not shown in this view.")
    return f"{number_words(metric, cell.low)} to {number_words(metric, cell.high)}"


_OF_A_CELL: Mapping[str, Callable[[Metric, Cell], str]] = {
    "value": value_words,
    "n": _n,
    "interval": _interval,
}


def _large(spec: ChartSpec) -> BigNumber:
    drawn = drawing(spec)
    if not isinstance(drawn, BigNumber):
        raise UserError("It is no longer a single number.")
    return drawn


_OF_A_CHART: Mapping[str, Callable[[Exhibit], tuple[str, ...]]] = {
    "finding": lambda made: (heading(made.spec),),
    "reading": lambda made: (reading(made.spec),),
    "face": lambda made: made.face_lines(),
    "fact": lambda made: tuple(f"{head}: {words}" for head, words in made.face()),
    "source": lambda made: (source_line(made),),
    "stamp": lambda made: (stamp(made),),
    "notes": lambda made: tuple(speaker_notes(made).split("\n")),
    "caption": lambda made: (caption(made),),
    "number": lambda made: (_large(made.spec).value, _large(made.spec).words),
}


def _origin(asked: Ask, period: str) -> Origin:
    newest = exhibits.newest_class(asked)
    of_class = f"Class of {newest}" if newest.isdigit() else "All classes"
    return Origin(
        settings().office_name,
        of_class if period == NEWEST_CLASS else wording.period(asked.since, asked.until),
        wording.filters(asked.where),
        _as_of(asked),
        asked.published.build,
        asked.facts.is_synthetic,
    )


def _as_of(asked: Ask) -> str:
    return wording.day(asked.facts.newest) if asked.facts.newest else "not known"


_OF_THE_FILE: Mapping[str, Callable[[Ask], str]] = {
    "as of": _as_of,
    "period": lambda asked: wording.period(asked.since, asked.until),
    "build": lambda asked: asked.published.build,
    "office": lambda _: settings().office_name,
}


def must_be_said(asked: Ask) -> str:
    """What a page with figures may not leave out: that they are invented, that they are not to be published."""
    view = "" if asked.view == "publishable" else notice(asked.view, policy_of(settings()))
    return " ".join(filter(None, (f"{SYNTHETIC}." if asked.facts.is_synthetic else "", view)))
