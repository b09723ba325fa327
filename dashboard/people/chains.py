"""Chains of interviews, one leading to the next: grouped, named, told in words. Names: the working view only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from dashboard.people.lists import FILTERS
from pipelines.figures import wording
from pipelines.figures.people_sql import people_sql
from pipelines.store.readable import Readable

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Chain:
    """One root and everything that follows from it, in order of days. generations: how many lie below the root."""

    root: Row
    interviews: tuple[Row, ...]

    @property
    def key(self) -> int:
        return int(self.root["root_interview_key"])

    @property
    def generations(self) -> int:
        return max(int(row["generation"]) for row in self.interviews)


def read(
    published: Readable, where: Sequence[tuple[str, str]], since: object = None, until: object = None
) -> list[Chain]:
    """Every chain that has grown, the longest first, then the largest, then the newest."""
    params: dict[str, Any] = {"since": since, "until": until}
    for dimension in FILTERS:
        params[dimension] = [value for name, value in where if name == dimension] or None
    return grouped(published.query(people_sql("sql/lists/chains.sql"), params))


def grouped(rows: Iterable[Row]) -> list[Chain]:
    chains = []
    for _, members in groupby(rows, key=lambda row: row["root_interview_key"]):
        interviews = tuple(members)
        root = next(row for row in interviews if row["generation"] == 0)
        chains.append(Chain(root, interviews))
    return sorted(
        chains,
        key=lambda chain: (
            -chain.generations,
            -len(chain.interviews),
            -chain.root["held_on"].toordinal(),
            chain.key,
        ),
    )


def holding(chains: Iterable[Chain], words: str) -> list[Chain]:
    """The chains in which an interview's student, contact or employer has every one of the words."""
    return [chain for chain in chains if any(has(row, words) for row in chain.interviews)]


def has(row: Row, words: str) -> bool:
    """Whether an interview's student, contact or employer has every one of the words."""
    text = " ".join(row[name] or "" for name in ("student", "contact", "employer")).casefold()
    return all(word in text for word in words.casefold().split())


@dataclass(frozen=True)
class Branch:
    """One interview of a chain as it is shown. folded: how many that follow from it are not."""

    depth: int
    row: Row
    folded: int = 0


def folded(lines: Sequence[tuple[int, Row]], levels: int) -> list[Branch]:
    """The first levels of a chain, and how many interviews stand below each. lines: from `student.outline`."""
    return _branches(lines, [depth < levels for depth, _ in lines])


def levels_in(lines: Sequence[tuple[int, Row]], most: int) -> int:
    """How many levels of a tree are no more than so many interviews; two at least, so that something is led to."""
    deepest = max((depth for depth, _ in lines), default=0)
    fitting = (n for n in range(deepest + 1, 2, -1) if sum(depth < n for depth, _ in lines) <= most)
    return next(fitting, 2)


def on_the_way(lines: Sequence[tuple[int, Row]], words: str) -> list[Branch]:
    """The interviews that have the words, and those that led to them."""
    is_kept = [has(row, words) for _, row in lines]
    below = 0  # from the end: how deep the last one stands that is kept; the next less deep led to it
    for place in range(len(lines) - 1, -1, -1):
        depth = lines[place][0]
        is_kept[place] = is_kept[place] or depth < below
        below = depth if is_kept[place] else below
    return _branches(lines, is_kept)


def _branches(lines: Sequence[tuple[int, Row]], is_kept: Sequence[bool]) -> list[Branch]:
    """Those that are kept; what is not counts for the nearest above it that is."""
    kept: list[Branch] = []
    way: list[int] = []  # where in `kept` the ancestors of a line are
    for (depth, row), is_it in zip(lines, is_kept, strict=True):
        while way and kept[way[-1]].depth >= depth:
            way.pop()
        if is_it:
            way.append(len(kept))
            kept.append(Branch(depth, row))
        elif way:
            above = kept[way[-1]]
            kept[way[-1]] = Branch(above.depth, above.row, above.folded + 1)
    return kept


def sentence(chains: Sequence[Chain]) -> str:
    if not chains:
        return "No interview in these dates led to another, as far as names and interviews are recorded."
    further = sum(len(chain.interviews) - 1 for chain in chains)
    longest = chains[0].generations
    return (
        f"{wording.plural(len(chains), 'interview')} led to {wording.plural(further, 'further one')};"
        f" the longest chain runs {wording.plural(longest, 'generation')} deep."
    )


def title(chain: Chain) -> str:
    """How a chain is picked."""
    root = chain.root
    return (
        f"{root['student']}: {root['contact']}, {wording.day(root['held_on'])}"
        f" ({wording.plural(len(chain.interviews), 'interview')},"
        f" {wording.plural(chain.generations, 'generation')})"
    )


def by_generation(chain: Chain) -> str:
    """How many interviews each generation has, the root's first."""
    counts = Counter(int(row["generation"]) for row in chain.interviews)
    return "Interviews by generation: " + ", ".join(str(counts[depth]) for depth in sorted(counts))


def branch_remarks(branch: Branch) -> str:
    """What else is to be said of an interview as it is shown."""
    more = f"led to {wording.count(branch.folded)} more" if branch.folded else ""
    return " · ".join(part for part in (remarks(branch.row), more) if part)


def remarks(row: Row) -> str:
    """What else is to be said of an interview in a chain."""
    named, others = row["people_named"], row["other_students"]
    parts = [
        f"{wording.plural(named, 'name')} given" if named else "",
        f"also interviewed by {wording.plural(others, 'other student')}" if others else "",
        "the two contacts referred each other" if row["is_mutual"] else "",
        "referred by somebody with no earlier interview on record" if row["is_orphan"] else "",
    ]
    return " · ".join(part for part in parts if part)
