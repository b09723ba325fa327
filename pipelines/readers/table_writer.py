"""From numbered records to one table: header, columns, and rows yielded, skipped or bad, all counted."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipelines.errors import FileRefused, Problem
from pipelines.readers.layout import flags, header, regions, row_rules, survey_tools, tools
from pipelines.readers.layout.flags import Watch
from pipelines.readers.layout.header_again import ColumnOrder, HeaderWatch, in_first_order
from pipelines.readers.layout.mending import Mender, mending_notes, missing_at_the_end
from pipelines.readers.layout.regions import OtherTable
from pipelines.readers.layout.table_plan import TablePlan, rows_of
from pipelines.readers.model import CellFile, Flag, Mended, RawTable, Skipped
from pipelines.readers.records import FileRecord, FileRecords

MAX_SKIPPED = 200_000
MAX_BAD_ROWS = 100_000
MAX_MENDED = 100_000  # rows named one by one; the notes count all of them
_MAX_QUOTED = 20_000  # characters of a bad row that are kept for the file of rejected rows


class _Writer:
    """Writes the rows of one table and keeps the count of everything it was given."""

    def __init__(self, plan: TablePlan, out: io.TextIOBase, where: str, mender: Mender) -> None:
        self.plan = plan
        self.where = where
        self.rows_read = self.written = 0
        self.mended: list[Mended] = []  # the first MAX_MENDED of them
        self.mended_by_rule: Counter[str] = Counter()
        self.skipped: list[Skipped] = []
        self.bad: list[Problem] = []
        self._mender = mender
        self._is_mended: dict[int, Mended] = {}  # rows mended and not yet written
        self._out = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        self._waiting: list[tuple[int, Sequence[str]]] = []  # lonely rows: notes, if nothing follows them
        self._tests = tuple(plan.layout.skips.items())
        self._fixed = tuple(plan.layout.fixed.items())
        self._repeats = row_rules.Repeats(plan.layout.one_response)
        self._tool = tools.tool(plan.layout.tool)
        self._identifiers = row_rules.identifying(plan.columns)
        self._watch = Watch(plan.columns)
        self._width = plan.width
        self._kept = None if plan.keeps_all else plan.kept
        self._header = list(plan.header)
        self._header_rows = [_widened(record.cells, plan.width) for record in plan.headers]
        self._header_watch = HeaderWatch(plan.header)
        self._order: ColumnOrder | None = None  # of the rows below a later header, where it is another one

    def take(self, record: FileRecord) -> None:
        self.rows_read += 1
        number, cells, is_broken = record
        if not any(cells) or not any(map(str.strip, cells)):
            self._skip(number, "blank", "nothing in the row")
            return
        if is_broken:
            self._reject(record, "unclosed_quote", "A quotation mark is opened and not closed in this row.")
            return
        if (order := self._header_watch.order_in(record)) is not None:
            self._order = None if order.is_first else order
            self._skip(
                number,
                "note",
                f"the header again{'' if order.is_first else ', with other columns or another order'}",
            )
            return
        if self._order is not None:
            arranged = self._arranged(record, self._order)
            if arranged is None:
                return
            cells = arranged
        elif self._is_remark(cells):
            self._is_mended[number] = missing_at_the_end(number, self._width - len(cells))
            cells = _widened(cells, self._width)
        elif len(cells) != self._width:
            outcome = self._mender.mend(record)
            if outcome.code:
                self._reject(record, outcome.code, outcome.message)
                return
            if outcome.rule:
                self._is_mended[number] = Mended(number, outcome.rule, outcome.detail)
            cells = list(outcome.cells)
        for at, values in self._tests:
            if (reason := values.get(cells[at].strip().lower())) is not None:
                self._skip(number, *reason)
                return
        if self._repeats.seen_before(cells):
            self._skip(number, "duplicate", "the same response again, equal in every cell")
            return
        for at, text in self._fixed:
            if header.fold(cells[at]) not in ("", text):
                self._reject(
                    record,
                    "another_question",
                    f"“{self._header[at]}” holds another question than in the rows above, so the answer beside "
                    "it is not one to theirs.",
                )
                return
        kept_cells = self._kept_of(cells)
        if reason := self._no_record(cells, kept_cells):
            self._skip(number, *reason)
            return
        if row_rules.is_lonely(kept_cells):
            self._waiting.append((number, kept_cells))
            return
        if self._waiting:
            self._flush()
        self._write(number, kept_cells)

    def _arranged(self, record: FileRecord, order: ColumnOrder) -> list[str] | None:
        """The cells in the table's order; None where the row is rejected."""
        width = len(order.places)
        filled = header.reach(record.cells)
        if name := order.homeless(record.cells):
            self._reject(
                record,
                "column_of_later_header",
                f"The header in row {order.row:,} names a column “{name}” that the first header does not have. Add it "
                "there too, or move these rows to a file of their own.",
            )
            return None
        if row_rules.may_be_total_line(record.cells) and row_rules.is_total_line(record.cells):
            self._skip(record.number, "total_line", "a line of totals")
            return None
        arranged = order.applied(record.cells, self._width)
        missing = width - len(record.cells)
        if filled > width or (missing > 0 and self._mender.contradicts(arranged)):
            self._reject(
                record,
                "too_many_cells" if filled > width else "too_few_cells",
                f"The row has {max(filled, len(record.cells)):,} cells, the header above it (row {order.row:,}) "
                f"{width:,}.",
            )
            return None
        if missing > 0:
            self._is_mended[record.number] = missing_at_the_end(record.number, missing)
        return arranged

    def _is_remark(self, cells: Sequence[str]) -> bool:
        """A short row that says by itself why it is one: a total, or a note, which may stand below the table."""
        if len(cells) >= self._width:
            return False
        wide = _widened(cells, self._width)
        kept = self._kept_of(wide)
        return self._no_record(wide, kept) is not None or row_rules.is_note(kept)

    def _kept_of(self, cells: Sequence[str]) -> Sequence[str]:
        return cells if self._kept is None else [cells[at] for at in self._kept]

    def _no_record(self, cells: Sequence[str], kept: Sequence[str]) -> tuple[str, str] | None:
        """(rule, detail) of a row that any table may have and that is no record; None for all others."""
        if row_rules.may_be_total_line(kept) and row_rules.is_total_line(kept, self._identifiers):
            return "total_line", "a line of totals"
        if cells in self._header_rows or survey_tools.is_head_again(cells, self._tool):
            return "note", "the header again"
        if row_rules.is_alone(kept):
            if (written_by := tools.of_line(kept[0])).id:
                return "note", tools.closing(written_by)
            if row_rules.is_group_heading(kept):
                return "note", "the heading of a group of rows"
        return None

    def finish(self) -> None:
        """Decide about the rows still waiting: notes under the table, or short rows like any other."""
        for number, cells in self._waiting:
            if row_rules.is_note(cells):
                self._skip(number, "note", "a note below the table")
            else:
                self._write(number, cells)
        self._waiting.clear()
        self.skipped.sort(key=lambda one: one.row)
        if self.rows_read != self.written + len(self.skipped) + len(self.bad):
            raise AssertionError("rows read are not rows written, skipped and bad")

    def _flush(self) -> None:
        for number, cells in self._waiting:
            self._write(number, cells)
        self._waiting.clear()

    @property
    def flags(self) -> tuple[Flag, ...]:
        return self._watch.flags()

    def _write(self, number: int, cells: Sequence[str]) -> None:
        self._out.writerow([number, *cells])
        self._watch.take(number, cells)
        self.written += 1
        if self._is_mended and (one := self._is_mended.pop(number, None)):
            self.mended_by_rule[one.rule] += 1
            if len(self.mended) < MAX_MENDED:
                self.mended.append(one)

    def _skip(self, number: int, rule: str, detail: str) -> None:
        if len(self.skipped) >= MAX_SKIPPED:
            raise FileRefused(
                f"{self.where} has more than {MAX_SKIPPED:,} blank or unusable rows. Delete them and "
                "save again."
            )
        self.skipped.append(Skipped(number, rule, detail))
        self._is_mended.pop(number, None)

    def _reject(self, record: FileRecord, code: str, message: str) -> None:
        if len(self.bad) >= MAX_BAD_ROWS:
            raise FileRefused(
                f"More than {MAX_BAD_ROWS:,} rows of {self.where} do not fit its header; the first is row "
                f"{self.bad[0].row:,}. Export the file again."
            )
        self._is_mended.pop(record.number, None)
        self.bad.append(
            Problem(
                code,
                message,
                row=record.number,
                found=as_line(record.cells)[:_MAX_QUOTED],
                expected=f"{self._width:,} cells",
            )
        )


