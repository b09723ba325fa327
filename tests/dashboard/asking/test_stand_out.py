"""Which groups are held up as standing out, and which are not."""

from __future__ import annotations

from pathlib import Path

from dashboard.asking import presets
from dashboard.asking.facts import facts_of
from dashboard.asking.question import Ask
from dashboard.asking.served import settings
from dashboard.asking.stand_out import what_stands_out
from pipelines.store.warehouse import Warehouse


def test_classes_that_have_graduated_are_not_held_up_as_unreached(sample_folder: Path) -> None:
    published = Warehouse(sample_folder).published()
    since, until = presets.preset_dates("year", facts_of(published).newest, settings())
    told = what_stands_out(Ask(published, since=since, until=until))
    groups = {
        (found.dimension, group) for found in told.findings for group in (found.group, *found.other_groups)
    }
    assert ("class_year", "2028") in groups
    assert ("class_year", "2026") not in groups


def test_first_generation_students_are_answered_as_often_so_nothing_is_said(sample_folder: Path) -> None:
    published = Warehouse(sample_folder).published()
    told = what_stands_out(Ask(published))
    assert told.tests > 50
    assert not [found for found in told.findings if found.dimension == "is_first_generation"]
