"""The order and extent of a table tell nothing about the figures in it."""

from __future__ import annotations

from pipelines.figures.results import Cell, Question, Released, Result
from pipelines.release.disclosure import release
from tests.pipelines.release.tables import POLICY, labels, metric, published, table


def by_employer(**people: int) -> Result:
    """How many graduates each employer hired."""
    figure = metric("count", "graduates", "graduate", category="employer", categories_are="groups")
    lines = "\n".join(f"{name} {count} {count} 0" for name, count in people.items())
    return table(lines, figure, by=("employer",))


def named(released: Released) -> dict[str, str]:
    return {cell.segment["employer"]: cell.label for cell in released.cells}


def test_only_employers_of_enough_people_are_named_and_the_rest_are_one() -> None:
    released = release(by_employer(Acme=13, Bolt=9, Cole=4), "publishable", POLICY)
    assert named(released) == {"Acme": "15", "Other employers": "15"}
    internal = release(by_employer(Acme=13, Bolt=9, Cole=4, Dunn=2), "internal", POLICY)
    assert [(cell.segment["employer"], cell.value) for cell in internal.cells] == [
        ("Acme", 13),
        ("Bolt", 9),
        ("Other employers", 6),
    ]
    assert set(named(release(by_employer(Acme=1), "working", POLICY))) == {"Acme"}


def test_whether_a_small_employer_is_there_cannot_be_told() -> None:
    without = release(by_employer(Acme=13), "publishable", POLICY)
    assert without.cells == release(by_employer(Acme=13, Bolt=9), "publishable", POLICY).cells
    nobody = release(by_employer(), "publishable", POLICY)
    assert nobody.cells == release(by_employer(Bolt=3), "publishable", POLICY).cells
    assert [cell.is_withheld for cell in nobody.cells] == [True]


def test_a_segment_without_any_row_looks_like_one_of_nine() -> None:
    domains = {"college": ("Health", "Arts")}
    absent = published("Arts 40 20 40", domains=domains)
    few = published("Arts 40 20 40\nHealth 9 1 9", domains=domains)
    assert absent == few
    assert [cell.segment["college"] for cell in absent.cells] == ["Health", "Arts"]


def test_every_combination_of_two_breakdowns_is_listed() -> None:
    by = ("college", "gender")
    crossed = published("Arts Woman 40 20 40\nHealth Man 30 10 30", by=by)
    assert [tuple(cell.segment.values()) for cell in crossed.cells if cell.is_withheld] == [
        ("Arts", "Man"),
        ("Health", "Woman"),
    ]


def test_cells_stand_in_an_order_that_does_not_depend_on_their_figures() -> None:
    shown = published("Section10 40 1 40\nUnknown 90 1 90\nSection2 9 1 9\nOther 50 1 50\nArts 20 1 20")
    assert [c.segment["college"] for c in shown.cells] == [
        "Arts",
        "Section2",
        "Section10",
        "Other",
        "Unknown",
    ]


def test_terms_stand_in_the_order_of_the_year() -> None:
    terms = [f"2026 {name}" for name in ("Fall", "Spring", "Summer")]
    cells = tuple(Cell({"term": term}, 50.0, 50.0, None, 40) for term in terms)
    result = Result(metric("count", "contacts", "thread"), Question(by=("term",)), cells, "b", None)
    assert [c.segment["term"] for c in release(result, "publishable").cells] == [
        "2026 Spring",
        "2026 Summer",
        "2026 Fall",
    ]


def test_periods_before_the_first_and_after_the_last_one_shown_are_left_out() -> None:
    figure = metric("count", "contacts", "thread")
    weeks = "2026-03-02 1 1 0\n2026-03-09 30 40 0\n2026-03-16 4 5 0\n2026-03-23 20 25 0\n2026-03-30 0 0 0"
    shown = published(weeks, figure, by=("week",))
    assert [c.segment["week"] for c in shown.cells] == ["2026-03-09", "2026-03-16", "2026-03-23"]
    assert shown.cells[1].is_withheld


def test_the_people_behind_a_share_of_events_are_at_least_those_of_its_largest_category() -> None:
    figure = metric("share", "percent", "thread", category="channel")
    shown = published("linkedin 24 60 100\nreferral 15 40 100", figure, by=("channel",))
    assert labels(shown) == ["60–70%", "30–40%"]
