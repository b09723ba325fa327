"""Small groups are counted together: three classes, a field of study, other majors; a blank names a cut that works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from pipelines.errors import QuestionError
from pipelines.figures.results import Cell, Question, Released, Result, WayOut
from pipelines.release.disclosure import GIVEN_AWAY, Policy
from pipelines.release.lines import nearest
from pipelines.release.pooling import Groups, pooled
from tests.pipelines.release.tables import POLICY, metric, release_pooled

STUDENTS = [  # (majors, class): 28 + 9 + 4 + 6 + 6 students, one of them in two small majors
    *[(("Biology",), "2026")] * 28,
    *[(("Dance",), "2026")] * 3,
    (("Dance", "Music"), "2026"),
    *[(("Music",), "2026")] * 5,
    *[(("Greek",), "2026")] * 4,
    *[(("Latin",), "2025")] * 6,
    *[(("Film",), "2026")] * 2,
]


MAJORS = ("Biology", "Dance", "Film", "Greek", "Latin", "Music", "Unknown")


VISUAL = dict.fromkeys(("Dance", "Film", "Music"), "Visual arts")
OFFICE = Groups(("2024", "2025", "2026"), {**VISUAL, "Biology": "Life"})


def counted(question: Question) -> Result:
    """How many students there are, for any cut by major and class."""
    chosen: dict[str, set[str]] = {}
    for name, value in question.where:
        chosen.setdefault(name, set()).add(value)
    inside = [
        (majors, year)
        for majors, year in STUDENTS
        if chosen.get("major", set(majors)) & set(majors) and year in chosen.get("class_year", {year})
    ]
    domains = {"major": MAJORS, "class_year": OFFICE.classes}
    if not set(question.by) <= set(domains):
        raise QuestionError("Not by that.")
    cells = []
    listed = [[one for one in domains[axis] if one in chosen.get(axis, {one})] for axis in question.by]
    for values in product(*listed):
        segment = dict(zip(question.by, values, strict=True))
        n = sum(
            segment.get("major", majors[0]) in majors and segment.get("class_year", year) == year
            for majors, year in inside
        )
        cells.append(Cell(segment, float(n), float(n), None, n))
    figure = metric("count", "students", "student")
    return Result(
        figure, question, tuple(cells), "b", None, domains={axis: domains[axis] for axis in question.by}
    )


FEW = "Fewer than 10 students"


def test_small_majors_are_counted_together_by_field_and_then_as_other_majors() -> None:
    released = release_pooled(counted, Question(by=("major",)), POLICY, OFFICE)
    shown = {cell.segment["major"]: cell.label for cell in released.cells}
    assert shown == {
        "Biology": "30", "Other in Visual arts": "10", "Greek": FEW, "Latin": FEW, "Unknown": FEW,
    }  # fmt: skip
    made = pooled(counted, Question(by=("major",)), POLICY, OFFICE)
    assert made.result.pools == {"Other in Visual arts": ("Dance", "Film", "Music")}
    assert released.pooled == ("“Other in Visual arts” holds 3 smaller majors.",)
    fields = replace(
        OFFICE, families={"Dance": "Stage", "Music": "Stage"}
    )  # two: each would be known too well
    without = release_pooled(counted, Question(by=("major",)), POLICY, fields)
    assert {cell.segment["major"]: cell.label for cell in without.cells} == {
        "Biology": "30", "Other majors": "20", "Unknown": FEW,
    }  # fmt: skip
    assert without.pooled == ("“Other majors” holds 5 smaller majors.",)


def test_a_student_of_two_small_majors_counts_once_in_their_pool() -> None:
    pool = release_pooled(counted, Question(by=("major",)), Policy(k=8), OFFICE)
    visual = next(cell for cell in pool.cells if cell.segment["major"] == "Other in Visual arts")
    assert visual.people == nearest(11, 5)  # 2 in Film, 4 in Dance, 6 in Music, one of them in both


def test_one_class_too_small_is_counted_with_the_two_before_it_and_the_figure_says_so() -> None:
    released = release_pooled(counted, Question(where=(("class_year", "2025"),)), POLICY, OFFICE)
    assert released.cells[0].is_withheld  # 2024 and 2025 together have 6
    assert released.notes == ("Fewer than 10 students. Remove the class filter to see it.",)
    assert released.pooled == ()
    few = Groups(("2023", "2024", "2025"), {})
    sizes = classes(of2023=5, of2024=4, of2025=4)
    together = release_pooled(measuring(sizes), Question(where=(("class_year", "2025"),)), POLICY, few)
    assert together.cells[0].people == 15
    assert together.pooled == ("The classes of 2023, 2024 and 2025 are counted together.",)


# -- any office, cut in any way ------------------------------------------------------------------------------


Person = dict[str, str]
AXES = ("campus", "college", "class_year", "major", "week", "month")


def people(*groups: tuple[int, Person]) -> list[Person]:
    return [dict(person) for times, person in groups for _ in range(times)]


def measuring(
    office: list[Person], *beside: str, refuses: tuple[str, ...] = ()
) -> Callable[[Question], Result]:
    """How many students there are, for any cut; a figure beside it counts the same."""
    domains = {axis: tuple(sorted({one[axis] for one in office if axis in one})) for axis in AXES}

    def counts(name: str, asked: Question) -> Result:
        if set(asked.by) & set(refuses) or not set(asked.by) <= set(AXES):
            raise QuestionError("Not by that.")
        allowed = {axis: {value for other, value in asked.where if other == axis} for axis, _ in asked.where}
        inside = [one for one in office if all(one[axis] in values for axis, values in allowed.items())]
        listed = [
            [value for value in domains[axis] if value in allowed.get(axis, {value})] for axis in asked.by
        ]
        cells = []
        for values in product(*listed):
            segment = dict(zip(asked.by, values, strict=True))
            n = sum(all(one[axis] == value for axis, value in segment.items()) for one in inside)
            cells.append(Cell(segment, float(n), float(n), None, n))
        figure = replace(metric("count", "students", "student"), id=name)
        return Result(
            figure, asked, tuple(cells), "b", None, domains={axis: domains[axis] for axis in asked.by}
        )

    def measure(asked: Question) -> Result:
        others = tuple(counts(name, asked) for name in beside)
        return replace(counts("students", asked), beside=others)

    return measure


def classes(**sizes: int) -> list[Person]:
    return people(
        *((size, {"class_year": name.removeprefix("of"), "college": "Arts"}) for name, size in sizes.items())
    )


def shown(released: Released) -> dict[str, str]:
    return {" ".join(cell.segment.values()): cell.label for cell in released.cells}


def by_class(office: list[Person]) -> Released:
    years = tuple(sorted({one["class_year"] for one in office} - {"Unknown"}))
    return release_pooled(measuring(office), Question(by=("class_year",)), POLICY, Groups(years))


def test_three_classes_are_counted_together_back_from_the_newest_where_one_is_small() -> None:
    released = by_class(classes(of2020=20, of2021=20, of2022=3, of2023=20, of2024=30, of2025=40))
    assert shown(released) == {"2020–2022": "45", "2023": "20", "2024": "30", "2025": "40"}
    assert released.pooled == ("The classes of 2020, 2021 and 2022 are counted together.",)


@pytest.mark.parametrize(
    ("sizes", "pools"),
    [
        ({"of2023": 4, "of2024": 5, "of2025": 6}, {"2023–2025"}),  # nobody in it is shown without it
        ({"of2023": 4, "of2024": 50, "of2025": 60}, set()),
    ],
)
def test_where_people_are_told_apart_personally_no_pool_holds_anybody_who_is_shown_without_it(
    sizes: dict[str, int], pools: set[str]
) -> None:
    """The same classes by a campus that is nobody's business, and by one that is."""
    office = [{**one, "campus": "Main"} for one in classes(**sizes)]
    asked = Question(by=("class_year", "campus"))
    years = Groups(("2023", "2024", "2025"))
    personal = replace(POLICY, sensitive=("campus",))
    assert set(pooled(measuring(office), asked, personal, years).result.pools) == pools
    assert set(pooled(measuring(office), asked, POLICY, years).result.pools) == {"2023–2025"}


