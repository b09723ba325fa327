"""Which delimiter a text file uses, decided from the consistency of all its rows, not from its first lines.

After van den Burg, Nazábal and Sutton, "Wrangling messy CSV files by detecting row and type patterns" (2019):
a dialect is right when rows have few different lengths (pattern score) and cells look like values (type
score). The product of the two decides.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

DELIMITERS = (",", "\t", ";", "|")  # in order of preference where nothing else decides
_SINGLE_COLUMN = 1e-3  # the pattern score of rows with one cell: wins only where nothing splits them better
_SAMPLED_CELLS = 4_000  # for the type score; the pattern score looks at every row

_VALUE = re.compile(
    r"""\s*(?:
        [-+]?[$€£¥]?\s?\d[\d\s'’]*(?:[.,]\d+)*\s?%?                 # number, amount, percentage
      | [-+]?[$€£¥]?\d{1,3}(?:,\d{3})+(?:\.\d+)?                    # 1,234,567.8
      | [-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?
      | \d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d{1,2}:\d{2}.*)?     # date, timestamp
      | \d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?                       # time
      | [^\s@,;|]+@[^\s@,;|]+\.\w+                                  # e-mail
      | (?:https?://|www\.)\S+
      | [^\W\d_](?:[^,;|\t"]|[,;](?=\s|$)|"(?=[^,;|\t]))*           # words; a comma with its blank
    )?\s*""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Dialect:
    """How lines fall into cells."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = ""  # "\\" where quotes or delimiters are escaped by it
    skips_blanks: bool = False  # a blank after each delimiter belongs to the delimiter

    def reader(self, lines: Iterator[str], strict: bool = False) -> Iterator[list[str]]:
        """Python's csv reader for this dialect; a strict one raises csv.Error on a misplaced quote."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            escapechar=self.escape or None,
            skipinitialspace=self.skips_blanks,
            strict=strict,
        )


def candidates(text: str) -> list[Dialect]:
    """The dialects worth trying: delimiters that occur; escapes, quotes and blanks where they show."""
    plain = [Dialect(delimiter) for delimiter in DELIMITERS if delimiter in text] or [Dialect()]
    found = list(plain)
    for d in (one.delimiter for one in plain):
        if f"\\{d}" in text or '\\"' in text:
            found.append(Dialect(d, escape="\\"))
        if f"{d}'" in text or "\n'" in text:
            found.append(Dialect(d, quote="'"))
        if f'{d} "' in text:
            found.append(Dialect(d, skips_blanks=True))
    return found


def decide(text: str) -> Dialect:
    """The dialect with the best score; the first candidate where scores are equal."""
    if text[:4].lower() == "sep=" and text[4:5] in DELIMITERS:  # Excel's own hint
        return Dialect(text[4:5])
    options = candidates(text)
    if len(options) == 1:
        return options[0]
    scores = [_score(text, option) for option in options]
    best = max(scores)
    return next(option for option, score in zip(options, scores, strict=True) if score >= best * (1 - 1e-9))


def _score(text: str, dialect: Dialect) -> float:
    """Pattern score × type score; 0 where the text cannot be parsed at all."""
    widths: Counter[int] = Counter()
    cells = values = 0
    every = max(1, text.count("\n") // 500)
    try:
        for number, row in enumerate(dialect.reader(iter(io.StringIO(text, newline="")))):
            if not any(row):
                continue
            widths[len(row)] += 1
            if number % every == 0 and cells < _SAMPLED_CELLS:
                cells += len(row)
                values += sum(1 for cell in row if _VALUE.fullmatch(cell[:200]))
    except csv.Error:
        return 0.0
    if not cells:
        return 0.0
    pattern = sum(count * max(_SINGLE_COLUMN, (width - 1) / width) for width, count in widths.items()) / len(
        widths
    )
    return pattern * max(values / cells, 1e-6)
