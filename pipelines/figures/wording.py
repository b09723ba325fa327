"""Numbers, dates, filters and figures the way people write them (US English). Pure functions, text out.

Pages, exports, labels and the command line all write through this module, so that one number is never
spelled two ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from pipelines.figures.aggregates import aggregate_of
from pipelines.figures.blanks import Blank
from pipelines.figures.definitions import Words, dimensions
from pipelines.figures.results import Cell, Metric, Question

MINUS = "−"  # the minus sign, not a hyphen
DASH = "–"  # between the ends of a range
LEAST_FOR_A_RATE = 10  # of fewer no per cent is written, in any view

NOUNS = {
    "thread": ("contact", "contacts"),
    "interview": ("interview", "interviews"),
    "referral": ("referral", "referrals"),
    "student": ("student", "students"),
    "graduate": ("graduate", "graduates"),
    "response": ("student", "students"),
    "log_row": ("log row", "log rows"),
    "program": ("program", "programs"),
    "request": ("request", "requests"),
}

LEFT_OUT = "Left out: "  # how the note begins that says whom a population's dates leave out


def but_left_out(notes: Iterable[str]) -> tuple[str, ...]:
    """Notes as a page shows them beside a figure: whom the dates leave out, it says once, above all."""
    return tuple(note for note in notes if not note.startswith(LEFT_OUT))


def rounded(value: float | Decimal, decimals: int = 0) -> Decimal:
    """`value` rounded half away from zero, as people do it: 2.5 to 3, -0.25 to -0.3 at one decimal."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    result = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(result) if result == 0 else result  # never "-0"


def number(value: float | Decimal, decimals: int = 0) -> str:
    """1234.5 at one decimal as "1,234.5"; a proper minus sign."""
    return f"{rounded(value, decimals):,f}".replace("-", MINUS)


def small(value: float, decimals: int = 1) -> str:
    """A mean: "1.3"; "0" where it is nothing and never "0.0" where it is not: "0.04", "under 0.01"."""
    if not value:
        return "0"
    if rounded(value, decimals):
        return number(value, decimals)
    written = rounded(value, decimals + 1)
    least = Decimal(1).scaleb(-decimals - 1)
    return number(written, decimals + 1) if written else f"{'under ' if value > 0 else 'over −'}{least:f}"


def count(value: float) -> str:
    """A whole number with thousands separators: "1,234"."""
    return number(value)


def plural(value: float, one: str, many: str = "") -> str:
    """ "1 student", "1,234 students", "0.9 people" (decimals are never singular)."""
    decimals = 0 if float(value).is_integer() else 1
    return f"{number(value, decimals)} {one if value == 1 else many or one + 's'}"


def percent(rate: float, decimals: int = 0) -> str:
    """A rate from 0 to 1 as "47%"; never "0%" or "100%" for what is neither: "under 1%", "over 99%"."""
    hundredths = Decimal(repr(float(rate))) * 100  # 0.4745 is 47.45, which as a binary fraction it is not
    smallest = Decimal(1).scaleb(-decimals)
    if rate > 0 and rounded(hundredths, decimals) == 0:
        return f"under {number(smallest, decimals)}%"
    if rate < 1 and rounded(hundredths, decimals) == 100:
        return f"over {number(100 - smallest, decimals)}%"
    return f"{number(hundredths, decimals)}%"


def percent_band(low: float, high: float) -> str:
    """Both ends 0 to 1: "60–70%"."""
    return f"{number(low * 100)}{DASH}{number(high * 100)}%"


def usd(value: float) -> str:
    """Whole dollars: "$52,000", "−$300"."""
    return f"{MINUS if value < 0 else ''}${number(abs(value))}"


def days(value: float) -> str:
    return plural(value, "day")


def points(value: float) -> str:
    """A change on a scale, always with its sign: "+0.4 points", "−0.4 points", "0.0 points"."""
    sign = "+" if rounded(value, 1) > 0 else ""
    return f"{sign}{number(value, 1)} points"


