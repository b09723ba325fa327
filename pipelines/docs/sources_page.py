"""docs/sources.md, printed from the source catalog: `python -m pipelines.docs.sources_page > docs/sources.md`.

A test compares the file with what this prints, so it cannot fall behind the catalog.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from pipelines import data_files
from pipelines.mapping.tool_columns import said_by_tools
from pipelines.readers.layout import tools
from pipelines.sources.catalog import RULES, Column, Source, sources
from pipelines.sources.names import a_file
from pipelines.templates.files import allowed, kind_of, requirement

_HEAD = """\
# What can be uploaded

Printed from `pipelines/sources/*.toml` by `python -m pipelines.docs.sources_page`: change those, not this page.

A file is taken for one of the sources below by its headers. A header is known by the column's name, by one
of its aliases (case, blanks and punctuation do not matter) or, shown as uncertain, by closeness of spelling.
What is not known is listed at import and not stored. Cells that mean “not known” (`n/a`, `#N/A`, blank) are
read as blank, and blank never counts as “no”. The cell `<clear>` empties what an earlier import said.

Rules for every source:

- A date after the day of import rejects the row, except where the column says that it may lie ahead.
- `row_id` may carry your system's own identifier of the row; where it is filled, it alone decides which rows
  are the same row. Otherwise the key below does. Of equal keys in one file the last row wins.
- Students not on the roster are taken in and listed apart.

Spellings that a file has and we do not know are given in a mapping file, under `[values.<column>]`; headers
under `[columns]`, values that hold for the whole file under `[constants]`.
"""


def markdown() -> str:
    """The whole page."""
    parts = [
        _HEAD,
        "\n".join(f"- [{s.title}](#{_anchor(s.title)}): {s.grain}" for s in sources().values()),
        "",
    ]
    for source in sources().values():
        parts += [*_section(source), ""]
    parts += _for_all_sources()
    return "\n".join(parts).rstrip() + "\n"


def _section(source: Source) -> Iterator[str]:
    yield f"## {source.title}\n\n`{source.id}`: {source.grain}. {source.description}\n"
    yield f"- **Key:** {_key(source)}"
    if source.needs_date:
        yield f"- **Dates of an import:** `{source.needs_date}`"
    if source.has_blank_reply:
        yield "- **Declared per import:** `blank_reply`, `not_recorded` (default) or `no_reply`"
    if source.has_scale:
        yield "- **Declared per import:** `[scale]` with low, high and direction: 1, 5 and `up` by default"
    if source.student_may_be_sheet:
        yield "- **Student:** may be the name of the sheet or file: `student_id` is `@sheet` or `@file`"
    for rule in source.rules:
        yield f"- **Rule:** {RULES[rule]}"
    yield "\n| column | type | required | meaning | values |\n|---|---|---|---|---|"
    for column in source.columns:
        yield _row(source, column)
    for column in source.ignored_columns:
        yield f"\nRecognized and left out: `{column.name}`. {column.note}"
        yield f"Also recognized as: {_plain(column.aliases)}"
    yield "\n<details><summary>Also recognized as</summary>\n"
    for column in source.columns:
        yield f"- `{column.name}`: {_plain(column.aliases)}"
    yield "\n</details>"
    listed = [line for column in source.columns for line in _spellings(column)]
    if listed:
        yield "\n<details><summary>Spellings of values</summary>\n"
        yield from listed
        yield "\n</details>"


def _spellings(column: Column) -> Iterator[str]:
    """A column's values and what spells them; of yes and no only what is not said once for all."""
    known = _yes_and_no() if column.type == "boolean" else {}
    lines = [
        f"  - `{value}`: {_plain(own)}"
        for value, spellings in column.values.items()
        if (own := [one for one in spellings if one not in known.get(value, ())]) or not known
    ]
    blanks = [blank for blank in column.blanks if blank not in _shared_blanks(column.type)]
    if blanks:
        lines.append(f"  - blank: {_plain(blanks)}")
    if lines:
        yield f"- `{column.name}`"
        yield from lines


