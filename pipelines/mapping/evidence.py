"""What a column's values say about it: dates, e-mails, ids of the roster, a source's own choices.

    sample of a column -> look() -> Evidence;  Evidence and a canonical column -> fit() -> Fit or None

Pure. Evidence is of text as the file has it; it is shown to the person who uploads and never logged.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from pipelines import data_files
from pipelines.mapping.cell_values.dates import SERIAL_RANGE
from pipelines.mapping.cell_values.parsers import parse
from pipelines.mapping.cell_values.reading import CLEAR, DASHES, ColumnReading, unwrapped
from pipelines.mapping.multiple_choice import learn_choices, split_choices
from pipelines.sources.catalog import STUDENT_ID, Column, normalise

SHOWN_VALUES = 5
ENOUGH = 3  # filled cells; fewer say nothing
LIKELY = 0.8  # share of values from which on they speak for a column
UNLIKELY = 0.5  # below it they speak against it
_MOST_DISTINCT = 500  # values looked at; enough for a share
_LONGEST_SHOWN = 60  # characters

_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[A-Za-z]{2,}|[^<>]*<[^@\s<>]+@[^@\s<>]+>")
_URL = re.compile(r"(?:https?://|www\.)\S+|(?:[a-z]+\.)?linkedin\.com/\S+", re.IGNORECASE)
_NUMBER = re.compile(r"[-−+]?[$€£]?\s?\d[\d,.\s]*[%kK]?")
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_ID = re.compile(r"(?=\S*\d)[^\s@/:,;]{3,20}")
_WORD = r"[^\W\d_][\w'’.\-]*"
_PERSON = re.compile(rf"(?:{_WORD},?\s+){{1,4}}{_WORD}")
_DATE_READING = ColumnReading(Column(name="value", type="timestamp", meaning=""))


@dataclass(frozen=True)
class Evidence:
    """A column's values: distinct ones with how often they occur, in the file's order, at most 500.

    filled: cells that hold something. roster: ids and e-mails of the office's students, folded to lower case.
    bears: of a column of addresses, other header -> the share of rows whose address bears what that column says
    of the row: a person's name before the @, a firm's behind it. is_apart: the column may be one of another table.
    cells: of the rows that were looked at, in their order, to be laid beside another column's.
    """

    counts: Mapping[str, int] = field(repr=False)
    filled: int
    roster: frozenset[str] = field(default=frozenset(), repr=False)
    bears: Mapping[str, float] = field(default_factory=dict, repr=False)
    is_apart: bool = False
    cells: tuple[str, ...] = field(default=(), repr=False, compare=False)

    @property
    def samples(self) -> tuple[str, ...]:
        """Five values for the screen, shortened to one line each."""
        lines = (" ".join(value.split()) for value in self.counts)
        short = (line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + "…" for line in lines)
        return tuple(list(dict.fromkeys(short))[:SHOWN_VALUES])

    @property
    def says_something(self) -> bool:
        return self.filled >= ENOUGH

    @property
    def distinct(self) -> int:
        return len(self.counts)

    @property
    def numbers_the_rows(self) -> bool:
        """Whether the values count 1, 2, 3 … (or from 0): the rows' own numbers, nobody's id."""
        written = list(self.counts)
        first = written[0] if written else ""
        return (
            self.filled == len(written) >= ENOUGH
            and first in {"0", "1"}
            and written == [str(number) for number in range(int(first), int(first) + len(written))]
        )

    @cached_property
    def _shares(self) -> dict[str, float]:
        return {}

    def share(self, kind: str) -> float:
        """The share of filled cells of a kind in KINDS, 0 to 1."""
        if kind not in self._shares:
            test = KINDS[kind]
            self._shares[kind] = self.share_where(test)
        return self._shares[kind]

    def share_where(self, test: Callable[[str], bool]) -> float:
        seen = sum(self.counts.values())
        return sum(n for value, n in self.counts.items() if test(value)) / seen if seen else 0.0


@dataclass(frozen=True)
class Fit:
    """How well values suit a column: the share that do, in words. is_telling: so few columns of a file look
    like this that the values alone are a reason to propose it."""

    share: float
    words: str
    is_telling: bool = False


NO_EVIDENCE = Evidence({}, 0)


def look(cells: Sequence[str], roster: Collection[str] = ()) -> Evidence:
    """Evidence from a sample of one column's cells; blank ones, and what stands for them, count for nothing."""
    counts: Counter[str] = Counter()
    filled = 0
    for cell in cells:
        text = cell.strip()
        if text.casefold() in DASHES or text.casefold() == CLEAR:
            continue
        filled += 1
        if text in counts or len(counts) < _MOST_DISTINCT:
            counts[text] += 1
    return Evidence(dict(counts), filled, frozenset(one.casefold() for one in roster), cells=tuple(cells))


