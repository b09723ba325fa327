"""What people decided about who is who: an append-only table in the record.

A decision links two keys (`same`) or keeps a suggestion from coming back (`apart`). Undoing notes when; nothing is
deleted. Which decisions may stand together is checked when one is made, so those that stand never contradict
each other and their order means nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from pipelines.errors import UserError
from pipelines.identity import keys
from pipelines.store.warehouse import Connection, Published, Warehouse, fetch, transaction

NOT_SAME = "not_same"
_COLUMNS = "decision_id, kind, left_key, right_key, decided_at, undone_at"


@dataclass(frozen=True)
class Decision:
    """One decision. For students and employers the right key gives the name. undone_at: None while it stands."""

    decision_id: int
    kind: str
    left_key: str
    right_key: str
    decided_at: datetime
    undone_at: datetime | None = None

    @property
    def words(self) -> str:
        """The decision as a sentence without its full stop."""
        link = "is not" if self.kind == NOT_SAME else "is in" if self.kind == "sector_is" else "is"
        return f"{keys.in_words(self.left_key)} {link} {keys.in_words(self.right_key)}"

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "words": self.words}


def standing(connection: Connection) -> list[dict[str, Any]]:
    """What stands now, without when or in which order it was decided: the part of a build's name."""
    return fetch(
        connection,
        "select distinct kind, left_key, right_key from store.record.decisions where undone_at is null order by all",
    )


def decisions(warehouse: Warehouse) -> list[Decision]:
    """Every decision ever made, oldest first."""
    if not warehouse.record_path.exists():
        return []
    with warehouse.recording("reading decisions") as connection:
        return _all(connection)


def same(warehouse: Warehouse, left: str, right: str) -> Decision:
    """Two ways of writing are one and the same. Decided before: that decision, unchanged.

    Of two students the one on the roster gives the name, whichever is named first; of two off it the one known by
    an id, else by an address. Raises UserError where a key names nobody in the build in use, or where it
    contradicts what was decided.
    """
    kind = keys.decision_kind(left, right)
    published = warehouse.published()
    with warehouse.recording("deciding who is who") as connection, transaction(connection):
        stands = [one for one in _all(connection) if one.undone_at is None]
        for one in stands:
            if one.kind == kind and {one.left_key, one.right_key} == {left, right}:
                return one
        _needs_known(published, (left, right))
        if kind == "student_is":
            left, right = _towards_the_roster(published, left, right)
        for one in stands:
            if kind in {"student_is", "sector_is"} and (one.kind, one.left_key) == (kind, left):
                raise _contradiction(one)
        linked = linked_keys([*_links(stands), (left, right)])
        for one in stands:
            if one.kind == NOT_SAME and linked.get(one.left_key) == linked.get(one.right_key, one.right_key):
                raise _contradiction(one)
        return _add(connection, kind, left, right)


def _contradiction(before: Decision) -> UserError:
    return UserError(
        f"It was decided before that {before.words}. Undo that first:"
        f" career-conversations identity undo {before.decision_id}."
    )


def apart(warehouse: Warehouse, left: str, right: str) -> Decision:
    """Two ways of writing are not the same one: the suggestion does not come back. No figure changes.

    Raises UserError where a key names nobody, or where decisions that stand make them the same.
    """
    if keys.of(left) != keys.of(right):
        raise UserError("Only two students, two contacts or two employers are kept apart.")
    _needs_known(warehouse.published(), (left, right))
    left, right = sorted((left, right))
    with warehouse.recording("deciding who is who") as connection, transaction(connection):
        stands = [one for one in _all(connection) if one.undone_at is None]
        for one in stands:
            if one.kind == NOT_SAME and (one.left_key, one.right_key) == (left, right):
                return one
        linked = linked_keys(_links(stands))
        if left == right or (left in linked and linked[left] == linked.get(right)):
            raise UserError("It was decided before that the two are the same. Undo that decision first.")
        return _add(connection, NOT_SAME, left, right)


