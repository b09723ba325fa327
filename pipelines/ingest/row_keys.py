"""What makes two rows the same row: the key of a source, as SQL over its canonical columns. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipelines.ingest.row_plan import filled
from pipelines.sources.catalog import Column, Source, normalise, normalised_sql

UNMAPPED = "unmapped"  # what a row says besides its columns, where a key may need it


def _key_text(column: Column) -> str:
    """A key cell as it is compared: names without case, accents and punctuation, ids without case."""
    text = filled(column.name)
    if column.name in {"row_id", "response_id"}:
        return text  # other systems' tokens: case may matter
    if column.name.endswith("linkedin_url"):
        bare = (
            rf"regexp_replace(lower({text}), '^(https?://)?([a-z]+\.)?linkedin\.com/|/*([?#].*)?$', '', 'g')"
        )
        return bare
    if column.type in {"name", "text"}:
        return normalised_sql(f"strip_accents({text})")
    return f"lower({text})"


def needs_unmapped(source: Source) -> bool:
    """Whether a row of this source may have nothing but all its cells to be known by."""
    return any(("*",) in source.key_alternatives(part) for part in source.key)


def unmapped_sql(headers: Sequence[str], used: Collection[str]) -> tuple[str, dict[str, str]]:
    """SQL over `raw` of the cells that no column takes, wherever they stand in the file, and the values it binds.

    Blank cells leave no trace, so that a question nobody has answered yet changes no key. used: the file's headers
    that columns take.
    """
    rest = sorted((normalise(header), number) for number, header in enumerate(headers) if header not in used)
    bound = {f"unmapped_{number}": folded for folded, number in rest}
    cells = (
        f"case when trim(raw.c{number}) <> ''"
        f" then chr(30) || $unmapped_{number}::varchar || chr(29) || trim(raw.c{number}) end"
        for _, number in rest
    )
    return (f"concat({', '.join(cells)})" if rest else "''"), bound


def key_sql(source: Source, mapped: frozenset[str]) -> str:
    """The row's own key, before ordinals: a 128-bit hash of its normalised key cells.

    A part is the first of its alternatives whose first cell is filled; a filled row_id is the whole key. A row that
    has none of them is known by all its cells, those in column UNMAPPED too.
    """
    parts: list[tuple[str, str]] = []
    for part in source.key:
        ways = []
        for number, way in enumerate(source.key_alternatives(part)):
            names = sorted(mapped) if way == ("*",) else way
            texts = [f"coalesce({_key_text(source.column(name))}, '')" for name in names]
            texts += [UNMAPPED] if way == ("*",) else []
            joined = f"'{number}' || chr(30) || " + " || chr(30) || ".join(texts or ["''"])
            first = "true" if way == ("*",) else f"{filled(way[0])} is not null"
            ways.append(f"when {first} then {joined}")
        parts.append((part, f"case {' '.join(ways)} else '' end"))
    # A part that belongs to the key only where it is filled brings its own separator: blank, it leaves no trace.
    always = " || chr(31) || ".join(sql for part, sql in parts if part not in source.key_where_filled)
    where_filled = (
        f" || case when {filled(part)} is not null then chr(31) || {sql} else '' end"
        for part, sql in parts
        if part in source.key_where_filled
    )
    own = always + "".join(where_filled)
    row_id = filled("row_id")
    return f"md5_number(case when {row_id} is not null then 'row_id' || chr(31) || {row_id} else {own} end)"
