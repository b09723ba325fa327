"""What a person says of the bare numbers of a column that nothing else tells the unit of: units.toml, "asked". Pure.

a column -> answers(): what may be said of it -> unit_said(): what its numbers then count
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines import data_files
from pipelines.mapping.cell_values.units import Unit
from pipelines.sources.catalog import Column

_LABEL, _BELOW = "label", "below"


def answers(column: Column, middle: float = 0) -> dict[str, str]:
    """What may be said of a column's numbers, the likeliest first, as people read it; empty where nobody is asked.

    middle: of the numbers, for answers that only smaller ones could have.
    """
    said = _of(column).get("answers", {})
    return {answer: says[_LABEL] for answer, says in said.items() if middle < says.get(_BELOW, float("inf"))}


def unit_said(column: Column, answer: str) -> Unit:
    """What the numbers of a column count by an answer to it."""
    says: Mapping[str, Any] = _of(column)["answers"][answer]
    return Unit(**{name: value for name, value in says.items() if name not in (_LABEL, _BELOW)})


def question(column: Column, count: int) -> str:
    """What is asked of so many numbers of a column."""
    one, several = _of(column)["asks"]
    return str(one if count == 1 else several.format(count=f"{count:,}"))


def _of(column: Column) -> Mapping[str, Any]:
    asked: Mapping[str, Any] = data_files.toml("mapping/cell_values/units.toml")["asked"]
    if column.unit == "minutes":
        return dict(asked["lengths"])
    return dict(asked["salaries"]) if column.type == "money" and column.unit.endswith("per year") else {}
