"""From a file of unknown origin to tables of text with the file's own row numbers, and what was left out.

`read` starts a child process, so that whatever a file does to its reader stays there. Inside the child (`sandbox`):
`file_kinds` and `archive` (what is it?), `packed` (the one table in a gzip or zip); `encoding`, `dialect` and `text`,
or `workbook` with `xlsx` and `strict`, `xlsb`, `xls` or `ods`; then for all of them `regions`, `header` and
`table_plan` (where is the table, what are its columns called?), and `table_writer` with `row_rules`, `mending` and
`flags` (which rows count, and what is wrong with them?). Which program wrote the file, and what that means for its rows
and columns, is data: `tools`. Nothing here knows a warehouse, a source or a figure.
"""

from pipelines.readers.isolation import read
from pipelines.readers.model import (
    COMMAND_LIMITS,
    PAGE_LIMITS,
    CellFile,
    Flag,
    Mended,
    RawTable,
    Reading,
    ReadLimits,
    Skipped,
)
from pipelines.readers.tidy import describe, left_sheets, write_tidy

__all__ = [
    "COMMAND_LIMITS",
    "PAGE_LIMITS",
    "CellFile",
    "Flag",
    "Mended",
    "RawTable",
    "ReadLimits",
    "Reading",
    "Skipped",
    "describe",
    "left_sheets",
    "read",
    "write_tidy",
]