def percentage_points_band(low: float, high: float) -> str:
    """Both ends −1 to 1: "−20 to +10 percentage points"."""
    first = percentage_points(low).removesuffix(" percentage points")
    return f"{first} to {percentage_points(high)}"


def percentage_points(value: float) -> str:
    """A difference of two rates (0 to 1): "+11 percentage points"."""
    sign = "+" if rounded(value * 100) > 0 else ""
    return f"{sign}{number(value * 100)} percentage points"


def day(value: date) -> str:
    """ "Nov 3, 2026"."""
    return f"{value:%b} {value.day}, {value.year}"


def short_day(value: date, near: date) -> str:
    """ "Nov 3" where the year is that of `near`, else "Nov 3, 2025"."""
    return f"{value:%b} {value.day}" if value.year == near.year else day(value)


def long_day(value: date, near: date) -> str:
    """ "November 3" where the year is that of `near`, else "November 3, 2025"."""
    return f"{value:%B} {value.day}" + (f", {value.year}" if value.year != near.year else "")


def period(since: date | None, until: date | None) -> str:
    """The dates a question selects, ends included."""
    if since and until:
        return f"{day(since)} to {day(until)}"
    if since:
        return f"Since {day(since)}"
    if until:
        return f"Until {day(until)}"
    return "All dates"


def listed(words: Iterable[str], last: str = "and") -> str:
    """ "A", "A and B", "A, B and C"."""
    parts = list(words)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def and_more(shown: Sequence[str], count: int, between: str = ", ") -> str:
    """Those shown of so many: "A, B and 1,203 more"; no more is said where all are shown."""
    more = count - len(shown)
    return between.join(shown) + (f" and {more:,} more" if more > 0 else "")


def title(dimension: str) -> str:
    return _words(dimension).title or _spaced(dimension)


def _words(dimension: str) -> Words:
    return dimensions().words.get(dimension, Words())


def is_coded(dimension: str) -> bool:
    """Are its values codes of ours? The others (names of colleges, majors) are the office's own words."""
    return _words(dimension).is_coded


def spelled(dimension: str, value: str) -> str | None:
    """What a value is called that does not read well by taking its underscores away; None for the others."""
    return _words(dimension).spelled.get(value)


def segment_value(dimension: str, value: str) -> str:
    """One value of a dimension in words: ("channel", "alumni_network") is "Alumni network"."""
    if name := spelled(dimension, value):
        return name
    if dimension == "week" and (monday := _iso(value)):
        return f"Week of {day(monday)}"
    if dimension == "month" and (first := _iso(f"{value}-01")):
        return f"{first:%b %Y}"
    return _spaced(value) if is_coded(dimension) else value


def segment(cells_segment: Mapping[str, str]) -> str:
    """Who a cell is about: "Engineering, First generation"; an empty segment is "All"."""
    return ", ".join(segment_value(*item) for item in cells_segment.items()) or "All"


def filters(where: Iterable[tuple[str, str]]) -> str:
    """Every value spelled out: "College: Arts or Engineering; Gender: Woman". No filter: "Everyone"."""
    values: dict[str, list[str]] = {}
    for dimension, value in where:
        values.setdefault(dimension, []).append(segment_value(dimension, value))
    return "; ".join(f"{title(name)}: {listed(found, 'or')}" for name, found in values.items()) or "Everyone"


def cut(dimensions: Iterable[str]) -> str:
    """A breakdown in words: "by college and class"; none: "without a breakdown"."""
    names = [title(name)[0].lower() + title(name)[1:] for name in dimensions]
    return f"by {listed(names)}" if names else "without a breakdown"


def question(asked: Question) -> str:
    """Filters and period of a question in one line."""
    parts = (filters(asked.where), period(asked.since, asked.until), known_within(asked))
    return "; ".join(filter(None, parts))


def known_within(asked: Question) -> str:
    """As of which day after their class graduates' outcomes are asked; "" where as of now."""
    days_ = asked.known_within_days
    return "" if days_ is None else f"As known {days(days_)} after June 30 of the class"