def test_two_classes_left_over_are_counted_together_and_a_lone_one_is_not() -> None:
    two = by_class(classes(of2021=4, of2022=48, of2023=20, of2024=30, of2025=40))
    assert shown(two) == {"2021–2022": "50", "2023": "20", "2024": "30", "2025": "40"}
    # whoever asks for 2022 by itself would know that somebody is left
    known = by_class(classes(of2021=4, of2022=20, of2023=20, of2024=30, of2025=40))
    assert shown(known) == {"2021": FEW, "2022": "20", "2023": "20", "2024": "30", "2025": "40"}
    lone = by_class(classes(of2022=4, of2023=20, of2024=30, of2025=40))
    assert shown(lone) == {"2022": "Fewer than 10 students", "2023": "20", "2024": "30", "2025": "40"}
    assert lone.pooled == ()


def test_several_runs_stand_in_the_order_of_the_years() -> None:
    office = classes(of2020=4, of2021=20, of2022=20, of2023=4, of2024=30, of2025=40)
    years = Groups(tuple(map(str, range(2020, 2026))))
    made = pooled(measuring(office), Question(by=("class_year",)), POLICY, years).result
    assert made.pools == {
        "2020–2022": ("2020", "2021", "2022"), "2023–2025": ("2023", "2024", "2025"),
    }  # fmt: skip
    assert list(made.pools) == ["2020–2022", "2023–2025"]
    assert pooled(measuring(office), Question(by=("college",)), POLICY, OFFICE).result.pools == {}