def both_filled(one: Evidence, other: Evidence) -> list[tuple[str, str]]:
    """The cells of the rows in which both columns hold something."""
    pairs = zip(one.cells, other.cells, strict=False)
    return [
        (a.strip(), b.strip()) for a, b in pairs if not {a.strip().casefold(), b.strip().casefold()} & DASHES
    ]


@lru_cache(maxsize=20_000)
def is_date(text: str) -> bool:
    """A date or a moment in any of the ways cell_values reads; a bare number is none."""
    return not parse(text, _DATE_READING).code


def _is_serial(text: str) -> bool:
    low, high = SERIAL_RANGE
    return bool(_SERIAL.fullmatch(text)) and low <= float(text) <= high


def is_person(text: str) -> bool:
    """Two to five words, most of them capitalized: a person's name, as far as its looks say."""
    if not _PERSON.fullmatch(" ".join(text.split())):
        return False
    words = re.split(r"[\s,]+", text.strip())
    return sum(word[:1].isupper() for word in words) >= 2


@cache
def _yes_no() -> frozenset[str]:
    """Words for yes and no, without figures and single letters, which may be anything."""
    spelled = data_files.toml("sources/_shared.toml")["values"]["boolean"]
    return frozenset(
        w for words in spelled.values() for one in words if len(w := normalise(one)) > 1 or w in "yn"
    )


@cache
def _standings() -> frozenset[str]:
    return frozenset(map(normalise, data_files.toml("sources/_files.toml")["class_standings"]))


KINDS: Mapping[str, Callable[[str], bool]] = {
    "standing": lambda text: normalise(text) in _standings(),
    "yes_no": lambda text: normalise(text) in _yes_no(),
    "date": is_date,
    "serial": _is_serial,
    "email": lambda text: bool(_EMAIL.fullmatch(text)),
    "url": lambda text: bool(_URL.fullmatch(text)),
    "number": lambda text: bool(_NUMBER.fullmatch(text)),
    "person": is_person,
    "id": lambda text: bool(_ID.fullmatch(unwrapped(text))) and not is_date(text),
}


# Values of these kinds are never what a column of that type means; how the rest is written is for cell_values.
_NEVER: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("date", "dates", "timestamp"), ("yes_no", "email", "url")),
    **dict.fromkeys(("integer", "number", "money"), ("yes_no", "email", "url", "date")),
    **dict.fromkeys(("boolean", "choice", "choices"), ("email", "url", "date", "standing")),
    "name": ("yes_no", "email", "url", "date", "number"),
    "names": ("yes_no", "url", "date"),
    "class_year": ("yes_no", "email", "url", "standing"),
    "email": ("yes_no", "url", "date", "number"),
    "id": ("yes_no", "url", "date"),
    "text": ("email", "date"),
}
_IN_WORDS = {
    "yes_no": "yes or no",
    "email": "e-mail addresses",
    "url": "web addresses",
    "date": "dates",
    "number": "numbers",
    "standing": "class standings",
}


def contradiction(column: Column, of: Evidence) -> str:
    """What all values are that a column never holds, in words: “yes or no”, “dates”; "" where they may be meant.

    Values that are only written oddly contradict nothing: a day in words is still a day.
    """
    if not of.filled or column.name.endswith("_url") or (column.type == "text" and not of.says_something):
        return ""
    suits = fit(column, of)
    if suits is not None and suits.share > 0:
        return ""
    # “referrer: a name or an address”
    may_be_address = column.type == "name" and not column.name.endswith("name")
    blanks = {*ColumnReading(column).blanks, CLEAR}
    values = [value for value in of.counts if value.casefold() not in blanks]
    told = {
        kind: [value for value in values if KINDS[kind](value)]
        for kind in _NEVER[column.type]
        if not (kind == "email" and may_be_address)
    }
    if not values or {value for told_by in told.values() for value in told_by} < set(values):
        return ""
    commonest = sorted((kind for kind in told if told[kind]), key=lambda kind: -len(told[kind]))
    return " or ".join(_IN_WORDS[kind] for kind in commonest)


# -- what they say about a canonical column -----------------------------------------------------------


def fit(column: Column, of: Evidence) -> Fit | None:
    """How well the values suit a canonical column; None where they say neither yes nor no."""
    if not of.says_something:
        return None
    return _FITS.get(column.type, _text)(column, of)


def _percent(share: float) -> str:
    """A share as a person says it: 100 % only where it is all of them, 0 % only where it is none."""
    whole = round(share * 100)
    return f"{min(max(whole, 1), 99) if 0 < share < 1 else whole} %"


def _said(share: float, what: str, is_telling: bool = False) -> Fit:
    amount = f"only {_percent(share)}" if 0 < share < UNLIKELY else "none" if not share else _percent(share)
    return Fit(share, f"{amount} of its values are {what}", is_telling and share >= LIKELY)


