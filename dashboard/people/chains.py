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
