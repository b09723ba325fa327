"""What stands out and what the last import changed, in words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from dashboard.figures import stand_out_words
from dashboard.figures.stand_out_words import (
    PAGE_OF,
    Pointer,
    asking,
    how_checked,
    pointers,
    rows_of,
    sentence,
    size,
    stopped_log,
)
from pipelines.figures.measure import catalog
from pipelines.figures.results import Metric
from pipelines.release.differences import Difference, Estimate
from pipelines.release.standing_out import Finding, StandingOut, is_compared
from tests.dashboard.charts.chart_samples import cell, metric, released

RATE = metric(
    "participation_rate", title="Students reached", of="student", says="<value> of contacts <who> reply"
)
PAY = metric("median_salary_usd", aggregate="median", unit="usd")
DAYS = metric("days_to_reply", aggregate="median", unit="days")
MEAN = metric(
    "referral_yield", aggregate="mean", unit="people per interview", says="<value> interviews each <who>"
)
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


def side(value: float, people: float = 100.0) -> Estimate:
    return Estimate(value, value - 0.05, value + 0.05, people)


@pytest.mark.parametrize(
    ("figure", "sides", "says"),
    [
        (RATE, (0.13, 0.30), "For X, 13% of contacts reply; for Y, 30%."),
        (RATE, (0.301, 0.304), "For X, 30.1% of contacts reply; for Y, 30.4%."),
        # once printed as "0.0 for X, 0.1 for Y"
        (MEAN, (0.04, 0.12), "X averaged 0.04 interviews each; Y, 0.12."),
        (MEAN, (0.14, 0.22), "X averaged 0.1 interviews each; Y, 0.2."),
        (MEAN, (0.04, 0.044), "X averaged 0.040 interviews each; Y, 0.044."),
        (MEAN, (1.5, 0.9), "X averaged 1.5 interviews each; Y, 0.9."),
        (MEAN, (1.0, 1.0), "X averaged 1.0 interviews each; Y, 1.0."),
    ],
)
def test_one_sentence_has_one_number_of_decimals_that_keeps_its_sides_apart(
    figure: Metric, sides: tuple[float, float], says: str
) -> None:
    told = Finding(figure, "college", "X", side(sides[0]), side(sides[1]), ("Y",), NO_MATTER, 0.01)
    assert sentence(told) == says


NO_MATTER = Difference(-0.17, -0.24, -0.08, 0.001)


def finding(dimension: str, group: str, others: tuple[str, ...], figure: Metric = RATE) -> Finding:
    return Finding(figure, dimension, group, side(0.13), side(0.30), others, NO_MATTER, 0.01)


@pytest.mark.parametrize(
    ("dimension", "group", "others", "words"),
    [
        ("program", "CAR 210-04", ("A", "B"), "For CAR 210-04, 13% of contacts reply; for the other programs, 30%."),
        ("class_year", "2027", ("2028", "2029"), "For the class of 2027, 13% of contacts reply; for the other classes, 30%."),
        ("class_year", "2027", ("2028",), "For the class of 2027, 13% of contacts reply; for the class of 2028, 30%."),
        ("mode", "A", ("B", "C"), "for the other groups, 30%."),
        ("channel", "alumni_network", ("cold",), "For alumni network, 13% of contacts reply; for cold, 30%."),
        ("college", "Arts", ("Law",), "For Arts, 13% of contacts reply; for Law, 30%."),
    ],
)  # fmt: skip
def test_a_group_is_named_as_a_sentence_does(
    dimension: str, group: str, others: tuple[str, ...], words: str
) -> None:
    assert words in sentence(finding(dimension, group, others))


@pytest.mark.parametrize(("of", "page"), PAGE_OF.items())
def test_a_finding_points_to_the_page_of_what_it_counts(of: Any, page: str) -> None:
    one = finding("college", "Arts", ("Law",), metric("x", of=of, title="X"))
    (pointer,) = pointers(StandingOut((one,), tests=3, left_out=0))
    assert (pointer.page, pointer.dimension, pointer.group, pointer.figure) == (page, "college", "Arts", "X")
    assert pointer.basis == "X, n = 200"
    assert [row.name for row in pointer.rows] == ["Arts", "Law"]


def test_sides_stand_on_one_scale_a_rates_whole_or_the_longest_interval() -> None:
    of_a_rate = rows_of(RATE, (("arts", side(0.13)), ("the class of 2027", side(0.98))))
    assert [(row.name, row.words, row.value) for row in of_a_rate] == [
        ("Arts", "13%", 0.13),
        ("Class of 2027", "98%", 0.98),
    ]
    assert of_a_rate[1].high == 1.0  # an interval ends where the chart does
    mean, most = rows_of(MEAN, (("A", side(1.0)), ("B", side(1.95))))
    assert (mean.value, most.high) == (0.5, 1.0)


def test_every_figure_groups_are_compared_by_says_how_a_sentence_goes_on() -> None:
    assert all("<value>" in found.says for found in catalog().values() if is_compared(found))


def test_a_log_that_stopped_is_set_against_what_everybody_else_logged_since() -> None:
    def since_then(*counts: float | None) -> Pointer | None:
        return stopped_log("A", date(2026, 10, 9), released(COUNT, [cell({}, count) for count in counts]))

    pointer = since_then(143)
    assert pointer is not None
    assert pointer.sentence == "A has logged no interview since Oct 9, 2026."
    assert [(row.name, row.words) for row in pointer.rows] == [("A", "0"), ("Everybody else", "143")]
    assert since_then(0) is None  # nobody went on: nothing stands out
    assert since_then(None) is since_then() is None  # hidden, or not there


@pytest.mark.parametrize(("without", "is_told"), [(0.6, True), (1.35, False)])
def test_what_asking_does_is_told_only_where_it_is_more_than_chance(without: float, is_told: bool) -> None:
    sides = [("yes", 1.4), ("no", without)]
    cells = [cell({"asked": name}, mean, 100, low=mean - 0.2, high=mean + 0.2) for name, mean in sides]
    pointer = asking(released(MEAN, cells, by=("asked",)))
    assert (pointer is not None) == is_told
    if pointer:
        assert pointer.sentence == (
            "Students who asked for names averaged 1.4 per interview; those who did not, 0.6."
        )


def test_the_basis_says_how_many_were_compared_and_what_came_of_it() -> None:
    one = finding("college", "Arts", ("Law",))
    assert stand_out_words.basis(StandingOut((), 0, 4)).startswith("No groups are large enough")
    assert stand_out_words.basis(StandingOut((), 12, 0)) == (
        "We checked 12 differences between groups; none is larger than chance would explain."
    )
    assert stand_out_words.basis(StandingOut((one,), 1, 0)) == (
        "We checked 1 difference between groups; 1 is unlikely to be chance."
    )
    assert "bands" not in " ".join(how_checked("working"))
    assert "bands" in how_checked("publishable")[-1]


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
