"""docs/sources.md, printed from the source catalog: `python -m pipelines.source_docs > docs/sources.md`.

A test compares the file with what this prints, so it cannot fall behind the catalog.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

from pipelines.source_catalog import RULES, Column, Source, sources
from pipelines.templates import allowed, kind_of, requirement

_HEAD = """\
# What can be uploaded

Printed from `pipelines/sources/*.toml` by `python -m pipelines.source_docs`: change those, not this page.

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
    yield "\n<details><summary>Also recognized as</summary>\n"
    for column in source.columns:
        yield f"- `{column.name}`: {_plain(column.aliases)}"
    yield "\n</details>"
    listed = [c for c in source.columns if c.type in {"choice", "choices"}]
    if listed:
        yield "\n<details><summary>Spellings of values</summary>\n"
        for column in listed:
            yield f"- `{column.name}`"
            for value, spellings in column.values.items():
                yield f"  - `{value}`: {_plain(spellings)}"
        yield "\n</details>"


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


def _plain(texts: Iterable[str]) -> str:
    """Texts as text: nothing in them is read as Markdown."""
    return re.sub(r"([*_<`\[\]])", r"\\\1", "; ".join(texts))


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


if __name__ == "__main__":
    sys.stdout.write(markdown())
