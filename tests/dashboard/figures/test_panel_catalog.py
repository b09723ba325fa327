"""The catalog of charts: each once, each drawn or refused with a sentence, each asked of whom it says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.asking.facts import catalog, locked
from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.figures.declared import Panel
from dashboard.figures.panel_catalog import by_key, panels, shown
from pipelines.errors import UserError
from pipelines.store.warehouse import Warehouse


@pytest.fixture
def sample(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))
    return Ask(Warehouse(sample_folder).published(), since=date(2026, 8, 1), until=date(2026, 11, 30))


def test_a_page_lists_panels_by_their_keys() -> None:
    assert [one.title for one in shown("mode_mix", "held_over_time")] == [
        "How interviews are held",
        "Interviews by week",
    ]
    with pytest.raises(KeyError):
        shown("no_such_panel")


def test_two_of_one_key_are_refused() -> None:
    (one,) = shown("mode_mix")
    with pytest.raises(ValueError, match="mode_mix"):
        by_key(one, one)


def test_every_figure_of_a_panel_is_one_of_the_catalog() -> None:
    named = {metric_id for one in panels().values() for metric_id in one.metrics}
    assert named <= set(catalog())
    assert all(f"research_{m.id}" in panels() for m in catalog().values() if m.tier == "research")


@pytest.mark.sampled(4)
@pytest.mark.parametrize("key", sorted(panels()))
def test_every_panel_is_drawn_or_says_why_not(key: str, sample: Ask) -> None:
    one = panels()[key]
    if locked(sample.published, one.metrics[0]):
        return
    try:
        exhibit = one.draw(one.of(sample))
    except UserError:
        said = why_not(one, sample)
        assert said.endswith(".")
    else:
        assert (exhibit.spec.title, exhibit.definition) > ("", "")


def why_not(one: Panel, asked: Ask) -> str:
    with pytest.raises(UserError) as refused:
        one.draw(one.of(asked))
    return refused.value.message


def test_of_whom_a_panel_is_asked(sample: Ask) -> None:
    whom = {
        classes: Panel("k", "t", one.draw, one.metrics, classes=classes).of(sample)
        for one in shown("mode_mix")
        for classes in ("as asked", "newest", "all")
    }
    assert whom["as asked"] is sample
    assert (whom["all"].since, whom["all"].where) == (None, ())
    assert (whom["newest"].since, whom["newest"].where) == (None, (("class_year", "2026"),))
