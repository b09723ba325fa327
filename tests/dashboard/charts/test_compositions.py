"""Parts of a whole: 100 % bars, a distribution in its own order, what became of each class."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.charts import (
    compositions,
)
from dashboard.charts.exhibit import chart_for
from dashboard.charts.marks import marks_of
from dashboard.charts.palette import MEANINGS
from pipelines.figures.blanks import Blank
from pipelines.figures.results import Cell, Released
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import band, cell, metric, released, withheld
from tests.dashboard.charts.reading_specs import plain, spec_text

SAYS = {
    "bands": """
    stacked_bars interview_bands: How many hold how many by program
    How many hold how many: “0” is 20% of BUS 301, 50% of ENG 210.
    Stacked bar chart: How many hold how many by program. 0: 20% of BUS 301, 50% of ENG 210. How many hold how many: “0” is 20% of BUS 301, 50% of ENG 210. BUS 301: 0 20%, 1 30%, 2 20%, 3–5 20%, 6+ 10%; ENG 210: 0 50%, 1 20%, 2 10%, 3–5 10%, 6+ 10%.
    unit percent; values “”; categories “Program”
    segments of program: BUS 301, ENG 210
    ordered
    series: 0 / 1 / 2 / 3–5 / 6+
    BUS 301 (n = 100): 0.2 “20%” / 0.3 “30%” / 0.2 “20%” / 0.2 “20%” / 0.1 “10%”
    ENG 210 (n = 100): 0.5 “50%” / 0.2 “20%” / 0.1 “10%” / 0.1 “10%” / 0.1 “10%”
    """,
    "bands_publishable": """
    dots interview_bands: How many hold how many by program
    How many hold how many: “0” is 10–20% of BUS 301. 1 of 2 is hidden.
    Ranges: How many hold how many by program. 0: 10–20% of BUS 301. How many hold how many: “0” is 10–20% of BUS 301. 1 of 2 is hidden. BUS 301: 0 10–20%, 1 10–20%, 2 10–20%, 3–5 10–20%, 6+ <10; ENG 210: 0 <10, 1 <10, 2 <10, 3–5 <10, 6+ <10.
    unit percent; values “”; categories “Program”
    segments of program: BUS 301, ENG 210
    ordered
    series: 0 / 1 / 2 / 3–5 / 6+
    BUS 301 (n = 30): - [0.1–0.2] “10–20%” / - [0.1–0.2] “10–20%” / - [0.1–0.2] “10–20%” / - [0.1–0.2] “10–20%” / - “<10”
    ENG 210 (n <10): - “<10” / - “<10” / - “<10” / - “<10” / - “<10”
    """,
    "classes": """
    stacked_bars outcome_mix: What became of each class
    Of the class of 2026, 47% are employed and 13% are in school; the outcome of 23% is not known.
    Stacked bar chart: What became of each class. 47% of the class of 2026 are employed, 13% in school; we don't know about 23%. Of the class of 2026, 47% are employed and 13% are in school; the outcome of 23% is not known. Class of 2026: Employed 47%, In school 13%, Service 3%, Looking 12%, Not looking 2%, Not known 23%; Class of 2025: Employed 51%, In school 14%, Service 3%, Looking 9%, Not looking 2%, Not known 21%.
    unit percent; values “”; categories “Class”
    segments of class_year: 2026, 2025
    series: Employed / In school / Service / Looking / Not looking / Not known (grey)
    Class of 2026 (n = 512): 0.47 “47%” / 0.13 “13%” / 0.03 “3%” / 0.12 “12%” / 0.02 “2%” / 0.23 “23%”
    Class of 2025 (n = 512): 0.51 “51%” / 0.14 “14%” / 0.03 “3%” / 0.09 “9%” / 0.02 “2%” / 0.21 “21%”
    """,
    "distribution": """
    columns names_given: Names given
    Names given: 0 (40%), 1 (30%) and 3–4 (15%); not recorded 10%.
    Column chart: Names given. Names given: 0 40%, 1 30%, 3–4 15%. Names given: 0 (40%), 1 (30%) and 3–4 (15%); not recorded 10%. 0: 40%; 1: 30%; 3–4: 15%; 5+: 5%; Not recorded: 10%.
    unit percent; values “”; categories “Names”
    series: Names given
    0: 0.4 “40%”
    1: 0.3 “30%”
    3–4: 0.15 “15%”
    5+: 0.05 “5%”
    Not recorded: 0.1 “10%”
    """,
}


@pytest.mark.parametrize("name", SAYS)
def test_what_the_chart_says(name: str) -> None:
    assert plain(spec_text(samples.all_specs()[name])) == plain(SAYS[name].replace("{LONG}", samples.LONG))


def test_exact_shares_stack_and_bands_do_not() -> None:
    exact = compositions.composition(marks_of(samples.programs()))
    assert exact.kind == "stacked_bars"
    assert exact.is_ordered
    assert [s.name for s in exact.series] == ["0", "1", "2", "3–5", "6+"]
    assert exact.category_notes == ("n = 100", "n = 100")
    banded = compositions.composition(marks_of(samples.programs_publishable()))
    assert banded.kind == "dots"
    assert all(v is None for s in banded.series for v in s.values)
    assert banded.category_notes == ("n = 30", "n <10")


def test_more_than_six_parts_leave_a_grey_other() -> None:
    figure = metric("m", aggregate="share", category="mode", categories=tuple("abcdefgh"))
    spec = compositions.composition(
        marks_of(samples.shares(figure, {"x": (0.3, 0.2, 0.15, 0.1, 0.1, 0.05, 0.05, 0.05)}, "college"))
    )
    assert [s.name for s in spec.series] == [*"ABCDEF", "Other"]
    assert spec.series[-1].values == (pytest.approx(0.1),)
    assert spec.series[-1].is_muted


def test_each_class_is_one_bar_of_all_graduates() -> None:
    spec = compositions.outcomes_by_class(marks_of(samples.classes()))
    assert spec.categories == ("Class of 2026", "Class of 2025")
    assert [s.name for s in spec.series] == [
        "Employed",
        "In school",
        "Service",
        "Looking",
        "Not looking",
        "Not known",
    ]
    meant = MEANINGS["outcome"]
    assert [s.color for s in spec.series[:5]] == [
        *(meant[name] for name in ("employed", "continuing_education", "service")),
        meant["seeking"],
        meant["not_seeking"],
    ]
    assert spec.reading == (
        "Of the class of 2026, 47% are employed and 13% are in school; the outcome of 23% is not known."
    )


def test_a_distribution_keeps_its_order_and_not_recorded_comes_last() -> None:
    figure = metric(
        "names_given",
        aggregate="share",
        of="interview",
        category="names",
        categories=("not_recorded", "0", "1", "3-4", "5+"),
    )
    values = (0.1, 0.4, 0.3, 0.15, 0.05)
    rows = [cell({"names": n}, v, 600) for n, v in zip(figure.categories, values, strict=True)]
    spec = chart_for(marks_of(released(figure, rows)))
    assert spec.kind == "columns"
    assert spec.categories == ("0", "1", "3–4", "5+", "Not recorded")
    assert spec.reading == "Names given: 0 (40%), 1 (30%) and 3–4 (15%); not recorded 10%."


@pytest.mark.parametrize(
    ("arts", "says"),
    [
        (0.4, " is 40% of Arts, 50% of Law"),
        (0.5, " is 50% in both rows"),
        (0.48, " is about even: 48% to 50%"),
    ],
)
def test_a_small_group_is_no_end_of_what_shares_run_from_and_to(arts: float, says: str) -> None:
    goal = metric(
        "goal",
        title="What became of the goal",
        aggregate="share",
        of="response",
        category="goal",
        categories=("confirmed", "changed"),
        categories_are="parts",
    )
    rows = (("Law", 0.5, 80), ("Arts", arts, 60), ("Music", 1.0, 3))
    cells = [
        cell({"college": college, "goal": name}, share, n, low=share - 0.02, high=share + 0.02)
        for college, first, n in rows
        for name, share in (("confirmed", first), ("changed", 1 - first))
    ]
    spec = chart_for(marks_of(released(goal, cells, ("college",))))
    assert spec.kind == "stacked_bars"
    assert spec.reading == f"What became of the goal, where n is 10 or more: “confirmed”{says}."


def test_a_row_of_fewer_than_ten_is_grey_last_and_empty() -> None:
    few = [
        Cell(
            {"program": "AAA 101", "interviews": part},
            None,
            1,
            4,
            4,
            is_few=True,
            label="1 of 4",
            written="1 of 4",
        )
        for part in samples.BANDS.categories
    ]
    figure = replace(samples.programs(), cells=(*few, *samples.programs().cells))
    spec = compositions.composition(marks_of(figure))
    assert spec.kind == "stacked_bars"
    assert spec.categories == ("BUS 301", "ENG 210", "AAA 101")
    assert spec.greyed == (False, False, True)
    assert [series.values[2] for series in spec.series] == [None] * 5
    assert spec.category_notes[2] == "n = 4: too few"
    assert "1 of 3 has fewer than 10." in spec.reading


# -- parts put together ----------------------------------------------------------------------------

CARE = metric("care", aggregate="share", category="mode", categories=("x", "y", "z"), categories_are="parts")


def one_row(*cells: Cell) -> Released:
    return released(CARE, list(cells), ("college",))


def part(name: str, share: float | None, low_high: tuple[float, float] | None = None) -> Cell:
    segment = {"college": "Law", "mode": name}
    if low_high:
        return band(segment, *low_high, 30)
    return withheld(segment) if share is None else cell(segment, share, 30)


def merged(*cells: Cell) -> tuple[float | None, float | None, float | None, str]:
    spec = compositions.composition(marks_of(one_row(*cells)), groups=(("Both", ("x", "y")), ("Z", ("z",))))
    both = spec.series[0]
    low, high = (both.low[0], both.high[0]) if both.low else (None, None)
    return both.values[0], low, high, both.labels[0]


def test_parts_that_are_merged_add_up() -> None:
    assert merged(part("x", 0.2), part("y", 0.3), part("z", 0.5)) == (0.5, None, None, "50%")
    assert merged(part("x", 0.2), part("z", 0.5)) == (0.2, None, None, "20%")


def test_bands_that_are_merged_add_their_ends_and_never_pass_the_whole() -> None:
    value, low, high, label = merged(part("x", None, (0.1, 0.2)), part("y", None, (0.3, 0.4)), part("z", 0.5))
    assert (value, low, high, label) == (None, pytest.approx(0.4), pytest.approx(0.6), "40% to 60%")
    value, low, high, label = merged(part("x", None, (0.1, 0.2)), part("y", 0.3), part("z", 0.5))
    assert (value, low, high, label) == (None, pytest.approx(0.4), pytest.approx(0.5), "40% to 50%")
    assert merged(part("x", None, (0.5, 0.7)), part("y", None, (0.3, 0.4)), part("z", 0.5))[2] == 1.0


def test_a_withheld_part_withholds_what_it_is_merged_into() -> None:
    assert merged(part("x", None), part("y", 0.3), part("z", 0.5)) == (None, None, None, "<10")


def test_of_many_parts_in_bands_the_smallest_are_left_to_the_table() -> None:
    figure = metric(
        "m", aggregate="share", category="mode", categories=tuple("abcdefgh"), categories_are="parts"
    )
    cells = [band({"college": "x", "mode": m}, i / 100, (i + 5) / 100, 30) for i, m in enumerate("abcdefgh")]
    spec = compositions.composition(marks_of(released(figure, cells, ("college",))))
    assert [s.name for s in spec.series] == list("CDEFGH")
    assert spec.kind == "dots"


def test_unknown_stays_apart_and_other_joins_the_other_small_ones() -> None:
    names = (*"abcdefg", "other", "unknown")
    figure = metric("m", aggregate="share", category="mode", categories=names, categories_are="parts")
    shares = (0.2, 0.15, 0.15, 0.1, 0.1, 0.1, 0.05, 0.05, 0.1)
    spec = compositions.composition(marks_of(samples.shares(figure, {"x": shares}, "college")))
    assert [s.name for s in spec.series] == [*"ABCDEF", "Other", "Unknown"]
    assert spec.series[6].values == (pytest.approx(0.1),)
    assert [s.is_muted for s in spec.series] == [False] * 6 + [True, True]


def test_rows_are_sorted_by_name_classes_from_the_newest_and_unknown_last() -> None:
    rows = {"Unknown": (0.5, 0.3, 0.2), "law": (0.5, 0.3, 0.2), "Arts": (0.5, 0.3, 0.2)}
    assert compositions.composition(marks_of(samples.shares(CARE, rows, "college"))).categories == (
        "Arts", "law", "Unknown",
    )  # fmt: skip
    years = {"2024": (0.5, 0.3, 0.2), "Unknown": (0.5, 0.3, 0.2), "2026": (0.5, 0.3, 0.2)}
    assert compositions.composition(marks_of(samples.shares(CARE, years, "class_year"))).segments == (
        "2026", "2024", "Unknown",
    )  # fmt: skip


def test_one_row_says_what_is_most_often() -> None:
    spec = compositions.composition(marks_of(samples.shares(CARE, {"Law": (0.5, 0.3, 0.2)}, "college")))
    assert spec.reading == "Care: x (50%), y (30%) and z (20%)."
    nothing = compositions.composition(marks_of(one_row(part("x", None), part("y", None), part("z", None))))
    assert nothing.reading == "Care: every part is hidden."


def test_outcomes_without_a_class_speak_of_all_graduates_and_by_college_of_shares() -> None:
    figure = samples.OUTCOMES
    whole = [
        cell({"outcome": o}, s, 512)
        for o, s in zip(figure.categories, (0.5, 0.2, 0.0, 0.1, 0.0, 0.2), strict=True)
    ]
    assert compositions.outcomes_by_class(marks_of(released(figure, whole))).reading == (
        "Of all graduates, 50% are employed and 20% are in school; the outcome of 20% is not known."
    )
    by_college = samples.shares(
        figure, {"Law": (0.5, 0.2, 0.0, 0.1, 0.0, 0.2), "Arts": (0.4, 0.3, 0.0, 0.1, 0.0, 0.2)}, "college"
    )
    assert compositions.outcomes_by_class(marks_of(by_college)).reading.startswith(
        "Outcome mix: “Employed” is about even: 40% to 50%"
    )


# -- sentences -------------------------------------------------------------------------------------


def most_often(*shares: tuple[str, float | None], half: float = 0.01) -> str:
    figure = metric("mode", title="How", aggregate="share", category="mode")
    cells = [
        withheld({"mode": name})
        if share is None
        else cell({"mode": name}, share, 400, low=share - half, high=share + half)
        for name, share in shares
    ]
    return compositions.distribution(marks_of(released(figure, cells))).reading


def test_three_parts_are_named_where_chance_does_not_explain_their_order() -> None:
    four = (("a", 0.1), ("b", 0.4), ("c", 0.2), ("d", 0.25))
    assert most_often(*four) == "How: most often b (40%), then d (25%) and c (20%)."
    assert most_often(*four, half=0.4) == "How: b (40%), d (25%) and c (20%)."
    assert most_often(("a", 1.0)) == "How: most often a (100%)."
    assert most_often(("a", 0.7), ("b", 0.3)) == "How: most often a (70%), then b (30%)."


def test_what_is_not_recorded_is_told_aside_and_what_is_other_is_not() -> None:
    said = most_often(("a", 0.5), ("other", 0.3), ("not_recorded", 0.2), ("b", None))
    assert said == "How: most often a (50%); not recorded 20%. 1 of 2 is hidden."
    assert most_often(("a", 0.5), ("unknown", None)) == "How: most often a (50%)."
    assert most_often(("a", None), ("unknown", 0.4)) == "How: the only part is hidden."


def by_row(**rows: tuple[float | None, float]) -> Released:
    """Of each row the share of x, None where all of the row is withheld, and how far its interval reaches."""
    cells = [
        withheld({"college": row, "mode": name})
        if share is None
        else cell({"college": row, "mode": name}, part, 400, low=part - half, high=part + half)
        for row, (share, half) in rows.items()
        for name, part in (("x", share), ("y", 1 - (share or 0.0)))
    ]
    return released(replace(CARE, categories=("x", "y")), cells, ("college",))


def reading(figure: Released) -> str:
    return compositions.composition(marks_of(figure)).reading


def test_rows_are_compared_by_the_first_part_that_is_told() -> None:
    assert reading(by_row(Arts=(0.2, 0.01), Law=(0.6, 0.01), Music=(0.4, 0.01))) == (
        "Care: “X” is 20% of Arts, 60% of Law."
    )
    assert reading(by_row(Arts=(0.2, 0.4), Law=(0.6, 0.4), Music=(0.6, 0.4))) == (
        "Care: “X” runs from 20% to 60%, no farther apart than chance allows."
    )
    assert reading(by_row(Arts=(0.2, 0.01), Law=(None, 0.0))) == (
        "Care: “X” is 20% of Arts. 1 of 2 is hidden."
    )
    assert reading(by_row(Arts=(None, 0.0), Law=(None, 0.0))) == "Care: every group is hidden."


def test_what_is_unknown_is_no_part_to_compare_rows_by() -> None:
    figure = metric("care", aggregate="share", category="mode", categories=("unknown", "x"))
    rows = {"Arts": (0.8, 0.2), "Law": (0.4, 0.6)}
    assert reading(samples.shares(figure, rows, "college")).startswith("Care: “X” ")
    nothing = released(
        figure,
        [cell({"college": c, "mode": "unknown"}, 1.0, 80) for c in ("Arts", "Law")],
        ("college",),
    )
    assert reading(nothing) == "Care: there is no group with any data."


def notes(*cells: Cell) -> tuple[str, ...]:
    return compositions.composition(marks_of(one_row(*cells))).category_notes


def test_the_n_of_a_row_is_that_of_a_part_that_has_it_or_why_there_is_none() -> None:
    assert notes(part("x", None), part("y", 0.5)) == ("n = 30",)
    assert notes(part("x", None), part("y", None)) == ("n <10",)
    early = Cell({"college": "Law", "mode": "x"}, None, 0, 0, 0, blank=Blank.TOO_EARLY, label="Too early")
    assert notes(early) == (Blank.TOO_EARLY.mark,)
    assert notes(Cell({"college": "Law", "mode": "x"}, 0.5, None, None, 30, label="50%")) == ("",)


def test_few_that_are_merged_are_counted_together() -> None:
    few = [
        Cell(
            {"college": "Law", "mode": name},
            None,
            n,
            4,
            4,
            is_few=True,
            label=f"{n} of 4",
            written=f"{n} of 4",
        )
        for name, n in (("x", 1), ("y", 2), ("z", 1))
    ]
    assert merged(*few)[3] == "3 of 4"
    spec = compositions.composition(marks_of(one_row(*few)), groups=(("Both", ("x", "y")), ("Z", ("z",))))
    assert spec.series[0].values == (None,)
    assert spec.category_notes == ("n = 4: too few",)
    assert spec.reading == "Care: every part has fewer than 10."


def test_a_class_of_too_few_and_one_of_which_nothing_is_known_say_what_all_shares_say() -> None:
    figure = samples.OUTCOMES
    few = [
        Cell(
            {"class_year": "2026", "outcome": name},
            None,
            1,
            6,
            6,
            is_few=True,
            label="1 of 6",
            written="1 of 6",
        )
        for name in figure.categories
    ]
    spec = compositions.outcomes_by_class(marks_of(released(figure, few, ("class_year",))))
    assert spec.reading == "Outcome mix: every part has fewer than 10."
    seeking = released(figure, [cell({"class_year": "2026", "outcome": "seeking"}, 1.0, 40)], ("class_year",))
    told = compositions.outcomes_by_class(marks_of(seeking))
    assert told.reading == "Outcome mix: most often looking (100%). 4 of 5 have no data in this period."
    assert told.reading in told.alt_text
    employed = released(
        figure, [cell({"class_year": "2026", "outcome": "employed"}, 1.0, 40)], ("class_year",)
    )
    told = compositions.outcomes_by_class(marks_of(employed))
    assert told.reading == "Of the class of 2026, 100% are employed."
    assert told.reading in told.alt_text
    assert compositions.outcomes_by_class(marks_of(released(figure, [], ("class_year",)))).categories == ()


@pytest.mark.parametrize(
    ("shares", "finding", "reading"),
    [
        ({"employed": 0.5, "continuing_education": 0.2, "unknown": 0.3},
         "50% of all graduates are employed, 20% in school; we don't know about 30%",
         "Of all graduates, 50% are employed and 20% are in school; the outcome of 30% is not known."),
        ({"employed": 0.6, "seeking": 0.4}, "60% of all graduates are employed",
         "Of all graduates, 60% are employed."),
        ({"employed": 0.6, "unknown": 0.4}, "60% of all graduates are employed; we don't know about 40%",
         "Of all graduates, 60% are employed; the outcome of 40% is not known."),
        ({"continuing_education": 0.6, "seeking": 0.4}, "Outcome mix: in school 60%, looking 40%",
         "Of all graduates, 60% are in school."),
    ],
)  # fmt: skip
def test_what_became_of_all_graduates_is_told_as_far_as_it_is_there(
    shares: dict[str, float], finding: str, reading: str
) -> None:
    cells = [cell({"outcome": name}, share, 100) for name, share in shares.items()]
    spec = compositions.outcomes_by_class(marks_of(released(samples.OUTCOMES, cells)))
    assert (spec.finding, spec.reading) == (finding, reading)
    assert reading in spec.alt_text
