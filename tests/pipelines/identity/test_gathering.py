"""Suggestions of a build: what waits for a yes or a no."""

from __future__ import annotations

from pipelines.build.build import build
from pipelines.identity import decisions
from pipelines.identity.gathering import suggestions
from pipelines.store.warehouse import Warehouse

JANE = ("student:name:jane moss", "student:a1")
TOM = ("student:tom.kim@example.com", "student:b2")
BANK = ("employer:u s bank", "employer:us bank")
EY = ("employer:ey llp", "employer:ernst young")


def test_what_is_decided_is_not_suggested_again(office: Warehouse) -> None:
    def pairs() -> set[frozenset[str]]:
        return {frozenset((one.left_key, one.right_key)) for one in suggestions(office.published())}

    assert {frozenset(pair) for pair in (JANE, TOM, BANK, EY)} <= pairs()
    decisions.same(office, *JANE)
    decisions.apart(office, *BANK)
    build(office)
    assert not {frozenset(JANE), frozenset(BANK)} & pairs()
    assert frozenset(EY) in pairs()