def _dates(column: Column, of: Evidence) -> Fit:
    dates, serials = of.share("date"), of.share("serial")
    if column.type == "dates" and dates < LIKELY:
        reading = ColumnReading(column)
        dates = of.share_where(lambda text: not parse(text, reading).code)
    if serials > dates:
        return _said(serials, "dates as Excel's day numbers", serials == 1)
    return _said(dates, "dates", True)


def _email(column: Column, of: Evidence) -> Fit:
    return _said(of.share("email"), "e-mail addresses", True)


def _id(column: Column, of: Evidence) -> Fit | None:
    if column.name == STUDENT_ID and of.roster:
        known = of.share_where(lambda text: "@" not in text and unwrapped(text).casefold() in of.roster)
        if known >= UNLIKELY:
            return _said(known, "ids of students on the roster", True)
    if of.share("email") >= UNLIKELY and column.name == STUDENT_ID:
        return Fit(0.0, f"{_percent(of.share('email'))} of its values are e-mail addresses, not ids")
    if of.share("date") >= UNLIKELY:
        return Fit(0.0, f"{_percent(of.share('date'))} of its values are dates, not ids")
    if column.name == STUDENT_ID and of.share("id") >= LIKELY:
        # No reason by itself: phone numbers, ZIP codes and the numbers of jobs look like ids as well.
        return Fit(of.share("id"), f"{_percent(of.share('id'))} of its values look like ids")
    many_words = of.share_where(lambda text: len(text.split()) > 2)
    return Fit(1 - many_words, "its values are sentences, not ids") if many_words > 1 - UNLIKELY else None


def _name(column: Column, of: Evidence) -> Fit | None:
    if of.share("id") >= LIKELY:
        return Fit(1 - of.share("id"), f"{_percent(of.share('id'))} of its values are ids")
    odd = of.share("date") + of.share("number")
    if odd > 1 - UNLIKELY:
        what = "dates" if of.share("date") > of.share("number") else "numbers"
        return Fit(max(1 - odd, 0.0), f"{_percent(of.share(what.rstrip('s')))} of its values are {what}")
    people = of.share("person")
    return _said(people, "names of people", True) if people >= LIKELY else None


def _parsed(column: Column, of: Evidence) -> float:
    """The share of values that cell_values takes; what is as good as empty is left out of the count."""
    reading = ColumnReading(column)
    blanks = of.share_where(lambda text: text.casefold() in reading.blanks)
    good = of.share_where(
        lambda text: text.casefold() not in reading.blanks and not parse(text, reading).code
    )
    return round(good / (1 - blanks), 12) if blanks < 1 else 1.0


def _number(column: Column, of: Evidence) -> Fit:
    numbers = max(of.share("number"), _parsed(column, of))
    return _said(numbers, "amounts" if column.type == "money" else "numbers")


def _class_year(column: Column, of: Evidence) -> Fit:
    return _said(max(_parsed(column, of), of.share("date")), "graduating classes", True)


def _boolean(column: Column, of: Evidence) -> Fit:
    return _said(_parsed(column, of), "yes or no")


def _choice(column: Column, of: Evidence) -> Fit | None:
    """Unknown spellings alone are no reason to doubt: an office has its own words."""
    known = known_share(column, of)
    if known >= LIKELY:
        values = {column.spelled(text) for text in of.counts} - {"", None}
        return _said(known, f"known values of {column.name}", len(values) > 2)
    odd = max(of.share("date"), of.share("email"))
    if odd > 1 - UNLIKELY and known < UNLIKELY:
        what = "dates" if of.share("date") >= of.share("email") else "e-mail addresses"
        return Fit(known, f"{_percent(odd)} of its values are {what}")
    return None


def known_share(column: Column, of: Evidence) -> float:
    """The share of values that spell values of a choice column; several in a cell are taken apart."""
    spellings = column.spellings
    if column.type != "choices":
        return of.share_where(lambda text: normalise(text) in spellings)
    known = {*spellings, *learn_choices(of.counts)}
    return of.share_where(
        lambda text: all(normalise(part) in spellings for part in split_choices(text, known))
    )


def _text(column: Column, of: Evidence) -> Fit | None:
    if column.name.endswith("_url"):
        return _said(of.share("url"), "web addresses", True)
    odd = {what: of.share(kind) for kind, what in (("date", "dates"), ("email", "e-mail addresses"))}
    what = max(odd, key=lambda one: odd[one])
    if odd[what] > LIKELY:
        return Fit(1 - odd[what], f"{_percent(odd[what])} of its values are {what}")
    return None


_FITS: Mapping[str, Callable[[Column, Evidence], Fit | None]] = {
    "date": _dates,
    "dates": _dates,
    "timestamp": _dates,
    "email": _email,
    "id": _id,
    "name": _name,
    "names": _name,
    "integer": _number,
    "number": _number,
    "money": _number,
    "class_year": _class_year,
    "boolean": _boolean,
    "choice": _choice,
    "choices": _choice,
}
