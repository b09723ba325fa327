"""What would be lost of a file if it were a source: rows whose key a later row has, with cells nobody takes. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.sources.catalog import Source, normalise


def share(
    of: Source, header_of: Mapping[str, str], columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> float:
    """The share of rows whose key another row has and that differ from it in columns the source does not take, 0 to 1:
    a row of them is about something else than the source's.

    header_of: canonical column -> header. A row that differs in the source's own columns alone is a newer version.
    0 where the key cannot be told, or equal keys are told apart.
    """
    if of.has_occurrence or not rows:
        return 0.0
    place = {header: at for at, header in enumerate(columns)}
    key: list[list[int]] = []
    for part in of.key:
        ways = [way for way in of.key_alternatives(part) if way[0] in header_of]
        if ways:
            key.append([place[header_of[name]] for name in ways[0] if name in header_of])
        elif not key:
            return 0.0
    taken = {place[header] for header in header_of.values() if header in place}
    seen: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for row in rows:
        cells = tuple(normalise(cell) for cell in row)
        parts = tuple(" ".join(cells[at] for at in places) for places in key)
        if parts[0]:
            others = tuple(cell for at, cell in enumerate(cells) if at not in taken)
            seen.setdefault(parts, set()).add(others)
    return sum(len(others) - 1 for others in seen.values()) / len(rows)
