"""CSV, TSV and their kin: bytes → encoding → dialect → records → table.

A large regular file is only checked, not copied: a database reads the original faster than anybody can
rewrite it (see `_as_original`).
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from pipelines.errors import FileRefused
from pipelines.readers import table_writer
from pipelines.readers.formats import dialect as dialects
from pipelines.readers.formats.dialect import Dialect
from pipelines.readers.formats.encoding import Encoding, detect
from pipelines.readers.formats.lost_characters import damaged_text
from pipelines.readers.layout import row_rules, table_plan, tools
from pipelines.readers.layout.cell_kinds import TEXT, kind_of
from pipelines.readers.layout.header_again import HeaderWatch
from pipelines.readers.layout.table_plan import TablePlan
from pipelines.readers.model import MAX_CELL_CHARACTERS, CellFile, RawTable, Reading
from pipelines.readers.records import FileRecord

LARGE_FILE = 20 * 1000 * 1000
"""Bytes from which a regular file is left where it is, and the dialect is decided from its first part."""

_LARGE_SAMPLE = 2_000_000  # characters
_TEXT_FORMULA = re.compile(r'="([^"]*)"')
_QUOTED_VALUE = re.compile(r"'(\d[^'\r\n]*)'")  # '2026-03-01' in a file whose quotation mark is the other one
_UNEXPECTED_END = "unexpected end of data"  # csv's words where a quoted cell is open at the end of the file


class _Lines:
    """Lines that can be pushed back, with those of the current record held."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self.held: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.held.append(line)
        return line

    def push_back(self, lines: list[str]) -> None:
        self._again.extendleft(reversed(lines))


def records(lines: Iterator[str], dialect: Dialect) -> Iterator[FileRecord]:
    """Number the records as a spreadsheet does. No line is ever lost in a quotation mark left open.

    A misplaced quote inside one line is taken as it stands. Where a quote swallows lines, its first line
    becomes a broken record and reading goes on with the next one.
    """
    feed = _Lines(lines)
    reader = dialect.reader(feed, strict=True)
    for number in itertools.count(1):
        feed.held.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            held = feed.held[:]
            is_broken = len(held) > 1 or str(error) == _UNEXPECTED_END
            feed.push_back(held[1:])
            reader = dialect.reader(feed, strict=True)
            cells = _by_ends(held[0], dialect) or _as_it_stands(held[0], dialect)
            # A quotation mark behind a delimiter, inside of a cell: one before it was meant to end there.
            is_doubtful = any(
                mark + dialect.quote in cell for cell in cells for mark in (dialect.delimiter, dialect.joint)
            )
            yield FileRecord(number, cells, is_broken or is_doubtful)
            continue
        yield FileRecord(number, cells)


def _by_ends(line: str, dialect: Dialect) -> list[str]:
    """The cells of a line with quotation marks inside of quoted texts, as in "called "the fox", PhD": a cell ends at
    the mark before a delimiter that ends no quoted word. One that begins with a quoted word and goes on, as in "no" she
    said, keeps its marks. [] where that does not help."""
    if dialect.escape:
        return []
    quote, delimiter = dialect.quote, re.escape(dialect.delimiter)
    quoted = re.compile(rf" *{quote}(.*?){quote} *(?={delimiter}|[\r\n]*\Z)")
    as_written = re.compile(rf" *{quote}((?:{quote * 2}|[^{quote}\r\n])*){quote} *(?={delimiter}|[\r\n]*\Z)")
    inner = rf"(?<=[\s(\[]){quote}(?!\s|{delimiter})[^{quote}\r\n]*(?<!\s){quote}(?!\w)"
    with_words = re.compile(rf" *{quote}((?:{inner}|[^{quote}\r\n])*){quote} *(?={delimiter}|[\r\n]*\Z)")
    bare = re.compile(rf"(?! *{quote})(.*?)(?={delimiter}|[\r\n]*\Z)")
    letter = rf"(?!{delimiter})[^{quote}\r\n]"
    word = rf"{quote}(?!\s)(?:{letter})+(?<!\s){quote}"  # a mark that begins or ends a quoted word has no blank inside
    between = rf"(?!\w)(?:{letter})+"
    several = rf"{word}(?:{between}{word})+|{word}(?:{between}{word})*{between}(?<!\s)"
    words_first = re.compile(rf" *({several}) *(?={delimiter}|[\r\n]*\Z)")
    cells: list[str] = []
    at = 0
    ways = (as_written, words_first, with_words, quoted, bare)
    while (found := next((cell for way in ways if (cell := way.match(line, at))), None)) is not None:
        cells.append(found[1].replace(quote * 2, quote))
        at = found.end()
        if not line.startswith(dialect.delimiter, at):
            return cells
        at += len(dialect.delimiter)
    return []


