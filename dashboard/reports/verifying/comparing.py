"""What stands in a file held against what left: which figures are as they were, and what of the others was changed.

A place of the file is held against the place of the same code that left and is most like it. What somebody wrote around
a figure does not matter; what is no longer there, or stands there otherwise, does. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from dashboard.reports.codes import printed_in, without_codes
from dashboard.reports.verifying.found import Block, Found, Kind, Place, Row

_ALIKE = 0.6  # of two texts, from which on one is taken for the other, changed
_RESEMBLES = 0.3  # of what left, that is found without its code
_QUOTES = 0.8  # of a place whose code stands elsewhere too; less of it may be quoted
_LONG, _NEARLY = 40, 0.85  # letters, and how alike texts of so many are
_TELLING = 8  # letters, from which on a text is not met by chance
_MOST = 20  # changes that are told of one place
_NAMES = {
    "table": "a table",
    "chart": "a chart",
    "cells": "the sheet",
    "words": "the text",
    "drawing": "the drawing",
}
_NAMES |= {"workbook": "the sheet behind a chart", "aside": "what is read out or noted"}


@dataclass(frozen=True)
class Change:
    """One thing that is not as it left. what: where in the place; was, now: as they read, "" = nothing."""

    code: str
    where: str
    what: str
    was: str = ""
    now: str = ""


@dataclass(frozen=True)
class Compared:
    """equal: codes whose places all are as they left. missing: codes that left with them and are nowhere here."""

    equal: tuple[str, ...]
    changes: tuple[Change, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    bare: tuple[str, ...] = ()  # where charts without a code stand that nobody knows


def compared(left: Sequence[Place], now: Found, together: Sequence[Place] = ()) -> Compared:
    """left: every place of every file the codes of `now` belong to, as they left.

    together: of them those that left in one file with what is here, whose codes can be missed.
    """
    known = {code for place in left for code in place.codes}
    unknown = tuple(code for code in now.codes if code not in known)
    changes: list[Change] = []
    used: set[int] = set()
    for place in now.places:
        if not known & set(place.codes):
            continue
        alike = [(at, one) for at, one in enumerate(left) if set(one.codes) & set(place.codes)]
        tried = [(list(_changes(one, place)), at) for at, one in alike]
        found, at = min(tried, key=lambda one: (len(one[0]), one[1] in used))
        used.add(at)
        changes += found[:_MOST]
    changes += [
        Change(code, where, what)
        for where, what in now.remarks
        for code in _codes_at(now, where)
        if code in known
    ]
    seen = {code for code in now.codes if code in known}
    missing = {code for place in together for code in place.codes} - seen
    there = {left[at].blocks for at in used}
    free = [(place.where, block) for place in now.places for block in _not_ours(place, left)]
    for place in together:
        least = _RESEMBLES if missing & set(place.codes) else _QUOTES
        if place.blocks not in there and (where := _resembled(place, free, least)):
            lost = [code for code in place.codes if code in missing] or list(place.codes[-1:])
            changes += [Change(code, where, "its code was taken away or changed", code) for code in lost]
            missing -= set(lost)
    changed = {change.code for change in changes}
    bare = tuple(
        dict.fromkeys(
            where for where, block in free if block.kind == "chart" and not _is_told(where, changes)
        )
    )
    equal = tuple(code for code in now.codes if code in known and code not in changed)
    return Compared(equal, tuple(dict.fromkeys(changes)), unknown, tuple(sorted(missing)), bare)


def _is_told(where: str, changes: Iterable[Change]) -> bool:
    return any(change.where == where for change in changes)


def _codes_at(now: Found, where: str) -> Iterable[str]:
    here = [place.codes for place in now.places if place.where == where]
    return here[0] if here else now.codes


# --- one place ---------------------------------------------------------------------------------------------


def _changes(left: Place, now: Place) -> Iterator[Change]:
    """What of a place is not as it left, each thing with the code it belongs to."""
    at_last = next(
        (code for code in reversed(now.codes) if code in left.codes), (now.codes or left.codes)[-1]
    )

    def change(what: str, was: str, is_now: str) -> Change:
        named = [code for code in printed_in(was) if code in left.codes]
        return Change(named[0] if len(named) == 1 else at_last, now.where, what, was, is_now)

    if lost := [code for code in left.codes if code not in now.codes]:
        for code in lost:
            yield Change(
                code,
                now.where,
                "its code was taken away or changed",
                code,
                ", ".join(set(now.codes) - set(left.codes)),
            )
    for was, is_now in _words(left.of("words"), now.of("words")):
        yield change(_NAMES["words"], was, is_now)
    for kind in ("table", "chart"):
        for was, is_now in _tables(left.of(kind), now.of(kind), kind):
            yield change(_NAMES[kind], was, is_now)
    for was, is_now in _cells(left.of("cells"), now.of("cells")):
        yield change(_NAMES["cells"], was, is_now)
    if now.of("workbook"):
        for was, is_now in _tables(left.of("workbook"), now.of("workbook"), "workbook"):
            yield change(_NAMES["workbook"], was, is_now)
    for was, is_now in _asides(left.of("aside"), now.of("aside")):
        yield change(_NAMES["aside"], was, is_now)
    if lost_drawings := Counter(map(_text, left.of("drawing"))) - Counter(map(_text, now.of("drawing"))):
        yield change(f"{_NAMES['drawing']} is not the one that left", "", "")
        del lost_drawings


def _text(block: Block) -> str:
    return block.text


def _holds(whole: Row, part: Row) -> bool:
    """Whether the cells of one row stand in another in their order."""
    left = iter(whole)
    return all(cell in left for cell in part)


def _words(left: list[Block], now: list[Block]) -> Iterator[tuple[str, str]]:
    free = [block.rows[0] for block in now]
    changed = []
    for block in sorted(left, key=lambda one: -len(one.rows[0])):
        wanted = block.rows[0]
        same = next((row for row in free if row == wanted), None) or next(
            (row for row in free if _holds(row, wanted)), None
        )
        if same is None:
            changed.append(wanted)
        else:
            free.remove(same)
    for wanted in changed:
        nearest = _nearest("\n".join(wanted), ["\n".join(row) for row in free])
        if nearest is None:
            yield "\n".join(wanted), ""
            continue
        there = free.pop(nearest)
        lines = [line for line in wanted if line not in there]
        instead = [line for line in there if line not in wanted]
        yield "\n".join(lines or wanted), "\n".join(instead or there)


def _nearest(text: str, others: Sequence[str]) -> int | None:
    """Which of these texts is most like one; None where none is."""
    ratios = [_likeness(text[:600], other[:600], _ALIKE) for other in others]
    best = max(range(len(ratios)), key=ratios.__getitem__, default=None)
    return best if best is not None and ratios[best] >= _ALIKE else None


def _likeness(text: str, other: str, least: float) -> float:
    """How alike two texts are, 0 to 1; 0 where it is less than asked for, which is soon seen."""
    both = SequenceMatcher(None, text, other, autojunk=False)
    if both.real_quick_ratio() < least or both.quick_ratio() < least:
        return 0.0
    return both.ratio()


def _tables(left: list[Block], now: list[Block], kind: Kind) -> Iterator[tuple[str, str]]:
    free = list(now)
    for block in left:
        best = max(
            free, key=lambda one: sum((Counter(one.rows) & Counter(block.rows)).values()), default=None
        )
        if best is None:
            yield _row_text(block.rows[0]), ""
            continue
        free.remove(best)
        yield from _rows(block.rows, best.rows, takes_more=kind == "table")
    for block in free if kind == "chart" else ():
        yield "", f"another chart: {_row_text(block.rows[0])}"


def _rows(left: Sequence[Row], now: Sequence[Row], *, takes_more: bool) -> Iterator[tuple[str, str]]:
    """Rows that are gone, changed or new. takes_more: a row may have cells more than it left with."""
    gone, new = (
        list((Counter(left) - Counter(now)).elements()),
        list((Counter(now) - Counter(left)).elements()),
    )
    for row in list(gone) if takes_more else ():
        if (wider := next((other for other in new if _holds(other, row)), None)) is not None:
            gone.remove(row)
            new.remove(wider)
    for row in gone:
        nearest = _nearest(_row_text(row), [_row_text(other) for other in new])
        yield _row_text(row), _row_text(new.pop(nearest)) if nearest is not None else ""
    for row in new:
        yield "", _row_text(row)


def _row_text(row: Row) -> str:
    return " | ".join(row)


def _cells(left: list[Block], now: list[Block]) -> Iterator[tuple[str, str]]:
    """Rows of a sheet, wherever they stand on it; what stands apart from them is somebody's own."""
    wanted = [row for block in left for row in block.rows]
    blocks = [list(block.rows) for block in now]
    ours = [False] * len(blocks)
    gone = []
    for row in wanted:
        at = next((i for i, rows in enumerate(blocks) if row in rows), None)
        if at is None:
            at = next((i for i, rows in enumerate(blocks) if any(_holds(other, row) for other in rows)), None)
        if at is None:
            gone.append(row)
            continue
        ours[at] = True
        blocks[at].remove(row if row in blocks[at] else next(one for one in blocks[at] if _holds(one, row)))
    new = [row for rows, is_ours in zip(blocks, ours, strict=True) if is_ours for row in rows if len(row) > 1]
    others = [row for rows, is_ours in zip(blocks, ours, strict=True) if not is_ours for row in rows]
    for row in gone:
        near = _nearest(_row_text(row), [_row_text(other) for other in (*new, *others)])
        found = (*new, *others)[near] if near is not None else ()
        new = [other for other in new if other is not found]
        yield _row_text(row), _row_text(found)
    for row in new:
        yield "", _row_text(row)