def test_what_is_unknown_is_never_pooled() -> None:
    released = by_class([*classes(of2023=20, of2024=30, of2025=40), *classes(Unknown=3)])
    assert shown(released) == {"2023": "20", "2024": "30", "2025": "40", "Unknown": "Fewer than 10 students"}


def of_major(sizes: dict[str, int]) -> list[Person]:
    return people(
        *((size, {"major": name, "college": "Arts", "class_year": "2025"}) for name, size in sizes.items())
    )


def test_a_lone_small_major_of_a_field_stays_and_one_without_a_field_joins_no_field() -> None:
    office = of_major({"Art": 4, "Bio": 30, "Chem": 9, "Dance": 7, "Elf": 3, "Fae": 8, "Glass": 1})
    families = {"Art": "Arts", "Dance": "Arts", "Glass": "Arts", "Bio": "Life", "Chem": "Life"}
    made = pooled(measuring(office), Question(by=("major",)), POLICY, Groups((), families)).result
    assert made.pools == {"Other in Arts": ("Art", "Dance", "Glass"), "Other majors": ("Chem", "Elf", "Fae")}
    released = release_pooled(measuring(office), Question(by=("major",)), POLICY, Groups((), families))
    # Chem, Elf and Fae are left: other majors; the field of Art, Dance and Glass is large enough by itself
    assert shown(released) == {"Bio": "30", "Other in Arts": "10", "Other majors": "20"}
    assert released.pooled == (
        "“Other in Arts” holds 3 smaller majors.",
        "“Other majors” holds 3 smaller majors.",
    )


def test_one_small_major_alone_is_no_pool() -> None:
    office = of_major({"Art": 4, "Bio": 30, "Chem": 40})
    released = release_pooled(measuring(office), Question(by=("major",)), POLICY)
    assert shown(released) == {"Art": FEW, "Bio": "30", "Chem": "40"}


