"""Files in every dialect, made here, with the table each of them holds: for tests and for the benchmark.

Nothing is drawn at random: the same list every time. Names, notes and figures are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

Table = list[list[str]]
"""Rows of cells; the first row is the header."""


@dataclass(frozen=True)
class Style:
    """How a table is written down."""

    delimiter: str = ","
    quote: str = '"'
    quotes_all: bool = False
    escape: str = (
        "double"  # a quote inside a cell: "double" it; "backslash" before it; "bare" = no quotes at all
    )
    end: str = "\n"

    @property
    def name(self) -> str:
        shown = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}.get(self.delimiter, self.delimiter)
        quotes = {'"': "double", "'": "single"}[self.quote] + (" all" if self.quotes_all else "")
        return f"{shown}, {quotes} quotes, escape {self.escape}"


@dataclass(frozen=True)
class MessyFile:
    """One file: `kind` groups files by what is messy about them."""

    name: str
    kind: str
    content: bytes
    table: Table

    @property
    def rows(self) -> int:
        return len(self.table) - 1

    @property
    def columns(self) -> int:
        return len(self.table[0])


# --- tables ---

_PEOPLE = ("Ana Ruiz", "Bo Li", "Cy Roe", "Di O'Hara", "Ed Marsh", "Fay Kern", "Gus van Dyk", "Hana Cole")
_EMPLOYERS = (
    "Acme, Inc.",
    "Birch & Co",
    "Cedar Labs",
    "Dune; Partners",
    "Elm|Oak",
    "Fern Ltd.",
    "O'Neil Group",
)
_NOTES = (
    "Kind, and very clear",
    "Said \"call me\" twice",
    "Ask again in May; busy now",
    "",
    "Knew my adviser",
    "Two things: pay, hours",
    "Don't send a resume",
    "Left early",
)  # fmt: skip
_STATUSES = ("held", "scheduled", "no_show", "held", "held")
_FIRST = date(2026, 1, 5)


def interviews(rows: int = 24) -> Table:
    """Ids, names, dates, a number, employers and remarks with all the delimiters in them."""
    return [
        ["student_id", "contact_name", "held_on", "minutes", "contact_employer", "notes"],
        *(
            [
                f"s{at:03}",
                _PEOPLE[at % len(_PEOPLE)],
                (_FIRST + timedelta(days=at * 3)).isoformat(),
                str(10 + at % 5 * 5),
                _EMPLOYERS[at % len(_EMPLOYERS)],
                _NOTES[at % len(_NOTES)],
            ]
            for at in range(rows)
        ),
    ]


def outcomes(rows: int = 18) -> Table:
    """E-mails, American dates, amounts with their thousands, a short list of statuses."""
    return [
        ["student_email", "outcome_status", "salary_usd", "accepted_on", "location"],
        *(
            [
                f"student{at}@example.edu",
                _STATUSES[at % 5].replace("held", "employed").replace("_", " "),
                f"{40 + at},{at * 53 % 1000:03}" if at % 3 else "",
                (_FIRST + timedelta(days=at * 11)).strftime("%m/%d/%Y"),
                ("Austin, TX", "Reno", "St. Paul, MN")[at % 3],
            ]
            for at in range(rows)
        ),
    ]


def decimal_commas(rows: int = 12) -> Table:
    """Amounts as most of Europe writes them: only for delimiters other than the comma."""
    return [
        ["id", "pay", "rate"],
        *([str(at), f"{900 + at * 7},{at * 13 % 100:02}", f"{at % 5},5"] for at in range(1, rows + 1)),
    ]


def survey(rows: int = 15) -> Table:
    """Long questions with commas in the header, answers of several choices, line breaks."""
    return [
        [
            "Timestamp",
            "How clear is your goal, from 1 to 5?",
            "What came of it? (choose all; several count)",
            "Anything else, in your words",
        ],
        *(
            [
                f"4/{1 + at}/2026 {8 + at % 9}:05:{at:02}",
                str(1 + at % 5),
                ("insight, lead", "insight", "a new path, training, none yet", "lead;offer")[at % 4],
                ("It helped.\nReally.", "No", "", 'The "ask" was hard', "I, for one, liked it")[at % 5],
            ]
            for at in range(rows)
        ),
    ]


def words(rows: int = 14) -> Table:
    """Nothing but words, accented ones among them."""
    cities = ("Orléans", "Besançon", "Zürich", "Málaga", "Nancy", "Liège", "Bath")
    return [
        ["first", "last", "city", "remark"],
        *(
            [
                ("José", "Zoë", "Anna", "René", "Bjorn")[at % 5],
                ("Muñoz", "Peña", "Smith", "Müller", "Roe")[at % 5],
                cities[at % len(cities)],
                ("", "voilà", "déjà vu", "fine")[at % 4],
            ]
            for at in range(rows)
        ),
    ]


def numbers(rows: int = 10) -> Table:
    """Nothing but numbers and blanks."""
    return [
        ["id", "asked", "replied", "held"],
        *(
            [str(at), str(at * 7 % 30), str(at % 4), "" if at % 3 else str(at % 2)]
            for at in range(1, rows + 1)
        ),
    ]


TABLES: tuple[Callable[[], Table], ...] = (interviews, outcomes, survey, words, numbers)


# --- writing ---


def written(table: Table, style: Style) -> str:
    """The table as text. A cell is quoted where it must be, or always."""
    return "".join(style.delimiter.join(_cell(cell, style) for cell in row) + style.end for row in table)


def _cell(cell: str, style: Style) -> str:
    if style.escape == "bare":
        return "".join(f"\\{one}" if one in (style.delimiter, style.quote, "\\") else one for one in cell)
    special = (style.delimiter, style.quote, "\n", "\r")
    # A blank after the delimiter belongs to it in some dialects; in ", " it is why a cell may need quotes.
    must = any(one in cell for one in special) or (style.delimiter[0] in cell and len(style.delimiter) > 1)
    if not (must or style.quotes_all):
        return cell
    inner = {
        "double": cell.replace(style.quote, style.quote * 2),
        "backslash": _backslashed(cell, style.quote),
    }
    return f"{style.quote}{inner[style.escape]}{style.quote}"


def _backslashed(cell: str, quote: str) -> str:
    return cell.replace("\\", "\\\\").replace(quote, f"\\{quote}")


def _without_breaks(table: Table) -> Table:
    return [[cell.replace("\n", " ") for cell in row] for row in table]


# --- the files ---

STYLES: tuple[Style, ...] = (
    *(Style(delimiter) for delimiter in (",", ";", "\t", "|", ", ", "; ", "||", "::", " | ")),
    *(Style(delimiter, quotes_all=True) for delimiter in (",", ";", "\t", "|", ", ", "||")),
    *(Style(delimiter, quote="'", quotes_all=True) for delimiter in (",", ";", "\t")),
    *(Style(delimiter, escape="backslash", quotes_all=True) for delimiter in (",", ";", "\t")),
    *(Style(delimiter, escape="backslash") for delimiter in (",", ";")),
    *(Style(delimiter, escape="bare") for delimiter in (",", "|")),
)

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman")
LINE_ENDS = {"LF": "\n", "CRLF": "\r\n", "CR": "\r", "CR-CR-LF": "\r\r\n"}


def files() -> Iterator[MessyFile]:
    """Every file, kind by kind."""
    yield from _dialects()
    yield from _encodings_and_line_ends()
    yield from _above_the_header()
    yield from _small_and_odd()
    yield from _ragged()


def _dialects() -> Iterator[MessyFile]:
    for make in TABLES:
        for style in STYLES:
            table = _without_breaks(make()) if style.escape == "bare" else make()
            text = written(table, style)
            yield MessyFile(f"{make.__name__}, {style.name}", "dialects", text.encode(), table)
    for delimiter in (";", "\t", "|"):
        style = Style(delimiter)
        text = written(decimal_commas(), style)
        yield MessyFile(f"decimal_commas, {style.name}", "dialects", text.encode(), decimal_commas())


def _encodings_and_line_ends() -> Iterator[MessyFile]:
    for encoding in ENCODINGS:
        for label, end in LINE_ENDS.items():
            for delimiter in (",", "\t"):
                style = Style(delimiter, end=end)
                content = written(words(), style).encode(encoding)
                name = f"words, {encoding}, {label}, {style.name}"
                yield MessyFile(name, "encodings and line ends", content, words())
    for make in (interviews, words):
        table = _without_breaks(make())
        text = "".join(
            written([row], Style(end=("\n", "\r\n", "\r")[at * 3 // len(table)]))
            for at, row in enumerate(table)
        )
        yield MessyFile(f"{make.__name__}, three line ends", "encodings and line ends", text.encode(), table)


def _above_the_header() -> Iterator[MessyFile]:
    titles = {
        "title": "Interview log\nTerm: Fall, 2026\n\n",
        "title with commas": "Report, made for: Dean of Arts\n\n",
        "blank lines": "\n\n\n",
    }
    for label, above in titles.items():
        for delimiter in (",", ";", "\t"):
            style = Style(delimiter)
            text = above + written(interviews(), style)
            yield MessyFile(f"{label}, {style.name}", "lines above the header", text.encode(), interviews())
    for delimiter in (",", ";", "\t", "|", "^"):
        style = Style(delimiter)
        text = f"sep={delimiter}\n" + written(interviews(), style)
        yield MessyFile(f"Excel's hint, {style.name}", "lines above the header", text.encode(), interviews())


def _small_and_odd() -> Iterator[MessyFile]:
    small = [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"]]
    for delimiter in (",", ";", "\t", "|"):
        style = Style(delimiter)
        yield MessyFile(f"3×3, {style.name}", "small and odd", written(small, style).encode(), small)
    column = [["student_id"], *([f"s{at}"] for at in range(9))]
    yield MessyFile("one column", "small and odd", written(column, Style()).encode(), column)
    remarks = [["remark"], ["Kind, and clear"], ["Busy; later"], ["Said yes"], ["Ask, in May"]]
    text = "\n".join(row[0] for row in remarks) + "\n"
    yield MessyFile("one column of remarks, unquoted", "small and odd", text.encode(), remarks)
    names = [["name", "count"], *([f"{last}, {first}", str(at)] for at, (first, last) in
             enumerate(one.split(" ", 1) for one in _PEOPLE))]  # fmt: skip
    yield MessyFile("names with commas, tabs", "small and odd", written(names, Style("\t")).encode(), names)
    lists = [["id", "name", "came_of_it"], *([str(at), "Ann", "insight;lead;new_path;"] for at in range(20))]
    yield MessyFile("lists in cells", "small and odd", written(lists, Style()).encode(), lists)
    clock = [["at", "what"], *([f"{at}:30", "talk"] for at in range(8, 18))]
    yield MessyFile("times of day", "small and odd", written(clock, Style()).encode(), clock)
    sparse = [["a", "b", "c", "d"], *([str(at), "", "", ""] for at in range(1, 9)), ["9", "x", "y", "z"]]
    for delimiter in (",", "|"):
        style = Style(delimiter)
        yield MessyFile(
            f"mostly empty, {style.name}", "small and odd", written(sparse, style).encode(), sparse
        )
    broken = [["id", "text"], *([str(at), f"one, two\r\nthree; {at}\n\nfour"] for at in range(6))]
    yield MessyFile("breaks in cells", "small and odd", written(broken, Style(end="\r\n")).encode(), broken)


def _ragged() -> Iterator[MessyFile]:
    """Rows with cells too many or too few, each with one sensible way to read it."""
    for delimiter in (",", ";", "\t"):
        style = Style(delimiter)
        table = interviews()
        lines = written(table, style).splitlines(keepends=True)
        loose = ["s900", "Ivo Hart", "2026-05-01", "30", "Cedar Labs", f"Said yes{delimiter} then no"]
        cases = {
            "one delimiter unquoted": (style.delimiter.join(loose), loose),
            "one empty cell too many": (
                style.delimiter.join([*loose[:2], "", *loose[2:5], "Said yes"]),
                [*loose[:5], "Said yes"],
            ),
            "cells missing at the end": (style.delimiter.join(loose[:4]), [*loose[:4], "", ""]),
            "empty cells behind the last": (
                style.delimiter.join([*loose[:5], "Said yes", "", ""]),
                [*loose[:5], "Said yes"],
            ),
        }
        for label, (line, row) in cases.items():
            text = "".join([*lines[:9], line + style.end, *lines[9:]])
            expected = [*table[:9], row, *table[9:]]
            yield MessyFile(f"{label}, {style.name}", "ragged rows", text.encode(), expected)


# --- traps: hardly any rows, and one thing in them that misleads ---

_FEW = (2, 3, 5, 12)
_DELIMITERS = (",", ";", "\t", "|")


def traps() -> Iterator[MessyFile]:
    """Small files, each with one thing that speaks for another dialect than it is written in. Not among `files()`, whose
    list is what files are damaged from."""
    for rows in _FEW:
        for at, delimiter in enumerate(_DELIMITERS):
            other = _DELIMITERS[(at + 1) % len(_DELIMITERS)]
            yield from _traps_in(rows, delimiter, other)
        for delimiter in ("#", "^", "~", "||", "::"):
            table = _noted(rows, lambda at: ("a, b", "c; d", "x")[at % 3])
            yield _trap("rare delimiters", f"{rows}, {delimiter}", _joined(table, delimiter), table)


def _traps_in(rows: int, delimiter: str, other: str) -> Iterator[MessyFile]:
    def trap(kind: str, text: str, table: Table) -> MessyFile:
        return _trap(kind, f"{rows} rows, {delimiter!r}, {other!r}", text, table)

    nested = _noted(rows, lambda at: other.join("abcdefgh"))
    yield trap("another delimiter in quoted text", _joined(nested, delimiter, quoted={3}), nested)
    bars = _noted(rows, lambda at: "either || or ||")
    yield trap("bars in quoted text", _joined(bars, delimiter, quoted={3}), bars)
    inner = ";" if delimiter != ";" else ","
    lists = _noted(rows, lambda at: inner.join(("lead", "path", "insight")[: at % 3 + 1]))
    yield trap("lists without quotation marks", _joined(lists, delimiter), lists)
    padded = _noted(rows, lambda at: f"{at} x")
    yield trap("blanks around delimiters", _joined(padded, f" {delimiter} "), padded)
    single = [[row[0], row[1].replace("'", ""), *row[2:]] for row in _noted(rows, lambda at: "fine")]
    yield trap("single quotation marks", _joined(single, delimiter, quoted={1, 2}, quote="'"), single)
    words_first = _noted(rows, lambda at: ('"no" she said', 'a 5" card', "fine")[at % 3])
    yield trap("quotation marks of the text", _joined(words_first, delimiter), words_first)


def _trap(kind: str, name: str, text: str, table: Table) -> MessyFile:
    return MessyFile(f"{kind}: {name}", f"traps, {kind}", text.encode(), table)


def _noted(rows: int, note: Callable[[int], str]) -> Table:
    """A small log whose last column is what the trap is in."""
    return [
        ["student_id", "contact_name", "held_on", "notes"],
        *([f"s{at:03}", _PEOPLE[at % 8], str(_FIRST + timedelta(days=at)), note(at)] for at in range(rows)),
    ]


def _joined(table: Table, joint: str, quoted: Collection[int] = (), quote: str = '"') -> str:
    """The table as text; cells of these columns in quotation marks, those of the header not."""
    lines = (
        joint.join(quote + cell + quote if place and at in quoted else cell for at, cell in enumerate(row))
        for place, row in enumerate(table)
    )
    return "\n".join(lines) + "\n"