def _row(source: Source, column: Column) -> str:
    needed = requirement(source, column) or ("core" if column.is_core else "")
    meaning = column.meaning + {
        "": "",
        "always": " It may lie ahead.",
        "if_scheduled": " It may lie ahead where the status is `scheduled` or blank.",
    }.get(column.future, "")
    values = (
        ", ".join(f"`{value}`" for value in column.values)
        if column.type in {"choice", "choices"}
        else allowed(column)
    )
    unit = f" ({column.unit})" if column.unit else ""
    cells = (f"`{column.name}`", kind_of(column) + unit, needed, meaning, values)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _key(source: Source) -> str:
    """The parts of the key with their alternatives, e.g. student (`student_id`, else `student_email`)."""
    parts = []
    for part in source.key:
        ways = source.key_alternatives(part)
        words = [
            "every cell of the row" if way == ("*",) else " + ".join(f"`{name}`" for name in way)
            for way in ways
        ]
        parts.append(words[0] if ways == ((part,),) else f"{part} ({', else '.join(words)})")
    if source.has_occurrence:
        parts.append("its place among equal rows of the file")
    return ", ".join(parts)


def _for_all_sources() -> Iterator[str]:
    """What holds for every source: yes and no, blanks, what tools fill by themselves, files that are refused."""
    columns = [column for source in sources().values() for column in source.columns]
    yield "## In every source\n\n### Yes and no\n"
    for value, spellings in _yes_and_no().items():
        yield f"- `{value}`: {_plain(spellings)}"
    yield "\n### Cells read as blank\n\nBesides empty cells and single dashes:\n"
    shared: dict[tuple[str, ...], dict[str, None]] = {}
    for column in columns:
        shared.setdefault(_shared_blanks(column.type), {})[kind_of(column)] = None
    for blanks, kinds in shared.items():
        yield f"- {_plain(blanks)} (in columns of: {', '.join(kinds)})"
    files = _files()
    yield "\n### Columns that tools fill by themselves\n"
    yield "They are known by the tool that wrote the file, and never taken for a question of yours.\n"
    for tool in tools.tools().values():
        if not (tool.says or tool.passed_over):
            continue
        yield f"- {tool.title}"
        for header, word in tool.says:
            yield f"  - {_plain([header])}: {' or '.join(f'`{name}`' for name in said_by_tools()[word])}"
        if tool.passed_over:
            yield f"  - not used: {_plain(tool.passed_over)}"
        for watched, values in tool.skips:
            rules = dict.fromkeys(rule for rule, _ in values.values())
            counted = ", ".join(f"`{rule}`" for rule in rules)
            cells = _plain(value or "blank" for value in values)
            yield f"  - rows passed over, and counted as {counted}: {_plain([watched])} is {cells}"
        for source, said in files["always"].get(tool.id, {}).items():
            cells = ", ".join(f"`{column}` is `{value}`" for column, value in said.items())
            yield f"  - always {a_file(sources()[source])}{f'; in every row {cells}' if cells else ''}"
    yield "\n### Files that are recognized and refused\n"
    for kind in files["refused"]:
        yield f"- {kind['title'][0].upper() + kind['title'][1:]}. {kind['message']}"


@cache
def _yes_and_no() -> dict[str, list[str]]:
    """The spellings that every yes-or-no column knows."""
    lists = [c.values for source in sources().values() for c in source.columns if c.type == "boolean"]
    return {
        value: [one for one in spellings if all(one in values[value] for values in lists)]
        for value, spellings in lists[0].items()
    }


@cache
def _shared_blanks(type: str) -> tuple[str, ...]:
    """The spellings of "not known" that all columns of a type share."""
    lists = [c.blanks for source in sources().values() for c in source.columns if c.type == type]
    return tuple(blank for blank in lists[0] if all(blank in blanks for blanks in lists))


def _files() -> Mapping[str, Any]:
    return data_files.toml("sources/_files.toml")


def _plain(texts: Iterable[str]) -> str:
    """Texts as text: nothing in them is read as Markdown."""
    return re.sub(r"([*_<`\[\]])", r"\\\1", "; ".join(texts))


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


if __name__ == "__main__":
    sys.stdout.write(markdown())
