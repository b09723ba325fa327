"""What is told of an import: its counts, its problems grouped, a few rows of each kind.

The functions read the import's own temp tables (see staged_rows.py) while they are there.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from pipelines.errors import Problem
from pipelines.ingest.explaining import Cause, FileSheet, OffRoster
from pipelines.ingest.request import Request
from pipelines.ingest.row_plan import DateQuestion, RowPlan
from pipelines.mapping.mapping import Mapping
from pipelines.mapping.matching import Match
from pipelines.mapping.saved_mappings import Known
from pipelines.mapping.unknown_spellings import UnknownValue
from pipelines.readers import RawTable
from pipelines.readers.layout import tools
from pipelines.store.warehouse import Connection, fetch, quoted

SAMPLE_ROWS = 20
SHOWN_PROBLEMS = 100
COUNTS = (
    "rows_read",
    "accepted",
    "rejected",
    "skipped",
    "new",
    "changed",
    "unchanged",
    "superseded",
    "removed",
)


@dataclass(frozen=True)
class ImportReport:
    """What became of one file. The first fields are the command line's JSON; the rest is for the screen.

    rows_read = accepted + rejected + skipped (superseded rows are among the skipped);
    accepted = new + changed + unchanged. problems: grouped by kind and column, the most frequent first.
    """

    file: str
    source: str | None = None
    import_id: int | None = None
    status: str = "refused"  # imported, unchanged, refused
    rows_read: int = 0
    accepted: int = 0
    rejected: int = 0
    skipped: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    superseded: int = 0
    removed: int = 0
    problems: tuple[Problem, ...] = ()

    message: str = ""  # one sentence
    is_dry_run: bool = False
    tool: str = ""
    sheet: str = ""
    notes: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    mapping: Mapping | None = None
    columns: tuple[str, ...] = ()  # the file's headers
    labels: tuple[str, ...] = ()  # the question texts of a survey tool, one a header, else ""
    accepted_sample: tuple[dict[str, str | None], ...] = ()
    rejected_sample: tuple[dict[str, Any], ...] = ()  # row, sheet, cells, problems
    skips: dict[str, int] = field(default_factory=dict)  # rule -> rows
    headline: str = ""  # "412 interviews, 9 problems, 3 students not on the roster"
    causes: tuple[Cause, ...] = ()  # why rows are rejected, the commonest first
    off_roster: OffRoster | None = None  # None where there is nothing to compare with
    sheets: tuple[FileSheet, ...] = ()
    corrects: int | None = None  # the import whose rejected rows these are
    unknown_values: tuple[UnknownValue, ...] = ()  # spellings a person has to explain once
    date_order: tuple[DateQuestion, ...] = ()  # how columns of dates in digits are read
    saved_mapping: Known | None = None  # the saved mapping that was used

    def as_dict(self, detail: bool = False) -> dict[str, Any]:
        """The command line's JSON; with `detail` what the screen shows besides."""
        told: dict[str, Any] = {
            "file": self.file,
            "source": self.source,
            "import_id": self.import_id,
            "status": self.status,
            **{name: getattr(self, name) for name in COUNTS},
            "problems": [problem.as_dict() for problem in self.problems],
        }
        if detail:
            told |= {
                "message": self.message,
                "is_dry_run": self.is_dry_run,
                "tool": self.tool,
                "tool_title": tools.title(self.tool),
                "sheet": self.sheet,
                "notes": list(self.notes),
                "matches": [asdict(match) for match in self.matches],
                "columns": list(self.columns),
                "labels": list(self.labels),
                "accepted_sample": list(self.accepted_sample),
                "rejected_sample": list(self.rejected_sample),
                "skips": self.skips,
                "headline": self.headline,
                "causes": [asdict(cause) for cause in self.causes],
                "off_roster": asdict(self.off_roster) if self.off_roster else None,
                "sheets": [asdict(sheet) for sheet in self.sheets],
                "corrects": self.corrects,
                "unknown_values": [asdict(one) for one in self.unknown_values],
                "date_order": [asdict(one) for one in self.date_order],
                "saved_mapping": self.saved_mapping.as_dict() if self.saved_mapping else None,
                "scale": _scale(self.mapping),
                "mapping_toml": self.mapping.as_toml() if self.mapping else "",
            }
        return told