def undo(warehouse: Warehouse, decision_id: int) -> Decision:
    """Take a decision back; undone before: unchanged. Raises UserError if there is none of that number."""
    if not warehouse.record_path.exists():
        raise UserError(f"There is no decision {decision_id}: nothing has been imported yet.")
    with warehouse.recording("undoing a decision") as connection, transaction(connection):
        numbered = [one for one in _all(connection) if one.decision_id == decision_id]
        if not numbered:
            raise UserError(
                f"There is no decision {decision_id}. The list of decisions shows the numbers there are."
            )
        if numbered[0].undone_at is None:
            connection.execute(
                "update record.decisions set undone_at = $now where decision_id = $id",
                {"now": _now(), "id": decision_id},
            )
        return next(one for one in _all(connection) if one.decision_id == decision_id)


def linked_keys(links: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Key -> the first by alphabet of all that are linked with it in any way.

    >>> linked_keys([("b", "c"), ("a", "b"), ("x", "y")])
    {'b': 'a', 'c': 'a', 'a': 'a', 'x': 'x', 'y': 'x'}
    """
    group: dict[str, set[str]] = {}
    order: list[str] = []
    for left, right in links:
        for key in (left, right):
            if key not in group:
                group[key] = {key}
                order.append(key)
        if group[left] is not group[right]:
            joined = group[left] | group[right]
            for key in joined:
                group[key] = joined
    return {key: min(group[key]) for key in order}


def _links(stands: Iterable[Decision]) -> list[tuple[str, str]]:
    return [(one.left_key, one.right_key) for one in stands if one.kind not in {NOT_SAME, "sector_is"}]


def _all(connection: Connection) -> list[Decision]:
    rows = fetch(connection, f"select {_COLUMNS} from record.decisions order by decision_id")  # noqa: S608
    return [Decision(**row) for row in rows]


def _add(connection: Connection, kind: str, left: str, right: str) -> Decision:
    newest = fetch(connection, "select coalesce(max(decision_id), 0) as id from record.decisions")[0]["id"]
    decision = Decision(newest + 1, kind, left, right, _now())
    connection.execute(
        f"insert into record.decisions ({_COLUMNS}) values ($id, $kind, $left, $right, $now, null)",  # noqa: S608
        {"id": decision.decision_id, "kind": kind, "left": left, "right": right, "now": decision.decided_at},
    )
    return decision


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


# -- against the build ----------------------------------------------------------------------------------

_KNOWN = {
    "student": "select 1 from marts.student_ways where ident = $name limit 1",
    "employer": "select 1 from marts.employer_names where written = $name limit 1",
    "contact": "select 1 from marts.contacts where key = 'contact:' || $name"
    " union all select 1 from marts.contact_merges where entity = $name limit 1",
}


def _needs_known(published: Published, named: Iterable[str]) -> None:
    for key in named:
        kind, _, name = key.partition(":")
        if kind == "sector" or name.startswith("u:"):  # a profile address may be new
            continue
        if not published.query(_KNOWN[kind], {"name": name}):
            raise UserError(
                f"No {kind} in this office is written like that. Keys stand beside each suggestion:"
                " career-conversations identity lists them."
            )


def _towards_the_roster(published: Published, left: str, right: str) -> tuple[str, str]:
    """(the student meant otherwise, the one who gives the name), each by the key the build knows them by."""
    students = published.query(
        """
        select w.ident, w.student, s.is_on_roster
        from marts.student_ways w join marts.students s using (student_key)
        where w.ident in ($left, $right)
        order by s.is_on_roster
        """,
        {"left": left.partition(":")[2], "right": right.partition(":")[2]},
    )
    if len({row["student"] for row in students}) < 2 or all(row["is_on_roster"] for row in students):
        raise UserError(
            "The two must be different students, and one of them not on the roster: the roster says who is who"
            " among its own. Where it lists a student twice, correct the roster and import it again."
        )
    if not any(row["is_on_roster"] for row in students):
        students.sort(key=lambda row: (keys.certainty(row["student"]), row["student"]))
    return f"student:{students[0]['student']}", f"student:{students[1]['student']}"
