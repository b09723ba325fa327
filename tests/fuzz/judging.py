"""What must hold for any file whatever: a refusal in a sentence, or every row accounted for, in time; and a kept row's
cells are the file's cells, in its own line and column.

Most files are read in this process (quick); every sixth goes the whole way: the child process, mapping,
checks and a dry run against a record.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import signal
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import FrameType

from pipelines.errors import FileRefused
from pipelines.ingest.load import import_file
from pipelines.readers import PAGE_LIMITS, RawTable, Reading, sandbox
from pipelines.readers.formats.encoding import BY_PART
from pipelines.store.warehouse import Warehouse
from tests.fuzz.corpus import Seed
from tests.fuzz.mutating import mutant

SECONDS = 30
WHOLE_WAY_EVERY = 6
TODAY = date(2026, 11, 20)
REFUSED, READ, TAKEN = "refused", "read", "imported"


class Hung(Exception):
    """A file kept its reader busy for longer than anybody waits."""


class Judge:
    """Judges files one after the other, in a folder of its own."""

    def __init__(self, folder: Path, corpus: list[Seed]) -> None:
        self._folder, self._corpus = folder, corpus
        folder.mkdir(exist_ok=True)
        self._warehouse = Warehouse(folder / "warehouse")

    def judge(self, number: int) -> str:
        """What became of the file of that number. Raises whatever must not be, and says which file it was."""
        made = mutant(number, self._corpus)
        path = self._folder / made.name
        path.write_bytes(made.content)
        try:
            with stopped_after(SECONDS):
                if number % WHOLE_WAY_EVERY:
                    return read_here(path, self._folder)
                return self._take_in(path)
        except Exception as fault:
            fault.add_note(f"file {number} ({made.story}): python -m tests.fuzz --only {number}")
            raise
        finally:
            path.unlink()

    def _take_in(self, path: Path) -> str:
        report = import_file(self._warehouse, path, dry_run=True, today=TODAY, limits=PAGE_LIMITS)
        assert report.rows_read == report.accepted + report.rejected + report.skipped
        document = json.dumps(report.as_dict(detail=True), ensure_ascii=False, default=str)
        document.encode()  # half a character would stop the screen
        assert report.message.strip().endswith("."), "no sentence"
        if report.status == "refused":
            assert report.problems
            assert "The reader stopped" not in document, "the reader crashed"
            return REFUSED
        assert sum(report.skips.values()) == report.skipped
        return TAKEN


@contextlib.contextmanager
def stopped_after(seconds: int) -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise Hung(f"more than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def read_here(path: Path, folder: Path) -> str:
    work = Path(tempfile.mkdtemp(dir=folder))
    try:
        reading = sandbox.understand(path, work, PAGE_LIMITS, False)
        check(reading)
        if reading.encoding:
            check_values(reading, path.read_bytes())
        return READ
    except FileRefused as refused:
        sentence = refused.message
    finally:
        shutil.rmtree(work)
    sentence.encode()
    assert sentence.strip().endswith("."), "no sentence"
    return REFUSED


def check(reading: Reading) -> None:
    assert reading.tables
    json.dumps([reading.notes, [table.columns for table in reading.tables]], ensure_ascii=False).encode()
    for table in reading.tables:
        _check(table, is_text=reading.kind in ("csv", "tsv"))


def _check(table: RawTable, is_text: bool) -> None:
    """Every row read is yielded, skipped or bad, once each; names are names. A text's rows have no gap."""
    width = len(table.columns)
    assert width == len(set(table.columns)) == len(table.labels)
    assert all(name.strip() for name in table.columns)
    yielded = []
    for number, cells in table.rows():
        assert len(cells) == width, f"row {number} has {len(cells)} cells"
        yielded.append(number)
    assert len(yielded) == table.row_count
    left_out = [one.row for one in table.skipped] + [one.row or 0 for one in table.bad_rows]
    assert table.rows_read == len(yielded) + len(left_out)
    twice = [row for row, times in Counter(yielded + left_out).items() if times > 1]
    assert not twice, f"row {twice[0]} counts twice"
    assert yielded == sorted(yielded), "rows in another order"
    if is_text:
        below = max((*table.header_rows, *table.preamble_rows), default=0)
        assert sorted(yielded + left_out) == list(range(below + 1, below + 1 + table.rows_read)), "a gap"
    assert {one.row for one in table.mended} <= set(yielded)
    assert not set(yielded) & {*table.header_rows, *table.preamble_rows}


# -- values -------------------------------------------------------------------------------------------

_LINE_END = re.compile(r"\r\r\n|\r\n|\n|\r")
_UNSEEN = str.maketrans("", "", "\"'\\\ufeff")


def _squeezed(text: str) -> str:
    """Without blanks, quotation marks and backslashes, which belong to the file as often as to its cells."""
    return "".join(text.split()).translate(_UNSEEN)


def check_values(reading: Reading, content: bytes) -> None:
    """No cell of a text file was made up, or came from another row; where a line is plain, none from another column."""
    is_of_two = any("Parts of the file are UTF-8" in note for note in reading.notes)
    content = re.sub(
        rb"(^|[\r\n])\xef\xbb\xbf", rb"\1", content
    )  # a mark at a line's start, whatever else the file is in
    text = content.decode(reading.encoding, BY_PART if is_of_two else "replace")
    lines = _LINE_END.split(text)
    if not lines[-1]:
        lines.pop()
    for table in reading.tables:
        above = max((*table.header_rows, *table.preamble_rows), default=0)
        records = above + table.rows_read
        is_line_a_record = len(lines) == records
        whole = _squeezed("\n".join(lines))
        mended = {one.row for one in table.mended}
        is_reordered = any("another order" in one.detail for one in table.skipped)
        for number, cells in table.rows():
            place = _squeezed(lines[number - 1]) if is_line_a_record else whole
            for cell in cells:
                assert _squeezed(cell) in place, f"row {number} holds what its line does not"
            if is_line_a_record and number not in mended and not is_reordered:
                _check_columns(lines[number - 1], cells, reading.delimiter, number)


def _check_columns(line: str, cells: list[str], delimiter: str, number: int) -> None:
    """Of a line without quotation marks the pieces between delimiters are the cells, in their order."""
    pieces = [_squeezed(piece) for piece in line.split(delimiter.strip() or delimiter)]
    if len(pieces) == len(cells) and not set(line) & set("\"'\\"):
        assert [_squeezed(cell) for cell in cells] == pieces, f"row {number} has cells in other columns"
