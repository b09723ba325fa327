"""What the uploads page says of a file's report, in words. Pure: a report (the command line's JSON) -> text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.figures import wording

Report = Mapping[str, Any]

SKIPPED = {
    "preview": ("survey preview", "survey previews"),
    "unfinished": ("unfinished response", "unfinished responses"),
    "duplicate": ("duplicate response", "duplicate responses"),
    "note": ("note", "notes"),
    "total_line": ("total line", "total lines"),
    "blank": ("blank row", "blank rows"),
    "superseded": ("row that a later one replaces", "rows that later ones replace"),
}
CHANGES = ("new", "changed", "unchanged", "removed")
EXAMPLE_CHARACTERS = 40


def headline(report: Report) -> str:
    """The ten-second summary; where nothing comes in, that."""
    if not report.get("rows_read"):
        return "No rows to take in"
    return str(report.get("headline") or "")


def came_from(report: Report) -> str:
    """The tool the file came from and why it was taken for what it is: "Qualtrics export. 5 of 6 columns …"."""
    why = next(
        (str(one["why"]) for one in report.get("guesses") or () if one["source"] == report.get("source")), ""
    )
    tool = f"{report['tool_title']} export." if report.get("tool_title") else ""
    return f"{tool} {why[:1].upper() + why[1:]}{'.' if why else ''}".strip()


def counts(report: Report) -> str:
    """What became of every row, in one sentence that adds up."""
    read, accepted, rejected, skipped = (
        int(report.get(name) or 0) for name in ("rows_read", "accepted", "rejected", "skipped")
    )
    words = (
        f"{wording.plural(read, 'row')} read: {wording.count(accepted)} accepted, "
        f"{wording.count(rejected)} rejected, {wording.count(skipped)} skipped"
    )
    why = [
        wording.plural(n, *SKIPPED.get(rule, (rule, rule))) for rule, n in (report.get("skips") or {}).items()
    ]
    words += f" ({wording.listed(why)})." if why else "."
    changes = [f"{wording.count(int(report[name]))} {name}" for name in CHANGES if report.get(name)]
    return f"{words} {wording.listed(changes).capitalize()}." if changes else words


def counts_short(row: Report) -> str:
    return (
        f"{wording.count(row['accepted'])} accepted, {wording.count(row['rejected'])} rejected,"
        f" {wording.count(row['skipped'])} skipped"
    )


def example(found: Mapping[str, Any]) -> str:
    """One thing found, where and how often: "soon" in row 5; "n.d." 12 times, first in row 7."""
    text = str(found.get("found") or "")
    shown = text if len(text) <= EXAMPLE_CHARACTERS else f"{text[: EXAMPLE_CHARACTERS - 1]}…"
    row = f"row {found['row']}" if found.get("row") is not None else ""
    if not shown:
        return row
    times = int(found.get("count") or 1)
    where = f", first in {row}" if times > 1 else f" in {row}"
    return f"“{shown}”{f' {wording.count(times)} times' if times > 1 else ''}{where if row else ''}"


def cause(found: Mapping[str, Any], asked: Mapping[str, str]) -> str:
    """What is wrong and where: "Not a date, in Date". `asked`: header -> question text."""
    column = found["column"]
    return f"{found['title']}, in {asked.get(column) or column}" if column else str(found["title"])


def examples(found: Mapping[str, Any]) -> str:
    return "; ".join(example(one) for one in found["examples"])


def asked(report: Report) -> dict[str, str]:
    """Header -> the question's text, where a tool gives one that says more than the header."""
    pairs = zip(report.get("columns") or (), report.get("labels") or (), strict=False)
    return {header: label for header, label in pairs if label and label != header}


def left_out(report: Report) -> str:
    """The sheets that are not taken, "" where there are none."""
    others = [
        f"{sheet['name']} ({wording.plural(int(sheet['rows']), 'row')})"
        for sheet in report.get("sheets") or ()
        if not sheet["is_taken"]
    ]
    if not others:
        return ""
    return f"Not taken: {wording.listed(others)}. To take another sheet as well, drop the file again and choose it."


def total(reports: Sequence[Report]) -> str:
    """What importing several files would bring, in one line; "" for a single one."""
    if len(reports) < 2:
        return ""
    accepted, rejected = (
        sum(int(one.get(name) or 0) for one in reports) for name in ("accepted", "rejected")
    )
    problems = f", {wording.plural(rejected, 'problem')}" if rejected else ""
    return f"{wording.plural(accepted, 'row')} from {wording.plural(len(reports), 'file')}{problems}"