def _scale(mapping: Mapping | None) -> dict[str, Any] | None:
    """The scale that was proposed from a survey's answers; None where it was declared or cannot be told."""
    if mapping is None or mapping.scale is None:
        return None
    found = mapping.scale
    return {
        "low": found.low,
        "high": found.high,
        "direction": found.direction,
        "is_certain": found.is_certain,
        "why": found.why,
    }


def sentence(counts: dict[str, int], is_dry_run: bool) -> str:
    parts = [f"{counts['accepted']:,} of {counts['rows_read']:,} rows accepted"]
    parts += [f"{counts[name]:,} {name}" for name in ("rejected", "skipped", "removed") if counts[name]]
    return ", ".join(parts) + ("; nothing was saved." if is_dry_run else ".")


def cells_of(table: RawTable, problem: Problem, kept: Collection[str]) -> dict[str, str]:
    """A row that did not fit its header, by place, as far as its columns are `kept`.

    The others may hold what somebody wrote in her own words, which is not stored; they are left blank, and
    what is left over at the end is left out.
    """
    read = next(csv.reader([problem.found or ""]), [])
    cells = [*read, *[""] * len(table.columns)]
    return {
        header: cell if header in kept else "" for header, cell in zip(table.columns, cells, strict=False)
    }


def grouped(connection: Connection, bad_rows: Sequence[tuple[RawTable, Problem]]) -> Iterator[Problem]:
    """Problems by kind and column, the most frequent first, each with its first row as the example.

    Each spelling that is no known value stands for itself: two of them are two decisions.
    """
    found = fetch(
        connection,
        """
        select p.code, p.column, count(*) as count, min(p.row) as row, arg_min(p.message, p.row) as message,
            arg_min(p.found, p.row) as found, arg_min(p.expected, p.row) as expected
        from (select unnest(problems) as p from refused)
        group by p.code, p.column, case when p.code = 'unknown_choice' then lower(p.found) end
        order by count(*) desc, min(p.row)
        limit $limit
        """,
        {"limit": SHOWN_PROBLEMS},
    )
    yield from (Problem(**one) for one in found)
    by_code = Counter(problem.code for _, problem in bad_rows)
    told: set[str] = set()
    for _, problem in bad_rows:
        if problem.code not in told:
            told.add(problem.code)
            yield replace(problem, count=by_code[problem.code])


def accepted_sample(connection: Connection, plan: RowPlan) -> Iterator[dict[str, str | None]]:
    mapped = {cell.name for cell in plan.columns}
    names = ", ".join(quoted(name) for name in plan.source.names if name in mapped)
    yield from fetch(
        connection,
        f"select row_number, sheet, {names} from accepted order by pos limit $limit",  # noqa: S608
        {"limit": SAMPLE_ROWS},
    )


def rejected_sample(
    connection: Connection, request: Request, bad_rows: Sequence[tuple[RawTable, Problem]]
) -> Iterator[dict[str, Any]]:
    for table, problem in bad_rows[:SAMPLE_ROWS]:
        yield {
            "row_number": problem.row,
            "sheet": table.sheet,
            "cells": cells_of(table, problem, request.plan.headers),
            "problems": [problem.as_dict()],
        }
    rows = fetch(
        connection,
        "select row_number, sheet, cells, problems from refused order by pos limit $limit",
        {"limit": max(SAMPLE_ROWS - len(bad_rows), 0)},
    )
    yield from ({**row, "cells": json.loads(row["cells"])} for row in rows)


def skip_counts(request: Request, superseded: int) -> Counter[str]:
    counts = Counter(one.rule for table in request.tables for one in table.skipped)
    if superseded:
        counts["superseded"] = superseded
    return counts
