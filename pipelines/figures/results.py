"""The words figures are spoken in: Metric, Question, Cell, Result, Released. Immutable, no database, no drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from pipelines.figures.blanks import Blank
from pipelines.figures.periods import AcademicCalendar

if TYPE_CHECKING:
    import pandas

AggregateName = Literal[
    "count",
    "rate",
    "mean",
    "ratio",
    "median",
    "share",
    "change",
    "wait",
    "difference",
    "load",
    "concentration",
    "adjusted",
]
Tier = Literal["core", "more", "research"]
View = Literal["working", "internal", "publishable"]
Population = Literal["expected", "roster"]
Of = Literal[
    "thread", "interview", "referral", "student", "graduate", "response", "log_row", "program", "request"
]

UNKNOWN = "Unknown"  # the value of a dimension where nobody wrote one down

Segment = frozenset[tuple[str, str]]  # what a cell is of: (dimension, value) pairs, whatever their order

CURVE_DAYS: tuple[int, ...] = (3, 7, 14, 30)  # of a wait, the days every figure tells the share of

# The interval that belongs to it; "" = the aggregate's own, "none" = none, "census" = the range the unknown allow.
IntervalKind = Literal["", "cluster", "wilson", "none", "census"]
# "parts" of one whole, "kinds" (several may hold), "groups" (each its own whole), "sides" (the first less the second)
CategoriesAre = Literal["", "parts", "kinds", "groups", "sides"]
# In which direction a change of a figure is good news; "" = in neither, and no change of it is ever colored
Better = Literal["", "more", "less"]
# How the SQL tells a row's category: "" = by name, "place" = by its place in categories, from 0 (faster to compare).
CategoryAs = Literal["", "place"]


@dataclass(frozen=True)
class Metric:
    """One figure's definition, read from the comment that opens sql/metrics/<id>.sql.

    of: what one row of its SQL is; decides the dimensions and periods that apply (sql/dimensions.toml).
    unit: "percent" (values 0 to 1), "people per interview", "days", "usd", "points", "interviews", ...
    category: name of the built-in breakdown a share (or a rate by kind) comes with, e.g. "channel"; "" = none.
    categories: its values in their own order, where they are fixed.
    needs: columns "source.column" without which the figure stays locked; alternatives apart by "|"; "*" after one
        that only some rows can have.
    beside: ids of figures never shown without it.
    beside_when: a yes/no column of marts.settings; where it is false this figure is not put beside others.
    rows_of: another figure whose rows it sums up in its own way; then it has no SQL itself, and `sql` is that one's.
    """

    id: str
    title: str
    question: str
    aggregate: AggregateName
    unit: str
    of: Of
    numerator: str
    denominator: str
    tier: Tier
    chart: str
    sql: str = field(repr=False)
    as_of: str = ""  # outreach, interviews, both (older), activity (newer), referrals, survey, outcomes
    category: str = ""
    categories: tuple[str, ...] = ()
    interval: IntervalKind = ""
    beside: tuple[str, ...] = ()
    beside_when: str = ""
    caveats: tuple[str, ...] = ()  # sentences, resolved from caveats.toml
    needs: tuple[str, ...] = ()
    rows_of: str = ""
    leaves_out: str = ""
    within: str = ""  # the time an item is given, as a sentence says it: "14 days"
    begins: str = ""  # how a sentence about it begins, where its title cannot; "" = the title
    says: str = (
        ""  # its sentence: "<value> of students <who> were reached", "<value> of jobs came through <part>"
    )
    if_even: str = ""  # what is said where its groups cannot be told apart; "" = what is said of any figure
    better: Better = ""
    source: str = ""  # where the rule comes from, e.g. "NACE First-Destination Survey"
    categories_are: CategoriesAre = ""
    category_as: CategoryAs = ""
    adjust_for: tuple[str, ...] = ()  # dimensions a regression holds equal

    @property
    def is_of_persons(self) -> bool:
        """One row of its SQL is one person (or program): its denominator counts them, not events."""
        return self.of in ("student", "graduate", "response", "program")

    @property
    def is_category_optional(self) -> bool:
        """Told apart by category only where there are several: most offices ask on one scale."""
        return self.category == "scale"


@dataclass(frozen=True)
class Question:
    """Who is counted, and how it is cut. Everything here is data, bound, never SQL.

    by: up to two dimensions. where: (dimension, value) pairs; the same dimension twice = or, others = and.
    since, until: inclusive local dates that select by the item's own start; of a population, who was in it then.
    known_within_days: of graduates only what was known so many days after June 30 of their class; None = all there is.
    """

    by: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    since: date | None = None
    until: date | None = None
    population: Population = "expected"
    known_within_days: int | None = None


@dataclass(frozen=True)
class Side:
    """One of the two groups a difference compares: exact counts; people are distinct students.

    fewest: people in the smallest of the groups it is put together from; its own where it is one.
    """

    numerator: float
    denominator: float
    people: int
    fewest: int


@dataclass(frozen=True)
class Impact:
    """Disproportionate impact of one group, by the two official methods (`impact.py`).

    margin: E of the percentage-point gap (PPG-1), as a rate; None where the group is too small to say. is_flagged: its
    gap is −E or less. index: its rate over that of the highest group, the 80 % index; None where that is not told.
    """

    margin: float | None
    is_flagged: bool
    index: float | None


@dataclass(frozen=True)
class Cell:
    """One segment's figure.

    value: in the metric's unit, rates 0 to 1; numerator, denominator, people: exact counts as DOMAIN defines.
    people: distinct students in the denominator (in the numerator for counts and share categories; in the smaller
        of the two groups for differences).
    largest_share: the part of the numerator one student supplies (0 to 1); for disclosure only.
    quartiles: (q1, q3) of a median or wait where reached. band: a released range instead of a value.
    blank: why there is no number, where there is none. is_few: released as "1 of 4", for its denominator is too small
        for a rate: neither value nor interval, numerator and denominator kept.
    label: what people read; of a blank one, the reason. written: the value alone, "47%" of "47% (n = 214)".
    """

    segment: Mapping[str, str]
    value: float | None
    numerator: float | None
    denominator: float | None
    people: int | None
    low: float | None = None
    high: float | None = None
    unknown_count: int | None = None
    blank: Blank | None = None
    is_few: bool = False
    label: str = ""
    written: str = ""
    largest_share: float | None = None
    people_in_numerator: int | None = None
    quartiles: tuple[float | None, float | None] | None = None
    band: tuple[float, float] | None = None
    curve: tuple[tuple[int, float], ...] = ()  # a wait: (day, share there by then)
    at_risk: tuple[int, ...] = ()  # aligned with curve: students still waiting just before that day
    curve_bands: tuple[tuple[int, float, float], ...] = ()  # released: (day, low, high) of the share there
    people_in_denominator: int | None = None  # of a share: students behind the whole it is a part of
    sides: tuple[Side, Side] | None = None  # of a difference: the group, and what it is compared with
    impact: Impact | None = None  # of a group against all others

    @property
    def key(self) -> Segment:
        """Its segment, to find it by."""
        return frozenset(self.segment.items())

    @property
    def is_withheld(self) -> bool:
        return self.blank is Blank.HIDDEN


def there_by(cell: Cell) -> dict[int, tuple[float, float]]:
    """Of a wait, the share there by each of CURVE_DAYS that is known: (low, high), alike where exact."""
    points = {day: (share, share) for day, share in cell.curve}
    points |= {day: (low, high) for day, low, high in cell.curve_bands if day not in points}
    return {day: points[day] for day in CURVE_DAYS if day in points}


def hidden_cell(segment: Mapping[str, str], reason: str) -> Cell:
    """A cell of which nothing is told but why."""
    return Cell(segment, None, None, None, None, blank=Blank.HIDDEN, label=reason)


@dataclass(frozen=True)
class LeftOut:
    """Students a dated population does not hold: enrolled only before its period, or only after it."""

    left: int
    not_yet: int


@dataclass(frozen=True)
class Result:
    """A figure measured, exact. Only `disclosure.release` may turn it into something shown."""

    metric: Metric
    question: Question
    cells: tuple[Cell, ...]
    build: str
    as_of: date | None
    beside: tuple[Result, ...] = ()
    notes: tuple[str, ...] = ()  # e.g. "preliminary, expected graduates", "3 students left out"
    # Every value each dimension has in the whole office, in its own order, whatever the question selects:
    # a publishable table lists them all, so that a segment's absence tells nothing.
    domains: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pools: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # a pool's name -> the values in it
    calendar: AcademicCalendar = field(default_factory=AcademicCalendar)  # the office's, as its build has it
    left_out: LeftOut | None = None  # of a figure of a population


@dataclass(frozen=True)
class WayOut:
    """Which other question shows what is hidden; it was tried.

    without: what of the question to take away: filters by their dimension, "dates"; nothing where the cut changes.
    """

    words: str
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Released:
    """A Result as one view may see it: the only thing pages, exports and the command line show."""

    metric: Metric
    question: Question
    cells: tuple[Cell, ...]
    build: str
    as_of: date | None
    view: View
    beside: tuple[Released, ...] = ()
    notes: tuple[str, ...] = ()
    pooled: tuple[str, ...] = ()  # what was pooled, in words
    way_out: WayOut | None = None  # where cells are hidden
    is_official: bool = False  # a rate to one decimal, by a director's leave
    calendar: AcademicCalendar = field(default_factory=AcademicCalendar)  # the office's, as its build has it

    def to_pandas(self) -> pandas.DataFrame:
        """A data frame, one row a cell: a column a breakdown, then the numbers, the label last.

        Numbers are those of `measure --json`: rates 0 to 1, missing where there is none (`blank` says why); band_low
        and band_high where a range was released instead of a value. `attrs` holds what every number needs beside it:
        metric, title, unit, view, build, as_of and notes.
        """
        import pandas  # heavy to import, and only notebooks ask for it

        numbers = ("value", "numerator", "denominator", "low", "high", "band_low", "band_high")
        rows = [
            {
                **cell.segment,
                **{
                    name: getattr(cell, name)
                    for name in ("value", "numerator", "denominator", "people", "low", "high")
                },
                **dict(zip(("band_low", "band_high"), cell.band or (None, None), strict=True)),
                **{name: getattr(cell, name) for name in ("unknown_count", "is_withheld", "label")},
                "blank": cell.blank.code if cell.blank else "",
            }
            for cell in self.cells
        ]
        cuts = dict.fromkeys(name for cell in self.cells for name in cell.segment)
        columns = [
            *cuts,
            *numbers[:3],
            "people",
            *numbers[3:],
            "unknown_count",
            "is_withheld",
            "blank",
            "label",
        ]
        frame = pandas.DataFrame(rows, columns=columns).astype(
            {
                **dict.fromkeys(numbers, "float64"),
                "people": "Int64",
                "unknown_count": "Int64",
                "is_withheld": "bool",
            }
        )
        frame.attrs = {
            "metric": self.metric.id,
            "title": self.metric.title,
            "unit": self.metric.unit,
            "view": self.view,
            "build": self.build,
            "as_of": self.as_of,
            "notes": [*self.notes, *self.pooled],
        }
        return frame
