"""Dataclasses survive the way through JSON, and what is no such thing is refused with its place, not its content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.typed_json import as_plain, from_plain


@dataclass(frozen=True)
class Leaf:
    name: str
    share: float = 0.5


@dataclass(frozen=True)
class Tree:
    kind: Literal["oak", "elm"]
    leaves: tuple[Leaf, ...] = ()
    best: Leaf | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    rows: tuple[dict[str, str | int | None], ...] = ()
    is_old: bool = False
    rest: Any = None


leaves = st.builds(Leaf, st.text(), st.floats(allow_nan=False))
trees = st.builds(
    Tree,
    st.sampled_from(["oak", "elm"]),
    st.lists(leaves, max_size=3).map(tuple),
    st.none() | leaves,
    st.dictionaries(st.text(), st.integers(), max_size=3),
    st.lists(st.dictionaries(st.text(), st.none() | st.integers() | st.text(), max_size=2), max_size=2).map(
        tuple
    ),
    st.booleans(),
    st.none() | st.text(),
)


@given(trees)
def test_any_value_comes_back_equal(tree: Tree) -> None:
    assert from_plain(Tree, json.loads(json.dumps(as_plain(tree)))) == tree


def test_a_field_that_is_not_there_takes_its_default() -> None:
    assert from_plain(Tree, {"kind": "elm", "best": {"name": "x"}}) == Tree("elm", best=Leaf("x"))
    assert from_plain(Leaf, {"name": "x", "share": 1}) == Leaf("x", 1)


@pytest.mark.parametrize(
    ("plain", "place"),
    [
        ({}, r"Tree.kind \(missing\)"),
        ({"kind": "secret"}, "Tree.kind"),
        ({"kind": "oak", "secret": 1}, r"Tree \(a field it does not have\)"),
        ({"kind": "oak", "leaves": "secret"}, "Tree.leaves"),
        ({"kind": "oak", "leaves": {"name": "secret"}}, "Tree.leaves"),
        ({"kind": "oak", "leaves": [{"name": 1}]}, "Tree.leaves.name"),
        ({"kind": "oak", "leaves": [{"share": 1.0}]}, r"Tree.leaves.name \(missing\)"),
        ({"kind": "oak", "best": "secret"}, "Tree.best"),
        ({"kind": "oak", "best": {"name": "x", "share": True}}, "Tree.best"),
        ({"kind": "oak", "best": {"name": "x", "share": "secret"}}, "Tree.best"),
        ({"kind": "oak", "counts": {"x": "secret"}}, "Tree.counts.x"),
        ({"kind": "oak", "counts": {"x": True}}, "Tree.counts.x"),
        ({"kind": "oak", "counts": ["secret"]}, "Tree.counts"),
        ({"kind": "oak", "rows": [{"x": 1.5}]}, "Tree.rows.x"),
        ({"kind": "oak", "is_old": 1}, "Tree.is_old"),
        (["secret"], "Tree"),
    ],
)
def test_what_is_of_another_kind_is_named_and_not_quoted(plain: Any, place: str) -> None:
    with pytest.raises(ValueError, match=f"^{place} is not what it must be$") as refused:
        from_plain(Tree, plain)
    assert "secret" not in str(refused.value)
