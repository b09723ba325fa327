"""One student's whole story, read from a published build. Working view only: it is nothing but names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from pipelines import data_files
from pipelines.figures.people_sql import people_sql

Row = Mapping[str, Any]


class Reader(Protocol):
    """What a published build offers."""

    def query(self, sql: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class Story:
    """Rows as sql/student/<name>.sql gives them: contacts and names newest first, interviews in order."""

    person: Row
    threads: tuple[Row, ...]
    interviews: tuple[Row, ...]
    names: tuple[Row, ...]
    growth: tuple[Row, ...]
    goal: Row | None
    outcome: Row | None


def story(reader: Reader, student: str) -> Story | None:
    """The story of the student with that id (or e-mail, where there is no id); None where nobody has it."""
    persons = reader.query(people_sql("sql/student/person.sql"), {"student": student, **_chosen(())})
    if not persons:
        return None
    key = {"student_key": persons[0]["student_key"]}

    def read(name: str) -> tuple[Row, ...]:
        return tuple(reader.query(data_files.text(f"sql/student/{name}.sql"), key))

    return Story(
        person=persons[0],
        threads=read("threads"),
        interviews=read("interviews"),
        names=read("names"),
        growth=read("growth"),
        goal=next(iter(read("goal")), None),
        outcome=next(iter(read("outcome")), None),
    )


def find(reader: Reader, words: str, where: Sequence[tuple[str, str]] = ()) -> list[Row]:
    """Students whose name, id or e-mail holds every one of the words; at most 20."""
    if not words.strip():
        return []
    return list(reader.query(people_sql("sql/student/found.sql"), {"words": words, **_chosen(where)}))


def _chosen(where: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """What is bound where students are chosen: the values of each dimension, and no dates."""
    named = {
        dimension: [value for name, value in where if name == dimension] or None
        for dimension in ("program", "college", "class_year")
    }
    return {"since": None, "until": None, **named}
