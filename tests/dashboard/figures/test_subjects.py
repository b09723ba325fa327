"""Figures by subject and by words: each is found, in one place."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dashboard.figures.subjects import LED_WITH, index, with_words
from pipelines.figures.definitions import catalog
from tests.dashboard.conftest import Open

ALL = catalog()


def test_every_figure_is_of_one_subject() -> None:
    subjects = index(ALL.values())
    leading = subjects.pop(LED_WITH)
    assert Counter(metric.id for group in subjects.values() for metric in group) == Counter(ALL.keys())
    assert {metric.id for metric in leading} == {
        name for name, metric in ALL.items() if metric.tier == "core"
    }


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("KNOWLEDGE rate", {"knowledge_rate"}),
        ("rate knowledge", {"knowledge_rate", "knowledge_by_interviews"}),
        ("referral_yield", {"referral_yield", "referral_yield_by_asking"}),
        ("zeppelin", set()),
    ],
)
def test_words_are_found_in_any_case_and_order(words: str, found: set[str]) -> None:
    names = {metric.id for metric in with_words(ALL.values(), words)}
    assert names >= found
    assert bool(names) == bool(found)


def test_words_as_they_are_written_come_before_the_same_words_apart() -> None:
    assert [metric.title for metric in with_words(ALL.values(), "names acted on")] == ["Names acted on"]
    assert {metric.title for metric in with_words(ALL.values(), "acted names")} >= {
        "Names acted on",
        "Names not acted on",
    }


def test_no_words_leave_none_out() -> None:
    assert len(with_words(ALL.values(), "  ")) == len(ALL)


def test_the_page_opens_with_one_subject_and_finds_a_figure_of_another(
    sample_folder: Path, open_page: Open
) -> None:
    at = open_page(sample_folder, "definitions")
    leading = index(ALL.values())[LED_WITH]
    assert [fold.label for fold in at.expander] == [metric.title for metric in leading]
    at.text_input(key="definition_words").set_value("starting salary").run()
    assert "Starting salary" in [fold.label for fold in at.expander]
    assert not at.exception
    at.text_input(key="definition_words").set_value("zeppelin").run()
    assert not at.expander
    assert "No figure has these words" in at.info[0].value