def _widened(cells: Sequence[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def as_line(cells: Sequence[str]) -> str:
    """Cells as one CSV line without its end."""
    out = io.StringIO()
    # csv by itself quotes line breaks only where they are the ends it writes.
    has_break = any("\r" in cell or "\n" in cell for cell in cells)
    csv.writer(out, lineterminator="", quoting=csv.QUOTE_ALL if has_break else csv.QUOTE_MINIMAL).writerow(
        cells
    )
    return out.getvalue()


def write(
    records: FileRecords, plan: TablePlan, out: Path, sheet: str, where: str, joint: str = ""
) -> tuple[RawTable, list[str]]:
    """Write the table's rows to `out` (see CellFile) and return it with sentences about what was mended.

    `joint` is what stands between two cells in the file; nothing where cells are certain (a sheet).
    """
    others: list[OtherTable] = []
    mender = Mender(
        lambda: in_first_order(rows_of(records, plan), plan.header),
        plan.above,
        header.names(plan.header),
        joint,
    )
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = _Writer(plan, file, where, mender)
        for record in rows_of(records, plan, others):
            writer.take(record)
        writer.finish()
    notes = list(plan.notes)
    notes += mending_notes(writer.mended_by_rule, where)
    notes += regions.sentences(where, others)
    notes += flags.sentences(where, writer.flags)
    table = RawTable(
        sheet,
        plan.columns,
        plan.labels,
        plan.header_rows,
        plan.preamble_rows,
        writer.rows_read,
        tuple(writer.skipped),
        plan.dropped_columns,
        plan.layout.time_zone,
        CellFile(out, is_original=False),
        tuple(writer.bad),
        header=plan.file_header,
        has_header=plan.has_header,
        mended=tuple(writer.mended),
        flags=writer.flags,
        titles=plan.titles,
        other_tables=tuple(one.range for one in others),
        unsure_table=plan.apart.range if plan.apart else "",
        unsure_columns=plan.unsure_columns,
        rows_above=plan.rows_above,
    )
    return table, notes
