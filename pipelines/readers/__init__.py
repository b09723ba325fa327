"""From a file of unknown origin to tables of text with the file's own row numbers, and what was left out.

`read` starts a child process, so that whatever a file does to its reader stays there. Inside the child:
`kinds` (what is it?), `encoding`, `dialect` and `text`, or `workbook`; then for both `survey_tools` and
`header` (where is the header?), `row_rules` and `table` (which rows count?). Nothing here knows a warehouse,
a source or a figure.
"""

from pipelines.readers.isolation import read
from pipelines.readers.model import (
    COMMAND_LIMITS,
    PAGE_LIMITS,
    CellFile,
    Flag,
    Limits,
    Mended,
    RawTable,
    Reading,
    Skipped,
)
from pipelines.readers.tidy import describe, write_tidy

__all__ = [
    "COMMAND_LIMITS",
    "PAGE_LIMITS",
    "CellFile",
    "Flag",
    "Limits",
    "Mended",
    "RawTable",
    "Reading",
    "Skipped",
    "describe",
    "read",
    "write_tidy",
]