def part_of(part: float, whole: float) -> str:
    """A share of what is known exactly: "25%"; of fewer than ten "1 of 4"."""
    return of_few(part, whole) if whole < LEAST_FOR_A_RATE else percent(part / whole)


def of_few(part: float, whole: float) -> str:
    """A rate of too few for a per cent: "1 of 4"."""
    return f"{count(part)} of {count(whole)}"


def blank_mark(cell: Cell) -> str:
    """Why a cell has no number, where there is little room: "<10" of one hidden for being small, else "too early"."""
    if cell.blank is None:
        return ""
    few = re.match(r"Fewer than (\d+)", cell.label) if cell.blank is Blank.HIDDEN else None
    return f"<{few[1]}" if few else cell.blank.mark


def blank_clause(cell: Cell) -> str:
    """What a sentence says of a cell without a number: "is hidden: fewer than 10 students"; "" of any other."""
    if cell.blank is None:
        return ""
    reason = cell.label.removeprefix(f"{Blank.HIDDEN.word}: ")
    is_said = not reason or reason == cell.blank.word
    return cell.blank.clause if is_said else f"{cell.blank.clause}: {reason[0].lower()}{reason[1:]}"


def fewer_than(least: int, people: str = "students") -> str:
    return f"Fewer than {least} {people}"


def people_of(metric: Metric, how_many: float = 2) -> str:
    """What the persons behind a figure are called: "student", "students"."""
    one, many = NOUNS[metric.of if metric.of in ("graduate", "program") else "student"]
    return one if how_many == 1 else many


def value(metric: Metric, found: float, decimals: int | None = None) -> str:
    """A value in its metric's unit: "47%", "$52,000", "9 days", "+0.4 points", "0.9 people per interview".

    decimals: of a rate or mean; by default rates have none, means one and counts none.
    """
    match metric.unit:
        case "percent":
            return percent(found, decimals or 0)
        case "usd":
            return usd(found)
        case "days":
            return days(found)
        case "points":
            return points(found)
        case "percentage points":
            return percentage_points(found)
    if decimals is None:
        decimals = aggregate_of(metric).decimals
    written = small(found, decimals) if decimals else number(found)
    return f"{written} {metric.unit}" if " per " in metric.unit else written


def n(people: float) -> str:
    return f"n = {count(people)}"


def with_n(written: str, people: float | None) -> str:
    """ "47% (n = 214)"."""
    return written if people is None else f"{written} ({n(people)})"


def with_basis(written: str, metric: Metric, cell: Cell) -> str:
    """What an exact figure rests on.

    Of items "44% (n = 3,581 from 569 students)", of people "78% (n = 620)", of shares "9% (458 of 4,926)",
    of differences both groups: "+11 percentage points (n = 120 and 400)".
    """
    if cell.sides is not None:
        return f"{written} (n = {count(cell.sides[0].people)} and {count(cell.sides[1].people)})"
    if (
        aggregate_of(metric).people_are_the_whole
        and cell.numerator is not None
        and cell.denominator is not None
    ):
        return f"{written} ({count(cell.numerator)} of {count(cell.denominator)})"
    if cell.denominator is None or cell.denominator == cell.people:
        return with_n(written, cell.people)
    if cell.people is None:
        return with_n(written, cell.denominator)
    return f"{written} ({n(cell.denominator)} from {plural(int(cell.people), 'student')})"


def noun(metric: Metric, how_many: float = 2) -> str:
    """What one row of the metric is: "interview", "interviews"."""
    one, many = NOUNS[metric.of]
    return one if how_many == 1 else many


def statement(metric: Metric, label: str, about: Mapping[str, str] | None = None) -> str:
    """A figure as a sentence: "Response rate, Engineering: 47%." """
    who = f", {segment(about)}" if about else ""
    return f"{metric.title}{who}: {label}."


def _spaced(code: str) -> str:
    words = code.replace("_", " ")
    return words[:1].upper() + words[1:]


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
