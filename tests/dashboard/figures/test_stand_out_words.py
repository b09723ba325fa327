"""What stands out and what the last import changed, in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from dashboard.figures import stand_out_words
from dashboard.figures.stand_out_words import PAGE_OF, pointers, sentence, size
from pipelines.figures.results import Metric
from pipelines.release.differences import Difference
from pipelines.release.standing_out import Finding, StandingOut
from tests.dashboard.charts.chart_samples import cell, metric, released

RATE = metric("participation_rate", title="Students reached", of="student")
PAY = metric("median_salary_usd", aggregate="median", unit="usd")
DAYS = metric("days_to_reply", aggregate="median", unit="days")
MEAN = metric("referral_yield", aggregate="mean", unit="people per interview")
COUNT = metric("outreach_volume", aggregate="count", unit="contacts")


@pytest.mark.parametrize(
    ("figure", "step", "words"),
    [
        (RATE, 0.17, "17 points"),
        (RATE, 0.95, "95 points"),
        (RATE, 0.01, "1 point"),
        (RATE, 0.004, "0.4 points"),
        (PAY, 2000, "$2,000"),
        (DAYS, 3, "3 days"),
        (MEAN, 0.25, "0.3"),
        (MEAN, 0.1, "0.1"),
        (MEAN, 0.04, "0.04"),
        (COUNT, 1200, "1,200"),
    ],
)
def test_the_size_of_a_difference(figure: Metric, step: float, words: str) -> None:
    assert size(figure, step) == words


@pytest.mark.parametrize(
    ("figure", "sides", "found", "says"),
    [
        (RATE, (0.13, 0.30), (-0.17, -0.24, -0.08), "13% for X, 30% for Y (17 points lower; 95% interval 8 to 24)."),
        (RATE, (0.30, 0.13), (0.17, 0.08, 0.24), "30% for X, 13% for Y (17 points higher; 95% interval 8 to 24)."),
        # once printed as "0.0 for X, 0.1 for Y (0.08 lower; 95% interval 0.1 to 0.1)"
        (MEAN, (0.04, 0.12), (-0.08, -0.11, -0.05), "0.04 for X, 0.12 for Y (0.08 lower; 95% interval 0.05 to 0.11)."),
        (MEAN, (1.5, 0.9), (0.6, 0.2, 1.0), "1.5 for X, 0.9 for Y (0.6 higher; 95% interval 0.2 to 1.0)."),
        (RATE, (0.301, 0.305), (-0.004, -0.007, -0.001),
         "30.1% for X, 30.5% for Y (0.4 points lower; 95% interval 0.1 to 0.7)."),
        (RATE, (0.5, 0.4), (0.1, -0.1, 0.3), "50% for X, 40% for Y (10 points higher; 95% interval −10 to 30)."),
        (MEAN, (1.0, 1.0), (0.0, -0.2, 0.2), "1.0 for X, 1.0 for Y (0.0 lower; 95% interval −0.2 to 0.2)."),
    ],
)  # fmt: skip
def test_one_sentence_has_one_number_of_decimals_that_keeps_its_numbers_apart(
    figure: Metric, sides: tuple[float, float], found: tuple[float, float, float], says: str
) -> None:
    told = Finding(figure, "college", "X", *sides, ("Y",), Difference(*found, 0.001), 0.01)
    assert sentence(told) == f"{figure.title}: {says}"


def finding(dimension: str, group: str, others: tuple[str, ...], figure: Metric = RATE) -> Finding:
    return Finding(figure, dimension, group, 0.13, 0.30, others, Difference(-0.17, -0.24, -0.08, 0.001), 0.01)


@pytest.mark.parametrize(
    ("dimension", "group", "others", "words"),
    [
        ("program", "CAR 210-04", ("A", "B"), "13% for CAR 210-04, 30% for the other programs"),
        ("class_year", "2027", ("2028", "2029"), "13% for the class of 2027, 30% for the other classes"),
        ("class_year", "2027", ("2028",), "13% for the class of 2027, 30% for the class of 2028"),
        ("mode", "A", ("B", "C"), "the other groups"),
        ("channel", "alumni_network", ("cold",), "13% for alumni network, 30% for cold"),
        ("college", "Arts", ("Law",), "13% for Arts, 30% for Law"),
    ],
)
def test_a_group_is_named_as_a_sentence_does(
    dimension: str, group: str, others: tuple[str, ...], words: str
) -> None:
    assert words in sentence(finding(dimension, group, others))


@pytest.mark.parametrize(("of", "page"), PAGE_OF.items())
def test_a_finding_points_to_the_page_of_what_it_counts(of: Any, page: str) -> None:
    one = finding("college", "Arts", ("Law",), metric("x", of=of, title="X"))
    (pointer,) = pointers(StandingOut((one,), tests=3, left_out=0))
    assert (pointer.page, pointer.dimension, pointer.group, pointer.figure) == (page, "college", "Arts", "X")


def test_the_basis_says_how_many_were_compared_and_what_was_left_out() -> None:
    one = finding("college", "Arts", ("Law",))
    assert stand_out_words.basis(StandingOut((), 0, 4), "working").startswith("Nothing could be compared")
    none_found = stand_out_words.basis(StandingOut((), 12, 0), "working")
    assert none_found.startswith("In 12 comparisons of groups of 30 or more")
    assert "published" not in none_found
    some = stand_out_words.basis(StandingOut((one,), 1, 0), "publishable")
    assert some.startswith("Of 1 comparison of groups")
    assert some.endswith("Most figures are published as bands or without an interval and are left out.")


def touched(new: int, changed: int = 0, removed: int = 0, rejected: int = 0, day: int = 1) -> dict[str, Any]:
    return {
        "new": new,
        "changed": changed,
        "removed": removed,
        "rejected": rejected,
        "imported_at": datetime(2026, 11, day, 9),
        "file_name": "log.csv",
        "source": "interview_log",
    }


@pytest.mark.parametrize(
    ("imports", "words"),
    [
        ([touched(120, 3)], "120 rows added and 3 changed"),
        ([touched(1, 3)], "1 row added and 3 changed"),
        ([touched(0, 0, 2)], "2 rows removed"),
        ([touched(1000), touched(500, 1)], "1,500 rows added and 1 changed"),
        ([touched(0)], "no row new or changed"),
    ],
)
def test_rows_touched_are_counted_over_all_imports(imports: list[dict[str, Any]], words: str) -> None:
    assert stand_out_words.rows_touched(imports) == words


def test_the_line_of_an_update_says_the_newest_day_and_what_was_undone() -> None:
    line = stand_out_words.update_line
    assert line([], []).startswith("Since the build before no file came in")
    assert line([touched(5, day=2)], []) == "Last import, Nov 2, 2026: 5 rows added"
    assert line([touched(5, day=2), touched(1, day=7)], []) == "Last 2 imports, Nov 7, 2026: 6 rows added"
    assert line([], [touched(5)]) == "1 import undone"
    assert line([touched(5)], [touched(5), touched(5)]).endswith("5 rows added · 2 imports undone")


def test_an_import_is_named_by_its_file_with_what_it_rejected() -> None:
    assert stand_out_words.import_words(touched(5)) == "log.csv (interview log): 5 rows added"
    assert stand_out_words.import_words(touched(5, rejected=1)).endswith("5 rows added, 1 row rejected")


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (0.28, 0.26, "Students reached: 28%, 26% before (2 points higher)"),
        (0.26, 0.28, "Students reached: 26%, 28% before (2 points lower)"),
        (0.28, 0.28, "Students reached: 28%, unchanged"),
        (0.28, None, "Students reached: 28%, – before"),
        (None, 0.28, "Students reached: –, 28% before"),
    ],
)
def test_how_a_figure_moved(now: float | None, before: float | None, words: str) -> None:
    one, other = (released(RATE, [cell({}, value)]) for value in (now, before))
    assert stand_out_words.moved(RATE, one, other) == words


def test_where_the_build_before_cannot_say_that_is_said() -> None:
    now = released(RATE, [cell({}, 0.28)])
    assert stand_out_words.moved(RATE, now, None) == "Students reached: 28%; the build before cannot say"
    assert stand_out_words.moved(RATE, now, released(RATE, [])).endswith("; the build before cannot say")
