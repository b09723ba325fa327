"""Whether a file says what left: each figure equal, altered, superseded or unknown, with what stood where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dashboard.exports.formats import FORMATS as CHART_FORMATS
from dashboard.reports.formats import FORMATS as REPORT_FORMATS
from dashboard.reports.kept import Kept, KeptReports, made_on
from dashboard.reports.leaving import made_again
from dashboard.reports.since import Since, since_then
from dashboard.reports.verifying.comparing import Change, compared
from dashboard.reports.verifying.found import Found, Place
from dashboard.reports.verifying.readers import format_of, reading
from pipelines.figures import wording
from pipelines.store.warehouse import Published

Verdict = Literal["equal", "superseded", "unknown", "altered"]
EXIT_CODES: Mapping[Verdict, int] = {"equal": 0, "altered": 3, "superseded": 4, "unknown": 5}
_WORST: tuple[Verdict, ...] = ("altered", "unknown", "superseded", "equal")
MEANS: Mapping[Verdict, str] = {
    "equal": "It says what left.",
    "altered": "Something in it is not as it left.",
    "superseded": "It says what left; today's data say otherwise.",
    "unknown": "Nothing that left this office has this code.",
}


@dataclass(frozen=True)
class Figure:
    """One figure of the file. changes: what is not as it left. was, now: where superseded, how it read and reads."""

    code: str
    title: str
    verdict: Verdict
    left: str  # when it left, in words; "" where nobody knows
    changes: tuple[Change, ...] = ()
    was: tuple[str, ...] = ()
    now: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verified:
    """What is known of a file. notes: what else must be said of it, in sentences."""

    name: str
    verdict: Verdict
    figures: tuple[Figure, ...]
    notes: tuple[str, ...] = ()


def verified(store: KeptReports, content: bytes, name: str, published: Published | None = None) -> Verified:
    """A file held against what left. published: today's data, None = whether they say otherwise is not asked.

    Raises QuestionError for a format that is not read, FileRefused for a file that cannot be.
    """
    ending = format_of(name)
    found = reading(content, ending)
    kept = store.of(set(found.codes))
    if ending in ("png", "svg") and not found.codes:  # a picture that lost its code is known by how it looks
        kept, found = _by_its_looks(store, found, ending)
    as_they_left = {one.code: _as_it_left(store, one, ending) for one in kept}
    whole = _fewest(kept, set(found.codes))
    together = [place for one in whole for place in as_they_left[one.code]]
    result = compared([place for places in as_they_left.values() for place in places], found, together)
    titles = {code: (title, made_on(one)) for one in reversed(kept) for code, title in one.names.items()}
    figures = [
        _altered(code, titles, result.changes) for code in _in_order(change.code for change in result.changes)
    ]
    figures += [Figure(code, "", "unknown", "") for code in result.unknown]
    since = {
        one.code: since_then(one, published) for one in whole if published and one.build != published.build
    }
    newer = _superseded(whole, result.equal, since)
    figures += [
        newer.get(code) or Figure(code, titles[code][0], "equal", titles[code][1]) for code in result.equal
    ]
    notes = [
        *_notes(result.missing, titles, result.bare),
        *_why_not(since, is_asked=published is not None or not kept),
    ]
    if not found.codes:
        notes.insert(
            0,
            "No code was found in it. Either it did not leave this office, or somebody took the codes away.",
        )
    given = {figure.verdict for figure in figures}
    verdict: Verdict = next((one for one in _WORST if one in given), "unknown")
    return Verified(name, verdict, tuple(figures), tuple(notes))


def _fewest(kept: Sequence[Kept], seen: set[str]) -> list[Kept]:
    """Of all that has these codes the fewest that have them all: the same figure may have left more than once."""
    chosen: list[Kept] = []
    rest = {code for one in kept for code in one.names} & seen
    while rest:
        best = max(kept, key=lambda one: (len(rest & set(one.names)), -len(one.names)))
        chosen.append(best)
        rest -= set(best.names)
    return chosen


def _in_order(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))


def _as_it_left(store: KeptReports, kept: Kept, ending: str) -> list[Place]:
    """What a reader finds in each file of a format that left; in none, in the one made again of what was kept."""
    files = [store.content(kept, file) for file in kept.files if file.ending == ending]
    makes = REPORT_FORMATS if kept.report is not None else CHART_FORMATS
    if not files and ending in makes:
        files = [made_again(kept, ending)]
    found = [place for content in files for place in _read_once(content, ending)]
    if not files:  # a chart of a report that left in a ZIP, taken out of it
        packed = [store.content(kept, file) for file in kept.files if file.ending == "zip"]
        found = [place for content in packed for place in _read_once(content, "zip")]
    return found


@lru_cache(maxsize=24)
def _read_once(content: bytes, ending: str) -> tuple[Place, ...]:
    """What a reader finds in a file that left; those who verify several files of one report wait once."""
    return reading(content, ending).places


def _by_its_looks(store: KeptReports, found: Found, ending: str) -> tuple[list[Kept], Found]:
    """What a picture without a code is a picture of."""
    looks = {block.text for place in found.places for block in place.of("drawing")}
    for kept in store.all():
        if not any(file.ending in (ending, "zip") for file in kept.files):
            continue
        for place in _as_it_left(store, kept, ending):
            if looks & {block.text for block in place.of("drawing")}:
                named = tuple(Place(one.where, one.blocks, place.codes) for one in found.places)
                return [kept], Found(named, found.remarks)
    return [], found


def _altered(code: str, titles: Mapping[str, tuple[str, str]], changes: Sequence[Change]) -> Figure:
    title, left = titles.get(code, ("", ""))
    return Figure(code, title, "altered", left, tuple(one for one in changes if one.code == code))


def _superseded(kept: Sequence[Kept], equal: Sequence[str], since: Mapping[str, Since]) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for one in kept:
        if one.code not in since or not set(one.names) & set(equal):
            continue
        for old in since[one.code].superseded:
            found.setdefault(
                old.code, Figure(old.code, old.title, "superseded", made_on(one), (), old.was, old.now)
            )
    return found


def _why_not(since: Mapping[str, Since], *, is_asked: bool) -> list[str]:
    if not is_asked:
        return ["Whether today's data say otherwise was not asked."]
    return [why for why in dict.fromkeys(one.why_not for one in since.values()) if why]


def _notes(missing: Sequence[str], titles: Mapping[str, tuple[str, str]], bare: Sequence[str]) -> list[str]:
    notes = []
    if missing:
        names = wording.listed(list(dict.fromkeys(f"{titles[code][0]} ({code})" for code in missing))[:8])
        more = f" and {len(missing) - 8} more" if len(missing) > 8 else ""
        notes.append(f"Left with the same report, and not in this file: {names}{more}.")
    if bare:
        where = wording.listed(list(bare)[:8])
        notes.append(f"A chart without a code stands on {where}: nothing is known of it.")
    return notes
