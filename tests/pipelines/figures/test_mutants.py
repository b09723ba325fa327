"""A slip in a figure's SQL is noticed: a few seeded ones here, all of them with `make mutants`."""

from __future__ import annotations

import pytest

from pipelines.figures.definitions import catalog
from tests.pipelines.figures import aggregate_mutants
from tests.pipelines.figures.mutants import EQUIVALENT, mutants, some, survivors


def test_tables_checked_by_hand_notice_slips_in_the_sql() -> None:
    chosen = some(6, seed=4)
    assert len(chosen) > 20
    assert [str(one) for one in survivors(chosen)] == []


def test_a_slip_no_table_looks_for_survives() -> None:
    """The trial itself can fail: what is known to change nothing is noticed by nobody."""
    changed = {metric: mutants(catalog()[metric]) for metric, _ in EQUIVALENT}
    unseen = [one for made in changed.values() for one in made if (one.metric, one.change) in EQUIVALENT]
    assert {(one.metric, one.change) for one in unseen} == set(EQUIVALENT)
    assert survivors(unseen, known=()) == unseen


@pytest.mark.thorough
def test_slips_in_what_sums_figures_up_are_noticed() -> None:
    chosen = aggregate_mutants.some(2, seed=4)
    assert {one.name for one in chosen} == set(aggregate_mutants.NAMES)
    assert [str(one) for one in aggregate_mutants.survivors(chosen)] == []


@pytest.mark.thorough
def test_a_slip_in_an_aggregate_that_nothing_looks_for_survives() -> None:
    seen = {name for name, _ in aggregate_mutants.EQUIVALENT}
    made = [one for name in seen for one in aggregate_mutants.mutants(name)]
    unseen = [one for one in made if (one.name, one.change) in aggregate_mutants.EQUIVALENT]
    assert {(one.name, one.change) for one in unseen} == set(aggregate_mutants.EQUIVALENT)
    few = [one for one in unseen if one.name in ("count", "share")]
    assert aggregate_mutants.survivors(few, known=()) == few


def test_every_kind_of_slip_is_made() -> None:
    changes = {one.change.split(" at ")[0] for one in mutants(catalog()["follow_up_rate"])}
    assert {
        "drop condition 1",
        "and to or",
        "> to >=",
        "drop not",
        "drop coalesce",
        "window one larger",
    } <= changes
    breadth = {one.change.split(" at ")[0] for one in mutants(catalog()["breadth"])}
    assert {"drop where", "drop distinct", "0 to 1", "= to <>", "only the lower bound"} <= breadth