def _as_it_stands(line: str, dialect: Dialect) -> list[str]:
    try:
        return next(dialect.reader(iter([line])), [])
    except csv.Error:
        return [line.rstrip("\r\n")]


def _without_double_returns(lines: Iterator[str]) -> Iterator[str]:
    """CR-CR-LF is one line end that was translated twice, not an empty line."""
    before = ""
    for line in lines:
        if not (line == "\r\n" and before.endswith("\r")):
            yield line
        before = line


class _TextRecords:
    """The records of one text file, from the beginning as often as asked."""

    def __init__(self, path: Path, encoding: Encoding, dialect: Dialect, sample: str) -> None:
        self.path, self.encoding, self.dialect = path, encoding, dialect
        self.has_hint = bool(dialects.hint(sample))
        self.has_quoted_values = dialect.quote == '"' and bool(_QUOTED_VALUE.search(sample))
        self.text_formulas = self.quoted_values = 0

    def lines(self) -> TextIO:
        return self.path.open(encoding=self.encoding.name, errors=self.encoding.errors, newline="")

    def __call__(self) -> Iterator[FileRecord]:
        self.text_formulas = self.quoted_values = 0
        with self.lines() as file:
            mark = self.encoding.mark
            lines: Iterator[str] = (line.removeprefix(mark) for line in file)
            if self.encoding.has_double_return:
                lines = _without_double_returns(lines)
            numbered = records(lines, self.dialect)
            if self.has_hint:  # it speaks to programs; as a row it says nothing
                yield next(numbered)._replace(cells=())
            is_wrapped = self.encoding.has_text_formulas or self.has_quoted_values
            yield from self._unwrapped(numbered) if is_wrapped else numbered

    def _unwrapped(self, numbered: Iterator[FileRecord]) -> Iterator[FileRecord]:
        """="00123" is how Excel is told to leave 00123 alone; '2026-03-01' is how some programs write a day."""
        for record in numbered:
            cells = list(record.cells)
            for at, cell in enumerate(cells):
                if cell[:2] == '="' and (inner := _TEXT_FORMULA.fullmatch(cell)):
                    cells[at] = inner[1]
                    self.text_formulas += 1
                elif (
                    cell[:1] == "'" and (inner := _QUOTED_VALUE.fullmatch(cell)) and kind_of(inner[1]) != TEXT
                ):
                    cells[at] = inner[1]
                    self.quoted_values += 1
            yield record._replace(cells=cells)


def read(path: Path, folder: Path) -> Reading:
    """Read a text file; cells go to a file in `folder` unless the original will do. Raises FileRefused."""
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    encoding = detect(path)
    size = path.stat().st_size
    is_large = size >= LARGE_FILE
    with path.open(encoding=encoding.name, errors=encoding.errors, newline="") as file:
        sample = file.read(_LARGE_SAMPLE) if is_large else file.read()
    if not sample.strip():
        raise FileRefused(f"“{path.name}” is empty: it holds nothing but blanks. Export it again.")
    if encoding.has_double_return:
        sample = "".join(_without_double_returns(iter(io.StringIO(sample, newline=""))))
    sample = sample.replace(encoding.mark, "")
    # A sample cut off inside a quoted cell would look like one that is never closed.
    dialect = dialects.decide(sample[: sample.rfind("\n") + 1] or sample if is_large else sample)
    source = _TextRecords(path, encoding, dialect, sample)
    del sample

    where = "The file"
    planned = table_plan.plan(source, where)
    if planned is None:
        raise FileRefused(f"“{path.name}” is empty: every cell in it is blank. Export it again.")
    raw: RawTable | None = None
    notes = list(encoding.notes)
    if is_large and not source.has_quoted_values:
        raw = _as_original(path, encoding, dialect, planned)
    if raw is None:
        raw, mended = table_writer.write(source, planned, folder / "cells-1.csv", "", where, dialect.joint)
        notes += mended
        for count, written, read_as in (
            (source.text_formulas, '="00123"', "00123"),
            (source.quoted_values, "'2026-03-01'", "2026-03-01"),
        ):
            if count:
                cells = "cell" if count == 1 else "cells"
                notes.append(f"{count:,} {cells} written like {written} were read as {read_as}.")
    if encoding.has_damage:
        raw = replace(raw, flags=(*raw.flags, *damaged_text(raw)))
    return Reading(
        path.name,
        encoding.sha256,
        size,
        "tsv" if dialect.delimiter == "\t" else "csv",
        planned.layout.tool or tools.closed_by({one.detail for one in raw.skipped}),
        encoding.name.removesuffix("-sig"),
        dialect.joint,
        (raw,),
        tuple(notes),
    )


