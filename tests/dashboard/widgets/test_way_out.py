"""Beside what is hidden: the button that takes away what hides it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.widgets.way_out import label_of
from tests.dashboard.conftest import Open


@pytest.mark.parametrize(
    ("without", "says"),
    [
        (("college",), "Remove the college filter"),
        (("class_year",), "Remove the class filter"),
        (("is_first_generation",), "Remove the first generation filter"),
        (("dates",), "Show all dates"),
        (("college", "class_year"), "Show the whole office"),
        (("college", "dates"), "Show the whole office"),
    ],
)
def test_it_says_what_it_does(without: tuple[str, ...], says: str) -> None:
    assert label_of(without) == says


def test_a_hidden_figure_is_seen_after_one_click(sample_folder: Path, open_page: Open) -> None:
    address = {"program": "CAR 210-04", "class": "2026"}
    at = open_page(sample_folder, "interviews", **address, view="Publishable view")
    assert at.metric[0].value == "<10"
    (button,) = [
        one for one in at.button if one.key == "way_out_interviews_per_student_Interviews per student"
    ]
    assert button.label == "Remove the class filter"
    said = {
        info.value.replace("\\", "") for info in at.info
    }  # of the charts, each of which has nothing it may show
    assert said == {"Hidden: fewer than 10 students. Remove the class filter to see it."}
    button.click().run()
    assert not at.exception
    assert (at.session_state["class"], at.session_state["program"]) == ([], ["CAR 210-04"])
    assert at.metric[0].value == "0.5"


def test_nothing_is_hidden_and_nothing_offered_to_those_who_see_everything(
    sample_folder: Path, open_page: Open
) -> None:
    at = open_page(sample_folder, "interviews", program="CAR 210-04", **{"class": "2026"})
    assert not [one for one in at.button if str(one.key).startswith("way_out_")]
