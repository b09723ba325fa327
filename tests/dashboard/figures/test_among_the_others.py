"""A chart of groups, some of them chosen by a filter: those are marked, the others stay beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.asking.question import Ask
from dashboard.charts.spec import Exhibit
from dashboard.figures import exhibits
from dashboard.figures.exhibits import BySegment
from tests.dashboard.small_year import this_year

REACHED = BySegment("participation_rate", "college")


@pytest.fixture
def asked(tmp_path: Path) -> Ask:
    return this_year(tmp_path)


def rows(exhibit: Exhibit) -> dict[str, str]:
    spec = exhibit.spec
    return dict(zip(spec.categories, spec.series[0].labels, strict=True))


def test_both_colleges_are_there_where_one_is_chosen(asked: Ask) -> None:
    chosen = REACHED(asked.only(college="Law"))
    assert rows(chosen) == rows(REACHED(asked)) == {"Arts": "2 of 4", "Law": "1 of 4"}
    assert chosen.spec.chosen == ("Law",)
    assert chosen.spec.notes == ("Chosen: Law; the others are shown to compare.",)
    assert chosen.filters_in_words == REACHED(asked).filters_in_words


def test_nothing_is_marked_where_nothing_is_chosen_or_by_another_filter(asked: Ask) -> None:
    assert REACHED(asked).spec.chosen == ()
    one_class = REACHED(asked.only(class_year="2027"))
    assert (rows(one_class), one_class.spec.chosen) == ({"Arts": "2 of 4"}, ())


def test_other_filters_hold_for_the_others_too(asked: Ask) -> None:
    """Law has nobody in the class of 2027, so nothing of what is chosen could be marked: the filter shows nothing."""
    nobody = REACHED(asked.only(class_year="2027", college="Law"))
    assert (nobody.spec.categories, nobody.spec.chosen) == ((), ())


def test_several_chosen_are_all_marked(asked: Ask) -> None:
    both = (("college", "Arts"), ("college", "Law"))
    assert set(REACHED(Ask(asked.published, where=both)).spec.chosen) == {"Arts", "Law"}


def test_parts_of_a_whole_are_marked_by_row(asked: Ask) -> None:
    spec = exhibits.bands(asked.only(program="P1")).spec
    assert (spec.categories, spec.chosen) == (("P1", "P2"), ("P1",))