def _asides(left: list[Block], now: list[Block]) -> Iterator[tuple[str, str]]:
    """What is read out or noted may be gone; what is there in another wording may not."""
    gone = list((Counter(map(_text, left)) - Counter(map(_text, now))).elements())
    new = list((Counter(map(_text, now)) - Counter(map(_text, left))).elements())
    for text in gone:
        nearest = _nearest(text, new)
        if nearest is not None:
            yield text, new.pop(nearest)


# --- what has lost its code --------------------------------------------------------------------------------


def _not_ours(place: Place, left: Sequence[Place]) -> Iterator[Block]:
    """What of a place is not of the codes that stand there."""
    own = [one for one in left if set(one.codes) & set(place.codes)]
    ours = {row for one in own for block in one.blocks for row in block.rows}
    for block in place.blocks:
        kept = tuple(row for row in block.rows if row not in ours)
        if kept and block.kind not in ("aside", "workbook"):
            yield replace(block, rows=kept)


def _is_nearly_there(text: str, cells: Iterable[str]) -> bool:
    """Whether a long text stands there but for a few letters: its code, most of all."""
    near = (cell for cell in cells if abs(len(cell) - len(text)) < 40)
    return len(text) >= _LONG and any(_likeness(text[:600], cell[:600], _NEARLY) >= _NEARLY for cell in near)


def _resembled(place: Place, free: Sequence[tuple[str, Block]], least: float) -> str:
    """Where most of a place that left stands without its code; "" where it does not."""
    told = {
        cell
        for block in place.blocks
        if block.kind not in ("aside", "workbook")
        for row in block.rows
        for cell in row
    }
    telling = {cell for cell in told if len(cell) >= _TELLING}
    charts = {row for block in place.of("chart") for row in block.rows}
    if not telling and not charts:
        return ""
    per_place: dict[str, list[Block]] = {}
    for where, block in free:
        per_place.setdefault(where, []).append(block)
    for where, blocks in per_place.items():
        cells = {without_codes(cell) for block in blocks for row in block.rows for cell in row}
        points = {row for block in blocks if block.kind == "chart" for row in block.rows}
        wanted = [without_codes(cell) for cell in telling]
        same = sum(cell in cells or _is_nearly_there(cell, cells) for cell in wanted)
        is_told = same > 1 or any(len(cell) >= _LONG and cell in cells for cell in wanted)
        if telling and same >= least * len(telling) and is_told:
            return where
        if charts and len(charts & points) >= least * len(charts):
            return where
    return ""
