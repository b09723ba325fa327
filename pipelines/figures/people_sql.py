"""SQL that names people: a file of sql/lists or sql/student with the parts such files share before it, as CTEs.

    period    the dates chosen: (since, until)
    chosen    the students whom the filters leave, and how each is shown
    items     what every list says of what is to be followed up

Joined as figures are: nothing but files of ours, every value bound: $since, $until, $program, $college,
$class_year, each null where nothing is chosen.
"""

from __future__ import annotations

from functools import cache

from pipelines import data_files


@cache
def people_sql(path: str) -> str:
    """A file such as "sql/lists/chains.sql", which has no `with` of its own, with `period` and `chosen` before it."""
    return _joined(data_files.text(path))


@cache
def list_sql(list_id: str) -> str:
    """One list of things to follow up: sql/lists/<id>.sql as `item`, and whom each is about."""
    return _joined(_part("items"), item=data_files.text(f"sql/lists/{list_id}.sql"))


def _joined(query: str, **parts: str) -> str:
    ctes = {"period": _part("period"), "chosen": _part("chosen"), **parts}
    before = ",\n".join(f"{name} as (\n{text}\n)" for name, text in ctes.items())
    return f"with {before}\n{query}"


def _part(name: str) -> str:
    return data_files.text(f"sql/people/{name}.sql")
