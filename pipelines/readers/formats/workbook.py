"""Workbooks of every kind, XLSX, XLSB, XLS and ODS: every sheet is read, and what people cannot see is said.

Which format it is decides who parses the cells (`xlsx`, `xlsb`, `xls`, `ods`); from there on all sheets are alike.
"""

from __future__ import annotations

import csv
import dataclasses
import errno
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from pipelines.errors import FileRefused
from pipelines.readers import table_writer
from pipelines.readers.formats import archive, ods, strict, xls, xlsb, xlsx
from pipelines.readers.formats.file_kinds import XLS
from pipelines.readers.formats.sheets import SheetSource, SpooledSheet
from pipelines.readers.layout import header, table_plan
from pipelines.readers.layout.table_plan import TablePlan
from pipelines.readers.layout.tools import closed_by
from pipelines.readers.model import MAX_CELL_CHARACTERS, RawTable, Reading, ReadLimits


def read(path: Path, folder: Path, limits: ReadLimits, allow_empty: bool, kind: str) -> Reading:
    """Read every sheet that holds a table; `kind`: which format it is. Raises FileRefused."""
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        try:
            tables, notes, tool = _tables(path, _sheets(path, file, folder, kind), folder, allow_empty)
        except (FileRefused, MemoryError):
            raise
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
                raise  # the disk's trouble, not the workbook's
            raise archive.damaged(path) from error
        except Exception as error:
            # The libraries meet damaged files with whatever happens to fail inside them (KeyError, TypeError,
            # ParseError, struct.error …); here they all mean one thing, and the child has nothing to lose.
            raise archive.damaged(path) from error
    if kind == archive.XLSB:
        notes.insert(0, xlsb.NOT_TOLD)
    return Reading(path.name, sha256, path.stat().st_size, kind, tool, "", "", tuple(tables), tuple(notes))


def _sheets(path: Path, file: IO[bytes], folder: Path, kind: str) -> Iterator[SheetSource]:
    if kind == XLS:
        yield from xls.sheets(path)
    elif kind == archive.XLSB:
        yield from xlsb.sheets(path)
    elif kind == archive.ODS:
        yield from ods.sheets(file)
    else:
        with strict.as_usual(file, folder / "usual.xlsx") as usual:
            yield from xlsx.sheets(usual)


def _tables(
    path: Path, sources: Iterable[SheetSource], folder: Path, allow_empty: bool
) -> tuple[list[RawTable], list[str], str]:
    notes: list[str] = []
    plans: list[tuple[SpooledSheet, TablePlan]] = []
    for number, source in enumerate(sources, start=1):
        sheet = SpooledSheet(source, folder / f"sheet-{number}.csv")
        planned = table_plan.plan(sheet, f"Sheet “{sheet.name}”", sheet.reach, sheet.merges)
        if planned is None:
            notes.append(f"Sheet “{sheet.name}” is empty and was passed over.")
        else:
            plans.append((sheet, planned))
    if not plans:
        raise FileRefused(f"“{path.name}” is empty: no sheet holds anything. Choose another file.")
    # A sheet with one column beside one with a table is a list or a remark, not a table.
    if any(_is_table(one) for _, one in plans):
        notes += [
            f"Sheet “{sheet.name}” holds no table and was passed over."
            for sheet, one in plans
            if not _is_table(one)
        ]
        plans = [(sheet, one) for sheet, one in plans if _is_table(one)]

    tables: list[RawTable] = []
    tools: set[str] = set()
    for number, (sheet, planned) in enumerate(plans, start=1):
        where = f"Sheet “{sheet.name}”"
        written, sentences = table_writer.write(
            sheet, planned, folder / f"cells-{number}.csv", sheet.name, where
        )
        if not written.rows_read and not allow_empty:
            notes.append(f"{where} has a header and no rows yet.")
            continue
        tables.append(dataclasses.replace(written, counts_from_1904=sheet.traits.counts_from_1904))
        tools.add(planned.layout.tool or closed_by({row.detail for row in written.skipped}))
        notes += sentences
        notes += _sentences(where, sheet, planned)
    for spool in folder.glob("sheet-*.csv"):
        spool.unlink()
    return tables, notes, tools.pop() if len(tools) == 1 else ""


def _is_table(planned: TablePlan) -> bool:
    """Two columns with names and content; of a sheet without rows, two names."""
    return planned.filled_columns > 1 or (not planned.has_rows and header.filled(planned.header) > 1)


def _sentences(where: str, sheet: SpooledSheet, planned: TablePlan) -> list[str]:
    """What a person looking at the sheet would not see, or would see otherwise."""
    traits = sheet.traits
    sentences = []
    if sheet.is_hidden:
        sentences.append(f"{where} is hidden in the workbook; it was read all the same.")
    if traits.hidden_rows:
        rows = "1 hidden row was" if traits.hidden_rows == 1 else f"{traits.hidden_rows:,} hidden rows were"
        sentences.append(f"{where}: {rows} read like the others.")
    if traits.has_hidden_columns:
        sentences.append(f"{where}: hidden columns were read like the others.")
    if traits.unsaved_formulas:
        sentences.append(
            f"{where}: {traits.unsaved_formulas:,} formulas were saved without their values and count as "
            "empty; open the workbook in Excel and save it to have them read."
        )
    if traits.percentages:
        sentences.append(f"{where}: percentages were read as the numbers behind them, 25% as 0.25.")
    if merged := sheet.merged_below(planned.above):
        sentences.append(
            f"{where}: {merged:,} merged {'cell was' if merged == 1 else 'cells were'} read into each of the rows "
            "under it."
        )
    return sentences
