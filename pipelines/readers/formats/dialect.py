"""Which dialect a text file is written in, decided from the consistency of all its rows, not from its first lines.

After van den Burg, Nazábal and Sutton, "Wrangling messy CSV files by detecting row and type patterns" (2019):
a dialect is right when rows have few different lengths (pattern score) and cells look like values (type
score). The product of the two decides. docs/decisions says why this is not their library.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipelines.readers.layout.cell_kinds import TEXT, kind_of

DELIMITERS = (",", "\t", ";", "|", "#", "^", "~")  # in order of preference where nothing else decides
LONG_DELIMITERS = ("||", "::", "~|~")
_BETWEEN_BLANKS = " | "  # where bare ones stand inside of cells
LAST_DELIMITERS = (" ", ":")  # words and times hold them: only where nothing else splits the lines
_STAND_IN = "\x1f"  # "unit separator": what a long delimiter becomes for csv, which knows single characters
_QUOTES = ('"', "'")
_SINGLE_COLUMN = 1e-3  # the pattern score of rows with one cell: wins only where nothing splits them better
_SAMPLED_CELLS = 4_000  # for the type score; the pattern score looks at every row
_SAMPLED_ROWS = 500
_HEAD, _LONG_TEXT = 500_000, 2_000_000  # characters
_MISPLACED_QUOTE = 1e-3
_UNEXPLAINED_QUOTES = (
    0.75  # what a dialect loses at most for quotation marks that do not stand around its cells
)
_SPACED = 0.98  # share of delimiters with a blank behind, or inside a longer one, that makes it part of them

_HINT = re.compile(r'"?sep=(\t|[^\w\s"\']{1,3})"?(?=[\r\n])', re.IGNORECASE)

_PAIR = re.compile(r"\\(.)", re.DOTALL)

_VALUE = re.compile(
    r"""\s*(?:
        [-+]?[$€£¥]?\s?\d[\d '’\u00a0\u202f]*(?:[.,]\d+)*\s?%?                 # number, amount, percentage
      | [-+]?[$€£¥]?\d{1,3}(?:,\d{3})+(?:\.\d+)?                    # 1,234,567.8
      | [-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?
      | \d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d{1,2}:\d{2}.*)?     # date, timestamp
      | \d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?                       # time
      | [^\s@,;|]+@[^\s@,;|]+\.\w+                                  # e-mail
      | (?:https?://|www\.)\S+
      | [#@]?[^\W\d_](?:[^,;|\t"\\]|[,;](?=\s|$)|"(?=\s*[^\s,;|])|\\(?!["']))*  # words; a comma with its blank
    )?\s*""",
    re.VERBOSE,
)

_BRACKETS = re.compile(r"\[[^\[\]\r\n]*\]|\{[^{}\r\n]*\}")
_LISTS = re.compile(
    r"""
        [^\W\d_][^,;|\t"\\]*([,;|])(?:[^,;|\t"\\]+\1)*[^,;|\t"\\]+    # words with one mark between them
      | -?\d+([,;|])(?:-?\d+\2)+-?\d+                                 # three numbers or more: 51,47,45
      | \[.*\] | \{.*\}                                               # as programs write them
    """,
    re.VERBOSE | re.DOTALL,
)
"""Several values in a cell, as forms join answers: as good as one, though their mark could be a delimiter."""


@dataclass(frozen=True)
class Dialect:
    """How lines fall into cells."""

    delimiter: str = ","  # one character or several
    quote: str = '"'
    escape: str = ""  # "\\" where quotes or delimiters are escaped by it
    skips_blanks: bool = False  # a blank after each delimiter belongs to the delimiter
    is_padded: bool = False  # blanks before each delimiter, too
    escapes_itself: bool = True  # two of `escape` are one; else they are what they are, as in \\\\server

    @property
    def joint(self) -> str:
        """What stands between two cells in the file: the delimiter, with its blanks where it has any."""
        return " " * self.is_padded + self.delimiter + " " * self.skips_blanks

    @property
    def is_plain(self) -> bool:
        """One character between, `"` around, `""` inside: what every program understands."""
        return len(self.delimiter) == 1 and self == Dialect(self.delimiter)

    def reader(self, lines: Iterable[str], strict: bool = False) -> Iterator[list[str]]:
        """Rows of cells; a strict reader raises csv.Error on a misplaced quote."""
        delimiter = self.delimiter
        if self.escape:
            lines = map(self._with_plain_backslashes, lines)
        if len(delimiter) > 1:
            lines = (line.replace(self.delimiter, _STAND_IN) for line in lines)
            delimiter = _STAND_IN
        if self.is_padded:
            after_quote = re.compile(f"(?<=[^{self.quote}]{self.quote}) +(?={re.escape(delimiter)}|[\r\n]|$)")
            lines = (after_quote.sub("", line) for line in lines)
        rows: Iterator[list[str]] = csv.reader(
            lines,
            delimiter=delimiter,
            quotechar=self.quote,
            escapechar=self.escape or None,
            skipinitialspace=self.skips_blanks,
            strict=strict,
        )
        if delimiter != self.delimiter:
            rows = (
                [cell.replace(delimiter, self.delimiter) if delimiter in cell else cell for cell in row]
                for row in rows
            )
        return ([cell.rstrip(" ") for cell in row] for row in rows) if self.is_padded else rows

    def _with_plain_backslashes(self, line: str) -> str:
        """csv takes every backslash for an escape; one before an ordinary character is one, as in C:\\new."""
        if self.escape not in line:
            return line
        marks = self.quote + self.delimiter[0]
        if not self.escapes_itself:
            return re.sub(rf"\\(?![{re.escape(marks)}])", r"\\\\", line)
        escaped = set(marks + "\\\r\n")
        return _PAIR.sub(lambda pair: pair[0] if pair[1] in escaped else "\\" + pair[0], line)


def hint(text: str) -> str:
    """The delimiter that Excel's own first line names (`sep=;`), else ""."""
    match = _HINT.match(text)
    return match[1] if match else ""


def candidates(text: str) -> list[Dialect]:
    """The dialects worth trying, the likelier first: what occurs in the text, and nothing else."""
    if named := hint(text):
        return list(_variants(text, named))
    long = [one for one in LONG_DELIMITERS if one in text and _STAND_IN not in text]
    short = [one for one in DELIMITERS if one in text and not any(_covers(text, by, one) for by in long)]
    if _BETWEEN_BLANKS in text and _STAND_IN not in text:
        short.append(_BETWEEN_BLANKS)  # after the bare one, which may have blanks around it
    if max(text.count('" "'), text.count("' '")) * 2 > text.count("\n"):
        short.append(" ")
    return _sorted_variants(text, [*long, *short]) or [Dialect()]


def _sorted_variants(text: str, delimiters: Iterable[str]) -> list[Dialect]:
    """Plain before fancy where scores are equal: the sort is stable."""
    dialects = [dialect for delimiter in delimiters for dialect in _variants(text, delimiter)]
    return sorted(dialects, key=lambda one: (one.quote != '"', one.escape != ""))


def _covers(text: str, long: str, short: str) -> bool:
    """The short delimiter stands nowhere but inside the long one: in the first line that has it, and overall."""
    at = text.find(short)
    line = text[text.rfind("\n", 0, at) + 1 :].split("\n", 1)[0].split("\r", 1)[0]
    return all(
        part.count(long) * long.count(short) >= part.count(short) * _SPACED > 0 for part in (line, text)
    )


def _variants(text: str, delimiter: str) -> Iterator[Dialect]:
    """The delimiter with each way of quoting, escaping and spacing that shows in the text."""
    quotes = [
        quote
        for quote in _QUOTES
        if quote == '"'
        or any(f"{start}{quote}" in text for start in (delimiter, f"{delimiter} ", "\n", "\r"))
    ]
    escapes = ["", *(["\\"] if any(f"\\{one}" in text for one in (delimiter, *quotes)) else [])]
    is_single = len(delimiter) == 1 and delimiter != " "
    is_spaced = is_single and _is_spaced(text, delimiter)
    may_space = is_spaced or (is_single and any(f"{delimiter} {quote}" in text for quote in quotes))
    is_padded = is_spaced and _is_padded(text, delimiter)
    for quote in quotes:
        for escape in escapes:
            itself = not escape or _escapes_itself(text, quote + delimiter)
            # A blank that always follows belongs to the delimiter; else only if reading so is better.
            for skips in (True, False) if is_spaced else (False, True) if may_space else (False,):
                yield Dialect(delimiter, quote, escape, skips, is_padded and skips, itself)


def _escapes_itself(text: str, marks: str) -> bool:
    """No backslash stands before an ordinary character: then two of them are one."""
    return all(pair[1] in marks or pair[1] in "\\\r\n" for pair in _PAIR.finditer(text))


def _is_spaced(text: str, delimiter: str) -> bool:
    """A blank, or the line's end, follows (nearly) every delimiter that stands outside quotation marks."""
    if text.count(f"{delimiter} ") * 2 < text.count(delimiter):
        return False
    outside = _outside_quotes(text)
    total = outside.count(delimiter)
    blanks, ends = outside.count(f"{delimiter} "), sum(outside.count(delimiter + end) for end in "\r\n")
    return blanks > ends and blanks + ends >= total * _SPACED


def _is_padded(text: str, delimiter: str) -> bool:
    """A blank stands before (nearly) every delimiter, too."""
    outside = _outside_quotes(text)
    return outside.count(f" {delimiter}") >= outside.count(delimiter) * _SPACED


def _outside_quotes(text: str) -> str:
    return re.sub(r'"[^"]*"|(?<![^\W_])\'[^\']*\'', "", text)


def decide(text: str) -> Dialect:
    """The dialect with the best score; the first candidate where scores are equal."""
    options = candidates(text)
    if len(text) > _LONG_TEXT:  # what its first part rules out by far need not be tried on the whole
        options = [
            one for one, share in _compared(text[: text.rfind("\n", 0, _HEAD) + 1], options) if share > 0.5
        ]
    best = next(one for one, share in _compared(text, options) if share >= 1 - 1e-9)
    if best.skips_blanks and _splits_little(text, best):  # remarks, one a line: commas as sentences have them
        return _one_column(text)
    if not hint(text) and _splits_little(text, best):
        last = _sorted_variants(text, (one for one in LAST_DELIMITERS if one in text))
        return next((one for one in last if _is_table(text, one)), best)
    return best


def _rows(text: str, dialect: Dialect, strict: bool = False) -> Iterator[list[str]]:
    return (row for row in dialect.reader(io.StringIO(text, newline=""), strict) if any(row))


def _splits_little(text: str, dialect: Dialect) -> bool:
    """Most lines are one cell."""
    widths = Counter(map(len, _rows(text, dialect)))
    return widths[1] * 2 > widths.total()


def _is_table(text: str, dialect: Dialect) -> bool:
    """Every row has as many cells, the first perhaps one fewer (R leaves the name of the row's name out), and it
    is no list of words: in three columns or more there are numbers and dates."""
    try:
        first, *rows = _rows(text, dialect, strict=True)
    except (csv.Error, ValueError):
        return False
    widths = {len(row) for row in rows}
    if len(widths) != 1 or not 0 <= min(widths) - len(first) <= 1 or min(widths) < 3:
        return False
    kinds = [kind_of(cell) for row in rows[:_SAMPLED_ROWS] for cell in row]
    return sum(1 for kind in kinds if kind not in ("", TEXT)) * min(widths) >= len(kinds)


def _compared(text: str, options: list[Dialect]) -> list[tuple[Dialect, float]]:
    """Each dialect with its score as a share of the best one."""
    if len(options) == 1:
        return [(options[0], 1.0)]
    scores = [
        _score(text, option) * (1 - _UNEXPLAINED_QUOTES * (1 - _explained(text, option)))
        for option in options
    ]
    best = max(scores)
    return [(one, score / best if best else 1.0) for one, score in zip(options, scores, strict=True)]


def _one_column(text: str) -> Dialect:
    """A dialect that splits nothing."""
    return Dialect(next((one for one in (",", ";", "|") if one not in text), _STAND_IN))


def _score(text: str, dialect: Dialect) -> float:
    """How consistent the text is, read so; 0 where it cannot be parsed at all.

    A misplaced quotation mark costs little: people leave them, but where scores are equal it decides.
    """
    try:
        return _consistency(text, dialect, strict=True)
    except csv.Error:
        try:
            return _consistency(text, dialect, strict=False) * (1 - _MISPLACED_QUOTE)
        except csv.Error:
            return 0.0


def _explained(text: str, dialect: Dialect) -> float:
    """The share of quotation marks that stand where a cell of this dialect begins or ends; 1 where there are none.
    Doubled and escaped ones, apostrophes and those of lists in brackets do not count."""
    quote = dialect.quote
    if quote not in text:
        return 1.0
    bare = _BRACKETS.sub("", text[:_HEAD]).replace(quote * 2, "").replace(f"\\{quote}", "")
    if quote == "'":
        bare = re.sub(r"(?<=\w)'(?=\w)", "", bare)
    total = bare.count(quote)
    if not total:
        return 1.0
    ends = f"(?:{re.escape(dialect.delimiter)}|[\r\n])"
    blanks = " *" if dialect.skips_blanks else ""
    opening = len(re.findall(rf"(?:\A|{ends}){blanks}{quote}", bare))
    closing = len(re.findall(rf"{quote}{blanks}(?={ends}|\Z)", bare))
    return min(1.0, (opening + closing) / total)


def _consistency(text: str, dialect: Dialect, strict: bool) -> float:
    """Pattern score × type score. Raises csv.Error.

    A row counts by the lines it spans, so that a text of many lines inside quotation marks is no argument for
    what splits it. Columns without any content do not count: read with `|`, a file delimited by `||` is twice as wide.
    """
    widths: Counter[int] = Counter()
    filled: set[int] = set()
    cells = values = line = 0
    is_escaped = False  # by something this dialect takes for a character like any other
    every = max(1, max(text.count("\n"), text.count("\r")) // _SAMPLED_ROWS)
    lines = _Counted(text)
    for number, row in enumerate(dialect.reader(lines, strict)):
        spanned, line = lines.count - line, lines.count
        if not any(row):
            continue
        widths[len(row)] += spanned if strict else 1
        if number % every == 0 and cells < _SAMPLED_CELLS:
            cells += len(row)
            values += sum(1 for cell in row if _VALUE.fullmatch(cell[:200]) or _LISTS.fullmatch(cell[:200]))
            filled.update(at for at, cell in enumerate(row) if cell)
            is_escaped |= not dialect.escape and any(f"\\{dialect.quote}" in cell for cell in row)
    if not cells:
        return 0.0
    pattern = sum(count * _breadth(width, filled) for width, count in widths.items()) / len(widths)
    return pattern * max(values / cells, 1e-6) * (1 - _MISPLACED_QUOTE * is_escaped)


class _Counted:
    """The lines of a text, and how many were taken."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.count = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.count += 1
            yield line


def _breadth(width: int, filled: set[int]) -> float:
    """Near 0 for one column, near 1 for many."""
    used = sum(1 for at in filled if at < width)
    return max(_SINGLE_COLUMN, (used - 1) / used) if used else _SINGLE_COLUMN
