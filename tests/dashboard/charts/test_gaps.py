"""Gaps between groups."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.charts import gaps
from dashboard.charts.marks import marks_of
from pipelines.figures import wording
from pipelines.figures.results import Cell, Released
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import RATE, cell, released, withheld
from tests.dashboard.charts.reading_specs import plain, spec_text

SAYS = {
    "gaps": """
    dots equity_gap_by_figure: Gaps between groups by college
    Gap between groups: +10 pts for Law, −20 pts for Music.
    Dot chart: Gaps between groups by college. Gap between groups: +10 points in Law, −20 points in Music. Gap between groups: +10 pts for Law, −20 pts for Music. Gap between groups, Arts: −5 pts; Gap between groups, Law: +10 pts; Gap between groups, Music: −20 pts.
    unit percentage points; values “”; categories “”
    series: Arts / Law / Music
    Gap between groups: -0.05 [-0.2–0.1] “−5 pts” / 0.1 [0–0.2] “+10 pts” / -0.2 [-0.3–-0.1] “−20 pts”
    """,
}


@pytest.mark.parametrize("name", SAYS)
def test_what_the_chart_says(name: str) -> None:
    assert plain(spec_text(samples.all_specs()[name])) == plain(SAYS[name].replace("{LONG}", samples.LONG))


def test_of_two_groups_one_is_told_with_every_gap() -> None:
    figure = samples.gap({"yes": (-0.1, 0.3), "no": (-0.3, 0.1)})
    spec = gaps.gaps(marks_of(figure))
    assert spec.reading == (
        "Students who transferred, against all others: gap between groups 10 points higher. A gap whose line reaches zero may be chance."
    )
    assert [(line.value, line.text) for line in spec.references] == [(0.0, "no gap")]
    assert spec.category_notes == ("n = 90",)


def between(
    group: str, *columns: Cell, titles: tuple[str, ...] = ("Gap: Reached", "Gap: replied")
) -> Released:
    """One group's gap in several figures, the first in front and the others beside it."""
    figures = [
        released(replace(samples.GAP, id=f"gap{place}", title=title), [replace(one, segment={"is_transfer": group})],
                 ("is_transfer",))
        for place, (title, one) in enumerate(zip(titles, columns, strict=False))
    ]  # fmt: skip
    return replace(figures[0], beside=tuple(figures[1:]))


def apart(value: float, **more: float) -> Cell:
    return cell({}, value, 90, label=wording.percentage_points(value), **more)


SURE = {"low": 0.05, "high": 0.2}


def test_every_gap_of_one_group_is_told_by_what_comes_after_the_colon() -> None:
    spec = gaps.gaps(marks_of(between("yes", apart(0.1, **SURE), apart(-0.05))))
    assert spec.categories == ("Reached", "Replied")
    assert spec.reading == (
        "Students who transferred, against all others: reached 10 points higher and replied 5 points lower."
        " A gap whose line reaches zero may be chance."
    )
    assert spec.alt_text.endswith("Reached, Transfer: +10 pts; Replied, Transfer: −5 pts.")
    assert (spec.category_notes, spec.series[0].labels) == (("n = 90", "n = 90"), ("+10 pts", "−5 pts"))


@pytest.mark.parametrize("ends", [{}, {"high": 0.2}], ids=["without an interval", "with one end"])
def test_chance_is_spoken_of_only_where_a_line_shows_it(ends: dict[str, float]) -> None:
    spec = gaps.gaps(marks_of(between("yes", apart(0.1, **ends), apart(-0.05))))
    assert (
        spec.reading
        == "Students who transferred, against all others: reached 10 points higher and replied 5 points lower."
    )
    banded = gaps.gaps(marks_of(between("yes", samples.band({}, 0.1, 0.2, 30), withheld({}))))
    assert banded.reading == "Students who transferred, against all others: reached 10–20%. 1 of 2 is hidden."


