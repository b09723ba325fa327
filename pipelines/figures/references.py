"""Published numbers to hold a figure against: which of sql/references.toml are about the people a question counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from pipelines import data_files
from pipelines.errors import DefinitionError
from pipelines.figures.definitions import catalog
from pipelines.figures.results import Question


@dataclass(frozen=True)
class ReferenceLine:
    """A published number to draw beside ours: dated, with its population, off where that does not match.

    value: in the metric's unit. class_year, where: the only graduates it is about; without them, all of one class or
    several. is_goal: what somebody practices toward, drawn only where the office wants it.
    """

    metric: str
    value: float
    text: str
    population: str
    published: str
    source: str
    class_year: str = ""
    where: tuple[tuple[str, str], ...] = ()
    is_goal: bool = False


@cache
def references() -> tuple[ReferenceLine, ...]:
    """All of them, in the order of the file. Raises DefinitionError naming what is wrong with it."""
    lines = []
    for one in data_files.toml("sql/references.toml")["reference"]:
        told = dict(one)
        where, published = tuple(sorted(told.pop("where", {}).items())), told.pop("published", "")
        try:
            line = ReferenceLine(
                **told,
                where=where,
                published=published.isoformat() if isinstance(published, date) else published,
            )
        except TypeError as problem:
            raise DefinitionError(f"references.toml: {problem}.") from None
        if line.metric not in catalog():
            raise DefinitionError(f"references.toml: {line.metric!r} is no figure.")
        lines.append(line)
    return tuple(lines)


def references_for(metric_id: str, question: Question, *, goals: bool) -> tuple[ReferenceLine, ...]:
    """The lines a figure may be held against: the question counts the very people they are about, however it is cut.

    goals: whether the office wants practice goals; they are about everybody, so any filter will do.
    """
    return tuple(
        line
        for line in references()
        if line.metric == metric_id and (goals if line.is_goal else _is_about(line, question))
    )


def _is_about(line: ReferenceLine, question: Question) -> bool:
    asked = {name: {value for other, value in question.where if other == name} for name, _ in question.where}
    classes = asked.pop("class_year", set())
    is_of_class = classes == {line.class_year} if line.class_year else True
    return is_of_class and asked == {name: {value} for name, value in line.where}