def test_pools_of_a_crossed_table_keep_the_order_of_its_breakdowns_and_its_filters() -> None:
    office = people(
        (20, {"class_year": "2023", "college": "Arts", "campus": "Main"}),
        (4, {"class_year": "2024", "college": "Arts", "campus": "Main"}),
        (20, {"class_year": "2025", "college": "Arts", "campus": "Main"}),
        (10, {"class_year": "2023", "college": "Law", "campus": "Main"}),
        (3, {"class_year": "2024", "college": "Law", "campus": "Main"}),
        (12, {"class_year": "2025", "college": "Law", "campus": "Main"}),
        (50, {"class_year": "2025", "college": "Law", "campus": "Lake"}),
        (50, {"class_year": "2025", "college": "Arts", "campus": "Lake"}),
    )
    asked = Question(by=("college", "class_year"), where=(("campus", "Main"),))
    released = release_pooled(measuring(office, "others"), asked, POLICY, Groups(("2023", "2024", "2025")))
    assert [dict(cell.segment) for cell in released.cells] == [
        {"college": "Arts", "class_year": "2023–2025"}, {"college": "Law", "class_year": "2023–2025"},
    ]  # fmt: skip
    assert [list(cell.segment) for cell in released.cells] == [["college", "class_year"]] * 2
    assert [cell.label for cell in released.cells] == ["45", "25"]
    assert released.beside[0].cells == released.cells  # pooled alike


def test_a_figure_beside_that_cannot_be_pooled_stays_as_it_is() -> None:
    office = classes(of2023=20, of2024=4, of2025=20)
    with_beside = measuring(office, "others")

    def measure(asked: Question) -> Result:
        result = with_beside(asked)
        return result if asked.by else replace(result, beside=())

    released = release_pooled(measure, Question(by=("class_year",)), POLICY, Groups(("2023", "2024", "2025")))
    assert shown(released) == {"2023–2025": "45"}
    assert shown(released.beside[0])["2023"] == "20"


def one_class(
    office: list[Person], year: str, *more: tuple[str, str], years: tuple[str, ...] = ()
) -> Released:
    asked = Question(where=(("class_year", year), *more))
    return release_pooled(measuring(office), asked, POLICY, Groups(years or ("2022", "2023", "2024", "2025")))


def test_a_small_class_is_counted_with_the_two_before_it_only_and_keeps_its_other_filters() -> None:
    office = [
        *classes(of2022=50, of2023=5, of2024=4, of2025=4),
        *people((99, {"class_year": "2024", "college": "Law"})),
    ]
    released = one_class(office, "2025", ("college", "Arts"))
    assert [cell.people for cell in released.cells] == [15]  # 13 of Arts, without 2022 and without Law
    assert released.pooled == ("The classes of 2023, 2024 and 2025 are counted together.",)


@pytest.mark.parametrize("year", ["2025", "2022"])
def test_a_large_class_and_a_first_one_are_counted_as_asked(year: str) -> None:
    office = classes(of2022=9, of2023=5, of2024=4, of2025=30)
    assert one_class(office, year).pooled == ()  # the one is large, the other has none before it


@pytest.mark.parametrize(
    ("sizes", "year", "people", "together"),
    [
        ((8, 6, 40, 40), "2023", 15, "2022 and 2023"),
        ((8, 6, 4, 40), "2024", 20, "2022, 2023 and 2024"),
        ((40, 6, 4, 4), "2025", 15, "2023, 2024 and 2025"),
    ],
)
def test_a_class_is_counted_with_as_many_as_there_are_before_it_and_never_with_a_later_one(
    sizes: tuple[int, ...], year: str, people: int, together: str
) -> None:
    office = classes(**{f"of{2022 + place}": size for place, size in enumerate(sizes)})
    released = one_class(office, year)
    assert [cell.people for cell in released.cells] == [people]
    assert released.pooled == (f"The classes of {together} are counted together.",)


def test_of_two_classes_asked_for_none_is_counted_with_others() -> None:
    both = Question(where=(("class_year", "2024"), ("class_year", "2025")))
    made = pooled(
        measuring(classes(of2022=9, of2024=4, of2025=4)), both, POLICY, Groups(("2022", "2024", "2025"))
    )
    assert made.result.question == both
    assert made.result.pools == {}


def test_three_classes_that_show_no_more_are_not_counted_together() -> None:
    released = one_class(classes(of2022=1, of2023=1, of2024=1, of2025=1), "2024")
    assert released.question.where == (("class_year", "2024"),)
    assert released.pooled == ()


def test_a_class_the_office_does_not_know_is_left_alone() -> None:
    assert one_class(classes(of2022=30, of2025=4), "2025", years=("2022", "2023")).pooled == ()