def test_a_group_of_which_no_gap_is_told_says_why() -> None:
    spec = gaps.gaps(marks_of(between("yes", withheld({}), withheld({}))))
    assert spec.reading == "Students who transferred, against all others: every gap is hidden."
    one = gaps.gaps(marks_of(between("yes", withheld({}))))
    assert one.reading == "Students who transferred, against all others: the only gap is hidden."


def test_figures_of_another_unit_are_no_gaps_and_unknown_is_no_group() -> None:
    other = released(RATE, [cell({"is_transfer": "yes"}, 0.4, 80)], ("is_transfer",))
    figure = samples.gap({"no": (-0.3, 0.1), "yes": (-0.1, 0.3), "Unknown": (0.5, 0.6)})
    spec = gaps.gaps(marks_of(replace(figure, beside=(other,))))
    assert spec.categories == ("Gap between groups",)
    assert [series.name for series in spec.series] == ["Transfer"]


def test_of_two_named_groups_the_first_is_told_and_of_three_all() -> None:
    two = gaps.gaps(marks_of(samples.gap({"Law": (0.0, 0.2), "Arts": (-0.2, 0.0)}, "college")))
    assert [series.name for series in two.series] == ["Law"]
    three = gaps.gaps(marks_of(samples.gap(dict.fromkeys(("A", "B", "C"), (0.0, 0.2)), "college")))
    assert [series.name for series in three.series] == ["A", "B", "C"]
    assert (three.references, three.category_notes) == ((), ())


def test_six_groups_are_drawn_and_the_others_counted() -> None:
    names = [f"College {place}" for place in range(8)]
    spec = gaps.gaps(marks_of(samples.gap(dict.fromkeys(names, (0.0, 0.2)), "college")))
    assert [series.name for series in spec.series] == names[:6]
    assert spec.reading.endswith(" 2 more in the table.")
    spec = gaps.gaps(marks_of(samples.gap(dict.fromkeys(names[:6], (0.0, 0.2)), "college")))
    assert "more in the table" not in spec.reading


def test_where_nobody_is_in_a_known_group_there_is_no_row() -> None:
    spec = gaps.gaps(marks_of(samples.gap({"Unknown": (0.0, 0.2)}, "college")))
    assert (spec.categories, spec.series) == ((), ())
    assert spec.reading == "Gap between groups: there is no group with any data."


@pytest.mark.parametrize(
    ("columns", "finding"),
    [
        ((apart(0.1, low=0.02, high=0.18), apart(-0.1, low=-0.18, high=-0.02)),
         "Students who transferred, against all others: reached 10 points higher and replied 10 points lower"),
        # alone beyond chance, but not as one of two that are looked at
        ((apart(0.1, low=0.005, high=0.195), apart(-0.1, low=-0.18, high=-0.02)),
         "Students who transferred, against all others: replied 10 points lower"),
        ((apart(0.1, low=0.005, high=0.195),), "Students who transferred, against all others: reached 10 points higher"),
        ((apart(0.1, **SURE), apart(-0.05)), "Students who transferred, against all others: reached 10 points higher"),
        ((apart(0.1, low=-0.1, high=0.3), apart(0.1, high=0.2)),
         "Students who transferred: no gap to all others is more than chance"),
        ((samples.band({}, 0.1, 0.2, 30), withheld({})), "Students who transferred, against all others: reached 10–20%"),
        ((withheld({}), withheld({})), "Gap: Reached: hidden here, fewer than 10 students in each group"),
    ],
)  # fmt: skip
def test_the_title_tells_the_gaps_of_one_group_that_chance_does_not_explain(
    columns: tuple[Cell, ...], finding: str
) -> None:
    assert gaps.gaps(marks_of(between("yes", *columns))).finding == finding


def test_the_title_of_several_groups_names_the_ends_and_none_of_them_a_problem() -> None:
    spec = gaps.gaps(marks_of(samples.gap({"A": (0.3, 0.4), "B": (0.0, 0.1), "C": (-0.4, -0.3)}, "college")))
    assert spec.finding == "Gap between groups: +35 points in A, −35 points in C"
    assert spec.named == ()
