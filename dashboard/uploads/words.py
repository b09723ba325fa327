"""What the uploads page says of a file's report, in words. Pure: an import's report -> text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.figures import wording
from pipelines.ingest.import_report import Cause, CauseExample, ImportReport

SKIPPED = {
    "preview": ("survey preview", "survey previews"),
    "unfinished": ("unfinished response", "unfinished responses"),
    "duplicate": ("duplicate response", "duplicate responses"),
    "note": ("note", "notes"),
    "total_line": ("total line", "total lines"),
    "blank": ("blank row", "blank rows"),
    "superseded": ("row that a later one stands for", "rows that later ones stand for"),
}
EXAMPLE_CHARACTERS = 40


def headline(report: ImportReport) -> str:
    """The ten-second summary; where nothing comes in, that."""
    return report.headline if report.rows_read else "No rows to take in"


def came_from(report: ImportReport) -> str:
    """The tool the file came from and why it was taken for what it is: "Qualtrics export. 5 of 6 columns …"."""
    why = next((guess.why for guess in report.guesses if guess.source == report.source), "")
    tool = f"{report.tool_title} export." if report.tool_title else ""
    return f"{tool} {why[:1].upper() + why[1:]}{'.' if why else ''}".strip()


def counts(report: ImportReport) -> str:
    """What became of every row, in one sentence that adds up."""
    words = (
        f"{wording.plural(report.rows_read, 'row')} read: {wording.count(report.accepted)} accepted, "
        f"{wording.count(report.rejected)} rejected, {wording.count(report.skipped)} skipped"
    )
    why = [wording.plural(n, *SKIPPED.get(rule, (rule, rule))) for rule, n in report.skips.items()]
    words += f" ({wording.listed(why)})." if why else "."
    amounts = {
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "removed": report.removed,
    }
    changes = [f"{wording.count(n)} {name}" for name, n in amounts.items() if n]
    return f"{words} {wording.listed(changes).capitalize()}." if changes else words


def counts_short(row: Mapping[str, Any]) -> str:
    """What became of an import's rows, of its entry in the history."""
    return (
        f"{wording.count(row['accepted'])} accepted, {wording.count(row['rejected'])} rejected,"
        f" {wording.count(row['skipped'])} skipped"
    )


def example(one: CauseExample) -> str:
    """One thing found, where and how often: "soon" in row 5; "n.d." 12 times, first in row 7."""
    shown = one.found if len(one.found) <= EXAMPLE_CHARACTERS else f"{one.found[: EXAMPLE_CHARACTERS - 1]}…"
    row = f"row {one.row}" if one.row is not None else ""
    if not shown:
        return row
    where = f", first in {row}" if one.count > 1 else f" in {row}"
    return f"“{shown}”{f' {wording.count(one.count)} times' if one.count > 1 else ''}{where if row else ''}"


def cause(one: Cause, asked: Mapping[str, str]) -> str:
    """What is wrong and where: "Not a date, in Date". `asked`: header -> question text."""
    return f"{one.title}, in {asked.get(one.column) or one.column}" if one.column else one.title


def examples(one: Cause) -> str:
    return "; ".join(map(example, one.examples))


def asked(report: ImportReport) -> dict[str, str]:
    """Header -> the question's text, where a tool gives one that says more than the header."""
    pairs = zip(report.columns, report.labels, strict=False)
    return {header: label for header, label in pairs if label and label != header}


def left_out(report: ImportReport) -> str:
    """The sheets that are not taken, "" where there are none."""
    others = [
        f"{sheet.name} ({wording.plural(sheet.rows, 'row')})" for sheet in report.sheets if not sheet.is_taken
    ]
    if not others:
        return ""
    return f"Not taken: {wording.listed(others)}. To take another sheet as well, drop the file again and choose it."


def total(reports: Sequence[ImportReport]) -> str:
    """What importing several files would bring, in one line; "" for a single one."""
    if len(reports) < 2:
        return ""
    accepted, rejected = (sum(one.accepted for one in reports), sum(one.rejected for one in reports))
    problems = f", {wording.plural(rejected, 'problem')}" if rejected else ""
    return f"{wording.plural(accepted, 'row')} from {wording.plural(len(reports), 'file')}{problems}"