# -- a cut that works ----------------------------------------------------------------------------------------


def note(office: list[Person], asked: Question, **more: tuple[str, ...]) -> tuple[str, ...]:
    return release_pooled(measuring(office, **more), asked, POLICY).notes


def without(office: list[Person], asked: Question) -> tuple[str, ...]:
    """What of the question its way out takes away."""
    way_out = release_pooled(measuring(office), asked, POLICY).way_out
    return way_out.without if way_out else ()


WEEKS = people(
    (12, {"week": "2026-03-02", "month": "2026-03", "college": "Arts"}),
    (4, {"week": "2026-03-09", "month": "2026-03", "college": "Arts"}),
    (12, {"week": "2026-03-16", "month": "2026-03", "college": "Law"}),
)


def test_the_finest_coarser_time_is_named() -> None:
    assert note(WEEKS, Question(by=("week",)), refuses=("term",)) == (f"{FEW}. Try it by month.",)


def test_a_cut_that_does_not_apply_is_no_way_out() -> None:
    assert note(WEEKS, Question(by=("week",)), refuses=("term", "month")) == (
        f"{FEW}. Try it without a breakdown.",
    )


def test_one_of_two_breakdowns_is_named_where_it_leaves_no_blank() -> None:
    crossed = people(
        (12, {"college": "Arts", "week": "2026-03-02"}),
        (12, {"college": "Law", "week": "2026-03-09"}),
    )
    assert note(crossed, Question(by=("college", "week")), refuses=("term", "month")) == (
        f"{FEW}. Try it by week.",
    )


def test_fewer_filters_all_dates_and_the_whole_office_are_tried_in_turn() -> None:
    office = people(
        (4, {"college": "Arts", "class_year": "2025"}), (30, {"college": "Law", "class_year": "2025"})
    )
    of_arts = Question(where=(("college", "Arts"), ("class_year", "2025")))
    assert note(office, of_arts) == (f"{FEW}. Remove the college filter to see it.",)
    assert without(office, of_arts) == ("college",)
    dated = Question(since=date(2026, 3, 1))

    def measure(asked: Question) -> Result:
        return measuring(office if not asked.since else office[:4])(asked)

    all_dates = release_pooled(measure, dated, POLICY)
    assert all_dates.notes == (f"{FEW}. Try all dates.",)
    assert all_dates.way_out == WayOut("Try all dates.", ("dates",))
    narrow = people(
        (4, {"college": "Arts", "class_year": "2025"}),
        (4, {"college": "Law", "class_year": "2025"}),
        (4, {"college": "Arts", "class_year": "2024"}),
        (1, {"college": "Music", "class_year": "2023"}),
    )
    assert note(narrow, of_arts) == (f"{FEW}. Try the whole office.",)
    assert without(narrow, of_arts) == ("college", "class_year")
    for dates in ({"since": date(2026, 3, 1)}, {"until": date(2026, 3, 1)}):
        assert without(narrow, replace(of_arts, **dates)) == ("college", "class_year", "dates")


def test_a_blank_that_is_not_of_few_does_not_say_so() -> None:
    office = people((40, {"college": "Arts"}), (3, {"college": "Law"}))
    arts = Question(where=(("college", "Arts"),))
    assert release_pooled(measuring(office), arts, POLICY).cells[0].label == GIVEN_AWAY
    assert note(office, arts) == (f"{GIVEN_AWAY}. Remove the college filter to see it.",)
    assert note(office, Question(where=(("college", "Law"),))) == (
        f"{FEW}. Remove the college filter to see it.",
    )


def test_where_nothing_works_and_where_nothing_is_blank_no_way_out_is_named() -> None:
    few = people((4, {"college": "Arts"}))
    assert note(few, Question(by=("college",))) == ("Fewer than 10 students.",)
    assert note(people((40, {"college": "Arts"})), Question(by=("college",))) == ()


def test_a_blank_that_is_only_the_unknown_needs_no_way_out() -> None:
    office = people((40, {"college": "Arts"}), (3, {"college": "Unknown"}))
    assert not any("By" in one or "it works" in one for one in note(office, Question(by=("college",))))
