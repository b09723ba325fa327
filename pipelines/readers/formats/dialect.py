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

DELIMITERS = (",", "\t", ";", "|")  # in order of preference where nothing else decides
LONG_DELIMITERS = ("||", "::", " | ", "~|~")
_STAND_IN = "\x1f"  # "unit separator": what a long delimiter becomes for csv, which knows single characters
_QUOTES = ('"', "'")
_SINGLE_COLUMN = 1e-3  # the pattern score of rows with one cell: wins only where nothing splits them better
_SAMPLED_CELLS = 4_000  # for the type score; the pattern score looks at every row
_SAMPLED_ROWS = 500
_HEAD, _LONG_TEXT = 500_000, 2_000_000  # characters
_MISPLACED_QUOTE = 1e-3
_SPACED = 0.98  # share of delimiters with a blank behind, or inside a longer one, that makes it part of them

_HINT = re.compile(r'"?sep=(\t|[^\w\s"\']{1,3})"?(?=[\r\n])', re.IGNORECASE)

_VALUE = re.compile(
    r"""\s*(?:
        [-+]?[$€£¥]?\s?\d[\d\s'’]*(?:[.,]\d+)*\s?%?                 # number, amount, percentage
      | [-+]?[$€£¥]?\d{1,3}(?:,\d{3})+(?:\.\d+)?                    # 1,234,567.8
      | [-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?
      | \d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d{1,2}:\d{2}.*)?     # date, timestamp
      | \d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?                       # time
      | [^\s@,;|]+@[^\s@,;|]+\.\w+                                  # e-mail
      | (?:https?://|www\.)\S+
      | [^\W\d_](?:[^,;|\t"\\]|[,;](?=\s|$)|"(?=\s*[^\s,;|])|\\(?!["']))*  # words; a comma with its blank
    )?\s*""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Dialect:
    """How lines fall into cells."""

    delimiter: str = ","  # one character or several
    quote: str = '"'
    escape: str = ""  # "\\" where quotes or delimiters are escaped by it
    skips_blanks: bool = False  # a blank after each delimiter belongs to the delimiter

    @property
    def joint(self) -> str:
        """What stands between two cells in the file: the delimiter, with its blank where it has one."""
        return self.delimiter + (" " if self.skips_blanks else "")

    @property
    def is_plain(self) -> bool:
        """One character between, `"` around, `""` inside: what every program understands."""
        return len(self.delimiter) == 1 and self == Dialect(self.delimiter)

    def reader(self, lines: Iterable[str], strict: bool = False) -> Iterator[list[str]]:
        """Rows of cells; a strict reader raises csv.Error on a misplaced quote."""
        if len(self.delimiter) == 1:
            return self._reader(lines, self.delimiter, strict)
        split = (line.replace(self.delimiter, _STAND_IN) for line in lines)
        return (
            [cell.replace(_STAND_IN, self.delimiter) if _STAND_IN in cell else cell for cell in row]
            for row in self._reader(split, _STAND_IN, strict)
        )

    def _reader(self, lines: Iterable[str], delimiter: str, strict: bool) -> Iterator[list[str]]:
        return csv.reader(
            lines,
            delimiter=delimiter,
            quotechar=self.quote,
            escapechar=self.escape or None,
            skipinitialspace=self.skips_blanks,
            strict=strict,
        )


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
    delimiters = [*long, *short]
    dialects = [dialect for delimiter in delimiters for dialect in _variants(text, delimiter)]
    # Plain before fancy where scores are equal: the sort is stable.
    dialects.sort(key=lambda one: (one.quote != '"', one.escape != ""))
    return dialects or [Dialect()]


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
    is_spaced = len(delimiter) == 1 and delimiter != "\t" and _is_spaced(text, delimiter)
    may_space = is_spaced or any(f"{delimiter} {quote}" in text for quote in quotes)
    for quote in quotes:
        for escape in escapes:
            # A blank that always follows belongs to the delimiter; else only if reading so is better.
            for skips in (True, False) if is_spaced else (False, True) if may_space else (False,):
                yield Dialect(delimiter, quote, escape, skips)


def _is_spaced(text: str, delimiter: str) -> bool:
    """A blank, or the line's end, follows (nearly) every delimiter that stands outside quotation marks."""
    if text.count(f"{delimiter} ") * 2 < text.count(delimiter):
        return False
    outside = re.sub(r'"[^"]*"|(?<![^\W_])\'[^\']*\'', "", text)
    total = outside.count(delimiter)
    blanks, ends = outside.count(f"{delimiter} "), sum(outside.count(delimiter + end) for end in "\r\n")
    return blanks > ends and blanks + ends >= total * _SPACED


def decide(text: str) -> Dialect:
    """The dialect with the best score; the first candidate where scores are equal."""
    options = candidates(text)
    if len(text) > _LONG_TEXT:  # what its first part rules out by far need not be tried on the whole
        options = [
            one for one, share in _compared(text[: text.rfind("\n", 0, _HEAD) + 1], options) if share > 0.5
        ]
    best = next(one for one, share in _compared(text, options) if share >= 1 - 1e-9)
    return _one_column(text) if best.skips_blanks and _is_prose(text, best) else best


def _compared(text: str, options: list[Dialect]) -> list[tuple[Dialect, float]]:
    """Each dialect with its score as a share of the best one."""
    if len(options) == 1:
        return [(options[0], 1.0)]
    scores = [_score(text, option) for option in options]
    best = max(scores)
    return [(one, score / best if best else 1.0) for one, score in zip(options, scores, strict=True)]


def _is_prose(text: str, dialect: Dialect) -> bool:
    """Most lines have no delimiter, the others a comma and a blank as sentences have: remarks, one a line."""
    widths = Counter(len(row) for row in dialect.reader(io.StringIO(text, newline="")) if any(row))
    return widths[1] * 2 > widths.total()


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


def _consistency(text: str, dialect: Dialect, strict: bool) -> float:
    """Pattern score × type score. Raises csv.Error.

    Columns without any content do not count: read with `|`, a file delimited by `||` is twice as wide.
    """
    widths: Counter[int] = Counter()
    filled: set[int] = set()
    cells = values = 0
    is_escaped = False  # by something this dialect takes for a character like any other
    every = max(1, max(text.count("\n"), text.count("\r")) // _SAMPLED_ROWS)
    for number, row in enumerate(dialect.reader(io.StringIO(text, newline=""), strict)):
        if not any(row):
            continue
        widths[len(row)] += 1
        if number % every == 0 and cells < _SAMPLED_CELLS:
            cells += len(row)
            values += sum(1 for cell in row if _VALUE.fullmatch(cell[:200]))
            filled.update(at for at, cell in enumerate(row) if cell)
            is_escaped |= not dialect.escape and any(f"\\{dialect.quote}" in cell for cell in row)
    if not cells:
        return 0.0
    pattern = sum(count * _breadth(width, filled) for width, count in widths.items()) / len(widths)
    return pattern * max(values / cells, 1e-6) * (1 - _MISPLACED_QUOTE * is_escaped)


def _breadth(width: int, filled: set[int]) -> float:
    """Near 0 for one column, near 1 for many."""
    used = sum(1 for at in filled if at < width)
    return max(_SINGLE_COLUMN, (used - 1) / used) if used else _SINGLE_COLUMN
