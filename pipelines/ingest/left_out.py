"""What of a file is left out, of every kind and with its reason: rows, cells, columns, sheets and tables. Pure.

Reckoned here once for the report of an import; a page and a terminal each put it into words of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipelines.figures import wording
from pipelines.ingest.file_look import FileSheet
from pipelines.ingest.not_recorded import NotRecorded
from pipelines.mapping.matching import Match
from pipelines.mapping.outside import OUTSIDE

What = Literal["row", "cell", "column", "sheet", "table", "contact", "answer"]

NO_FIGURE = ("undated", "unanswered", "ahead")  # reasons of rows that come in and are in no figure (yet)
UNSURE = "unsure_table"
ABOVE = "above"  # rows of several cells above the header, which are no rows of the table
NOUNS: Mapping[What, tuple[str, str]] = {
    "row": ("row", "rows"),
    "cell": ("cell", "cells"),
    "column": ("column", "columns"),
    "sheet": ("sheet", "sheets"),
    "table": ("table", "tables"),
    "contact": ("contact", "contacts"),
    "answer": ("answer", "answers"),
}


@dataclass(frozen=True)
class SecondTable:
    """A table below or beside the one that is read. range: as a spreadsheet writes it, D3:F20.

    is_unsure: it was read as columns of the one beside it, and may be a table of its own.
    """

    sheet: str
    range: str
    is_unsure: bool = False

    @property
    def place(self) -> str:
        return f"{self.sheet}, {self.range}" if self.sheet else self.range


@dataclass(frozen=True)
class Repeated:
    """Columns that ask for the same once more: another contact in a row, or a question that comes again. count: rows
    that fill any of them."""

    is_contact: bool
    headers: tuple[str, ...]
    count: int


def repeated_columns(matches: Sequence[Match], has_contacts: bool) -> Iterator[tuple[str, ...]]:
    """The headers that ask for the same once more, those of one contact together; a question by itself."""
    by_first: dict[str, list[str]] = {}
    for match in matches:
        if match.again_of and match.how == "none":
            by_first.setdefault(match.again_of, []).append(match.header)
    if not has_contacts:
        yield from ((header,) for headers in by_first.values() for header in headers)
        return
    most = max(map(len, by_first.values()), default=0)
    for nth in range(most):
        yield tuple(headers[nth] for headers in by_first.values() if nth < len(headers))


@dataclass(frozen=True)
class LeftOut:
    """Things of one kind that are left out for one reason. names: headers, sheets, or where a table stands.

    reason: of rows that are skipped one of readers.ROW_RULES, "superseded", "not_confirmed" (of a calendar) or ABOVE;
    of rows that come in and count in no figure one of NO_FIGURE; else "not_recorded" (cells), "not_used" or
    "never_kept" (columns), "another_kind" or "not_chosen" (sheets), "second_table", "unsure_table" (perhaps another
    table: it was read as columns all the same), "second_contact" (in a row), "second_half" (of a question).
    """

    what: What
    reason: str
    count: int
    names: tuple[str, ...] = ()

    @property
    def counts_in_no_figure(self) -> bool:
        """Whether these are rows that come in all the same."""
        return self.reason in NO_FIGURE

    @property
    def is_nothing(self) -> bool:
        """Rows without anything in them: counted, and not worth a headline."""
        return self.reason == "blank"


def left_out(
    source: str,
    skips: Mapping[str, int],
    uncounted: Mapping[str, int],
    cells: Sequence[NotRecorded],
    matches: Sequence[Match],
    dropped: Sequence[str],
    sheets: Sequence[FileSheet],
    second_tables: Sequence[SecondTable],
    repeated: Sequence[Repeated] = (),
) -> Iterator[LeftOut]:
    """Everything, the gravest first: sheets and tables, columns, rows, cells. uncounted: reason -> rows in no figure;
    dropped: headers of columns that were not even read; sheets: those that are not taken."""
    for reason in ("another_kind", "not_chosen"):
        names = [one.name for one in sheets if (reason == "not_chosen") == (one.source == source)]
        if names:
            yield LeftOut("sheet", reason, len(names), tuple(names))
    for reason, is_unsure in (("second_table", False), (UNSURE, True)):
        if places := tuple(one.place for one in second_tables if one.is_unsure == is_unsure):
            yield LeftOut("table", reason, len(places), places)
    asked_again = {header for one in repeated for header in one.headers}
    for what, reason in (("contact", "second_contact"), ("answer", "second_half")):
        its = [one for one in repeated if one.is_contact == (what == "contact") and one.count]
        if its:
            headers = [header for one in its for header in one.headers]
            yield LeftOut(what, reason, sum(one.count for one in its), tuple(headers))  # type: ignore[arg-type]
    for reason, how in (("not_used", "none"), ("never_kept", "ignored")):
        there = [one.header for one in matches if one.how == how and one.header not in ("", *OUTSIDE)]
        headers = [header for header in there if header not in asked_again]
        headers += dropped if reason == "never_kept" else ()
        if headers:
            yield LeftOut("column", reason, len(headers), tuple(headers))
    yield from (
        LeftOut("row", reason, count) for reason, count in (*uncounted.items(), *skips.items()) if count
    )
    if cells:
        headers = list(dict.fromkeys(one.header for one in cells))
        yield LeftOut("cell", "not_recorded", sum(one.count for one in cells), tuple(headers))


def summed(left: Sequence[LeftOut], what: What) -> int:
    """How many things of a kind do not come in, blank rows aside."""
    return sum(
        one.count
        for one in left
        if one.what == what and not (one.counts_in_no_figure or one.is_nothing or one.reason == UNSURE)
    )


def counted(left: Sequence[LeftOut], *kinds: What) -> list[str]:
    """ "5 rows", "2 columns": what does not come in, by kind; of what there is none nothing is said."""
    return [wording.plural(number, *NOUNS[what]) for what in kinds if (number := summed(left, what))]


def in_no_figure(left: Sequence[LeftOut]) -> int:
    """How many rows come in and count in no figure."""
    return sum(one.count for one in left if one.counts_in_no_figure)


def unsure(left: Sequence[LeftOut]) -> list[str]:
    """Where parts stand that were read as columns and may be tables of their own."""
    return [place for one in left if one.reason == UNSURE for place in one.names]
