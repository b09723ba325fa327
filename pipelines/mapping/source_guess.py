"""What a file may be: the source its headers fit best, or a file known to be none of ours.

    columns and labels -> recognise() -> Guess, best first -> choose() -> the one it is taken for, or a refusal

By names alone: values may say what a column means, not what a file is for. Pure functions.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipelines.errors import FileRefused, Problem
from pipelines.mapping import wide
from pipelines.mapping.matching import Match, files_data, match, may_come_from_outside, members, missing
from pipelines.readers.layout import tools
from pipelines.sources.catalog import Source, normalise, sources
from pipelines.sources.catalog import source as source_named

RECOGNISED = 0.6  # a guess below does not name the file's source


@dataclass(frozen=True)
class Guess:
    """What a file may be. score 0 to 1; why: words for the screen; missing: required columns not found."""

    source: str
    score: float
    why: str
    missing: tuple[str, ...] = ()


def recognise(
    columns: Sequence[str], labels: Sequence[str] = (), tool: str = "", sheet: str = ""
) -> list[Guess]:
    """What the file may be, best first: how many of its headers are known to a source, whether the required
    columns are there, and how many columns that only this source has.

    Raises FileRefused for files that are known to be something else (appointments, LinkedIn connections,
    survey summaries).
    """
    refuse_known(columns, tool)
    ranked = []
    for position, of in enumerate(sources().values()):
        plan, reshaped = wide.find(columns, labels, of)
        by_header = {m.header: m for m in reshaped}
        matches = [
            by_header.get(m.header, m)
            for m in match(columns, labels, of, tool, passed=plan.headers, filled=plan.columns)
        ]
        counted = [m for m in matches if m.how != "passed_over"]
        filled = {m.column for m in counted if m.column} | plan.columns
        share = sum(m.score for m in counted) / len(counted) if counted else 0.0
        lacking_names = missing(of, filled)
        needed = sum(1 for c in of.columns if c.is_required) + len(of.one_of_groups)
        lacking = sum(
            0.5 if may_come_from_outside(of, group) or of.stands_in.get(group) in filled else 1.0
            for group in lacking_names
        )
        telling = [name for name in of.distinctive if name in filled]
        score = 0.4 * (1 - lacking / needed if needed else 1.0) + 0.3 * share + 0.15 * min(len(telling), 2)
        why = _why(of, counted, lacking_names, telling)
        guess = Guess(of.id, round(score, 4), why, tuple(lacking_names))
        named = sum(m.how == "exact" for m in counted)
        hinted = any(word in normalise(sheet).split() for word in of.id.split("_"))
        ranked.append(((-guess.score, -named, not hinted, position), guess))
    return [guess for _, guess in sorted(ranked, key=lambda entry: entry[0])]


def choose(columns: Sequence[str], guesses: Sequence[Guess]) -> Guess:
    """The source a file with these headers is taken for, of what it may be: the best guess, but a source whose
    required columns are all there comes before one that fits the others better.

    Raises FileRefused saying what was tried and how to choose.
    """
    recognised = [guess for guess in guesses if guess.score >= RECOGNISED]
    if recognised:
        return next((guess for guess in recognised if not guess.missing), recognised[0])
    tried = "; ".join(f"{source_named(g.source).title.lower()} ({g.why})" for g in guesses[:3])
    raise FileRefused(
        f"The file's columns do not look like any source. The nearest are: {tried}. Say what it is with "
        f"--source (one of {', '.join(sources())}), or name its columns in a mapping file.",
        (Problem("unknown_source", "The source was not recognized.", found=", ".join(columns[:20])),),
    )


def refuse_known(columns: Sequence[str], tool: str = "") -> None:
    """Raise FileRefused if the headers are those of a file that is none of our sources."""
    headers = {normalise(header) for header in columns}
    for kind in files_data()["refused"]:
        needs, any_of = ({normalise(h) for h in kind[part]} for part in ("needs", "any"))
        if (needs <= headers and len(any_of & headers) >= kind["at_least"]) or (
            tool in kind.get("tools", ())
        ):
            whose = tools.title(tool)
            title = kind["title"] if not whose or whose in kind["title"] else f"{kind['title']} ({whose})"
            raise FileRefused(
                f"This is {title}. {kind['message']}",
                (Problem(kind["id"], f"This is {kind['title']}."),),
            )


def _why(of: Source, matches: Sequence[Match], lacking: Collection[str], telling: Sequence[str]) -> str:
    recognized = sum(m.column is not None for m in matches)
    parts = [f"{recognized} of {len(matches)} columns recognized"]
    wanted = ", ".join(" or ".join(members(of, group)) for group in lacking)
    parts.append(f"missing {wanted}" if lacking else "all required ones found")
    if telling:
        parts.append(f"told by {', '.join(telling[:3])}")
    return "; ".join(parts)
