"""The order and extent of a table tell nothing about the figures in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.figures.blanks import Blank
from pipelines.figures.results import Cell, Metric, Question, Released, Result
from pipelines.release.disclosure import release
from pipelines.release.segments import laid_out, names_together, without_empty_ends
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
    domains = {"industry": ("Health", "Arts")}
    absent = published("Arts 40 20 40", domains=domains)
    few = published("Arts 40 20 40\nHealth 9 1 9", domains=domains)
    assert absent == few
    assert [cell.segment["industry"] for cell in absent.cells] == ["Health", "Arts"]


def test_every_combination_of_two_breakdowns_is_listed() -> None:
    by = ("industry", "mode")
    crossed = published("Arts Woman 40 20 40\nHealth Man 30 10 30", by=by)
    assert [tuple(cell.segment.values()) for cell in crossed.cells if cell.is_withheld] == [
        ("Arts", "Man"),
        ("Health", "Woman"),
    ]


def test_cells_stand_in_an_order_that_does_not_depend_on_their_figures() -> None:
    shown = published("Section10 40 1 40\nUnknown 90 1 90\nSection2 9 1 9\nOther 50 1 50\nArts 20 1 20")
    assert [c.segment["industry"] for c in shown.cells] == [
        "Arts",
        "Section2",
        "Section10",
        "Other",
        "Unknown",
    ]


@pytest.mark.parametrize(
    "names",
    [
        ("2 Main", "10 Main", "Arts"),
        ("Section 2", "Section 2 B", "Section 10", "section 11"),
        ("7", "12", "Arts 1", "Arts ²"),
        ("٣", "12"),  # a three of another script is a number
        ("²", "³"),  # no numbers, though they are called digits
    ],
)
def test_names_stand_by_their_words_and_the_size_of_their_numbers(names: tuple[str, ...]) -> None:
    cells = tuple(Cell({"industry": name}, 50.0, 50.0, None, 40) for name in reversed(names))
    result = Result(metric("count", "contacts", "thread"), Question(by=("industry",)), cells, "b", None)
    assert segments_of(laid_out(result)) == list(names)


def test_terms_stand_in_the_order_of_the_offices_own_year() -> None:
    terms = ("2026 Winter", "2026 Spring", "2026 Maymester", "2026 Fall")
    cells = tuple(Cell({"term": term}, 50.0, 50.0, None, 40) for term in sorted(terms))
    result = Result(
        metric("count", "contacts", "thread"),
        Question(by=("term",)),
        cells,
        "b",
        None,
        domains={"term": terms},
    )
    assert tuple(c.segment["term"] for c in release(result, "publishable").cells) == terms


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


# -- by hand -------------------------------------------------------------------------------------------------


def segments_of(cells: list[Cell]) -> list[str]:
    return [" ".join(cell.segment.values()) for cell in cells]


def test_only_the_values_asked_for_are_listed() -> None:
    domains = {"industry": ("Law", "Arts", "Health")}
    result = table("Arts 40 20 40\nZoo 30 1 30", domains=domains)
    assert segments_of(laid_out(result)) == ["Law", "Arts", "Health", "Zoo"]
    asked = replace(
        result, question=replace(result.question, where=(("industry", "Arts"), ("industry", "Law")))
    )
    assert segments_of(laid_out(replace(asked, cells=asked.cells[:1]))) == ["Law", "Arts"]


def test_a_combination_nobody_is_in_stands_there_as_nobody() -> None:
    (arts, law) = laid_out(table("Arts 40 20 40", domains={"industry": ("Arts", "Law")}))
    assert arts.people == 40
    assert (law.value, law.people, law.people_in_denominator) == (None, 0, None)


SHARE = metric("share", of="thread", category="channel", categories=("cold", "event"), categories_are="parts")


def test_a_category_nobody_chose_is_a_share_of_nothing_of_the_same_whole() -> None:
    result = table(
        "Arts cold 12 30 60\nLaw cold 14 10 20\nLaw event 20 10 20", SHARE, by=("industry", "channel")
    )
    cells = {tuple(cell.segment.values()): cell for cell in laid_out(result)}
    nobody = cells["Arts", "event"]
    assert (nobody.value, nobody.numerator, nobody.denominator, nobody.people) == (0.0, 0.0, 60, 0)
    assert (nobody.people_in_denominator, cells["Arts", "cold"].people_in_denominator) == (12, 12)
    assert cells["Law", "cold"].people_in_denominator == 20  # at least those of the largest category
    assert list(cells) == [("Arts", "cold"), ("Arts", "event"), ("Law", "cold"), ("Law", "event")]


def test_the_people_behind_a_share_of_people_are_its_denominator_and_known_ones_are_taken() -> None:
    of_people = replace(SHARE, of="student")
    (cold, _) = laid_out(table("cold 12 12 60", of_people, by=("channel",)))
    assert cold.people_in_denominator == 60
    result = table("cold 12 30 60", SHARE, by=("channel",))
    told = replace(result, cells=(replace(result.cells[0], people_in_denominator=25),))
    assert laid_out(told)[0].people_in_denominator == 25
    nobody = replace(result, cells=())
    assert [cell.people_in_denominator for cell in laid_out(nobody)] == [0]


def test_values_nobody_listed_stand_by_size_and_name_what_is_other_and_unknown_last() -> None:
    names = ("unit 10", "Unknown", "Other", "unit 9", "Unit 1", "Alpha", "beta")
    result = table("\n".join(f"{name.replace(' ', '_')} 40 20 40" for name in names))
    cells = tuple(
        replace(cell, segment={"industry": name}) for cell, name in zip(result.cells, names, strict=True)
    )
    assert segments_of(laid_out(replace(result, cells=cells))) == [
        "Alpha", "beta", "Unit 1", "unit 9", "unit 10", "Other", "Unknown",
    ]  # fmt: skip


def hired(figure: Metric, lines: str, by: tuple[str, ...] = ("employer",)) -> Result:
    return table(lines, figure, by=by)


EMPLOYERS = metric("count", "graduates", "graduate", category="employer", categories_are="groups")


def test_names_of_few_are_added_up_in_each_group_they_are_cut_by() -> None:
    result = hired(
        EMPLOYERS,
        "Arts Acme 6 6 0\nLaw Acme 6 6 0\nArts Bolt 2 2 0\nLaw Cole 3 3 0",
        ("industry", "employer"),
    )
    cells = names_together(result, 10, always=False).cells
    assert [(*cell.segment.values(), cell.value, cell.people) for cell in cells] == [
        ("Arts", "Acme", 6, 6), ("Law", "Acme", 6, 6), ("Arts", "Other employers", 2, 2),
        ("Law", "Other employers", 3, 3),
    ]  # fmt: skip
    rest = cells[-1]
    assert (rest.numerator, rest.denominator, rest.people_in_numerator) == (3, None, 3)
    assert list(rest.segment) == ["industry", "employer"]


def test_a_name_of_just_enough_is_told_and_the_rest_is_listed_where_it_must_be() -> None:
    exact = hired(EMPLOYERS, "Acme 10 10 0\nBolt 9 9 0")
    assert segments_of(list(names_together(exact, 10, always=False).cells)) == ["Acme", "Other employers"]
    none_small = hired(EMPLOYERS, "Acme 10 10 0")
    assert names_together(none_small, 10, always=False) == none_small
    (acme, rest) = names_together(none_small, 10, always=True).cells
    assert (rest.segment["employer"], rest.people) == ("Other employers", 0)
    assert acme == none_small.cells[0]


def test_industries_of_few_are_called_industries() -> None:
    industries = replace(EMPLOYERS, category="job_industry")
    result = names_together(hired(industries, "Steel 2 2 0", ("job_industry",)), 10, always=False)
    assert [cell.segment["job_industry"] for cell in result.cells] == ["Other industries"]


@pytest.mark.parametrize(
    "figure",
    [
        replace(EMPLOYERS, of="interview"),  # of items the counts of several names do not add up
        replace(EMPLOYERS, categories=("Acme",)),
        replace(EMPLOYERS, categories_are="parts"),
        replace(EMPLOYERS, aggregate="rate"),
    ],
    ids=["items", "listed", "parts", "rate"],
)
def test_only_counts_of_people_by_a_name_they_have_once_are_put_together(figure: Metric) -> None:
    result = hired(figure, "Acme 2 2 2")
    assert names_together(result, 10, always=True) == result


def test_ends_are_left_out_of_periods_only_and_all_where_nothing_is_shown() -> None:
    def week(name: str, is_withheld: bool, college: str = "Arts") -> Cell:
        return Cell(
            {"week": name, "industry": college},
            1.0,
            1.0,
            None,
            1,
            blank=Blank.HIDDEN if is_withheld else None,
        )

    rows = [
        *(week("2026-03-02", True), week("2026-03-09", False), week("2026-03-16", True)),
        *(week("2026-03-02", True, "Law"), week("2026-03-09", True, "Law"), week("2026-03-16", False, "Law")),
    ]
    kept = without_empty_ends(rows, ("week", "industry"))
    assert segments_of(list(kept)) == [
        "2026-03-09 Arts",
        "2026-03-16 Arts",
        "2026-03-09 Law",
        "2026-03-16 Law",
    ]
    assert without_empty_ends(rows[:1], ("week",)) == ()
    assert without_empty_ends(rows[:1], ("industry",)) == tuple(rows[:1])
