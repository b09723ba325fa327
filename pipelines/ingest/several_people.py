"""Cells that name two people where a row is about one: taken as they stand, and listed.

The row of a talk with two people is two talks; which of the other cells is whose only a person can say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.errors import Problem
from pipelines.figures import wording
from pipelines.ingest.staged_rows import StagedRows
from pipelines.mapping.cell_values.reading import shown
from pipelines.mapping.evidence import is_person
from pipelines.sources.catalog import STUDENT_ID
from pipelines.store.warehouse import fetch, quoted

SHOWN = 3  # cells quoted in a sentence
_LIST = re.compile(r"\s*[;|]\s*")  # between people, whatever stands on either side
_JOINED = re.compile(r"\s+(?:and|&|\+|und|y|et|with)\s+|\s*/\s*", re.IGNORECASE)
_MAY_BE_SEVERAL = r"[;|&+/]|\s(?i:and|und|y|et|with)\s"  # a quick test before `people_in`


def people_in(cell: str) -> int:
    """How many people a cell names.

    >>> people_in("Ana Kurz; Bo Lang"), people_in("Ana and Bo Lang"), people_in("Ana Kurz / Acme")
    (2, 2, 1)
    """
    listed = [part for part in _LIST.split(cell) if part]
    if len(listed) > 1:
        return len(listed)
    joined = [part for part in _JOINED.split(cell) if part]
    *others, last = joined or [cell]
    is_several = others and is_person(last) and all(is_person(one) or _is_first_name(one) for one in others)
    return len(joined) if is_several else 1


def _is_first_name(text: str) -> bool:
    return text.isalpha() and text[:1].isupper()


def several_people(rows: StagedRows) -> Iterator[Problem]:
    """One problem for each column of names whose accepted cells name several people."""
    for planned in rows.plan.columns:
        if planned.reading.column.type != "name" or not planned.place or planned.name == STUDENT_ID:
            continue
        cells = fetch(
            rows.connection,
            f"""
            select {quoted(planned.name)} as cell, count(*) as rows, min(row_number) as row
            from {rows.ACCEPTED} where regexp_matches({quoted(planned.name)}, $several)
            group by all order by row
            """,  # noqa: S608 - a name of our own source files
            {"several": _MAY_BE_SEVERAL},
        )
        found = [one for one in cells if people_in(one["cell"]) > 1]
        if found:
            count = sum(one["rows"] for one in found)
            some = ", ".join(shown(one["cell"]) for one in found[:SHOWN])
            cells_name = (
                f"{wording.plural(count, 'cell')} of “{planned.header}” {'names' if count == 1 else 'name'}"
            )
            more = ", …" if len(found) > SHOWN else ""
            yield Problem(
                "several_people",
                f"{cells_name} more than one person ({some}{more}), and each counts as one person of that name. Give"
                " each person a row of their own.",
                row=found[0]["row"],
                column=planned.header,
                found=found[0]["cell"],
                expected="one person a row",
                count=count,
            )