# --- large regular files ---

# A quote inside an unquoted cell, or a blank between a delimiter and a quote: programs disagree about both.
# Each alternative starts with the quote itself, which is what makes the search quick.
_DOUBTFUL_QUOTE = r'"(?<=[^{d}"\r\n]")(?=[^{d}"\r\n])|"(?<=[ \t]")(?=[{d}\r\n])|"(?<={d} ")(?=")'


def _as_original(path: Path, encoding: Encoding, dialect: Dialect, planned: TablePlan) -> RawTable | None:
    """The table as the original itself, if every byte of it is regular; else None."""
    if (
        encoding.name not in ("utf-8", "utf-8-sig")
        or encoding.errors != "strict"
        or not encoding.newline
        or encoding.has_text_formulas
        or not dialect.is_plain
        or planned.header_rows != (1,)
        or planned.preamble_rows
        or not planned.keeps_all
        or planned.layout.skips
        or planned.layout.one_response
        or planned.layout.fixed
        or planned.notes
        or any("\n" in name or "\r" in name for name in planned.header)
    ):
        return None
    rows = _regular_rows(path, encoding, dialect, planned)
    if rows is None:
        return None
    cells = CellFile(path, True, dialect.delimiter, '"', 1, 2, "\n" if encoding.newline == "\n" else "")
    return RawTable("", planned.columns, planned.labels, (1,), (), rows, (), (), "", cells)


def _regular_rows(path: Path, encoding: Encoding, dialect: Dialect, planned: TablePlan) -> int | None:
    """How many rows follow the header, or None where one of them is to be skipped, mended or looked at."""
    width, head = planned.width, list(planned.header)
    watch, mark = HeaderWatch(head), encoding.mark
    starts = row_rules.TOTAL_STARTS
    rows = 0
    has_quotes = False  # inside cells, where they may be doubtful
    last: list[str] = []
    with path.open(encoding=encoding.name, newline="") as file:
        reader = dialect.reader(file, strict=True)
        try:
            next(reader)
            for last in reader:
                if len(last) != width or last == head or last[0].startswith(mark):
                    return None
                if not watch.hints.isdisjoint(last) and watch.order_in(FileRecord(0, last)):
                    return None
                start = (last[0] or row_rules.first(last)).lstrip().lower()
                if not start or (start.startswith(starts) and row_rules.is_total_line(last)):
                    return None
                if row_rules.is_alone(last) and (
                    row_rules.is_group_heading(last) or tools.of_line(last[0]).id
                ):
                    return None
                has_quotes = has_quotes or '"' in "".join(last)
                rows += 1
        except csv.Error:
            return None
    if has_quotes and _has_doubtful_quotes(path, dialect.delimiter):
        return None
    # Notes stand under a table: only the last row can show that there are any.
    return None if row_rules.is_lonely(last) else rows


def _has_doubtful_quotes(path: Path, delimiter: str) -> bool:
    doubtful = re.compile(_DOUBTFUL_QUOTE.format(d=re.escape(delimiter)).encode(), re.MULTILINE)
    before = b""
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            if b'"' in chunk and doubtful.search(before + chunk):
                return True
            before = chunk[-64:]
    return False
