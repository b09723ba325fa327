"""Parts of a whole: 100 % bars, a distribution in its own order, what became of each class."""

from __future__ import annotations

import pytest

from dashboard.charts import (
    compositions,
)
from dashboard.charts.exhibit import chart_for
from dashboard.charts.marks import marks_of
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import cell, metric, released
from tests.dashboard.charts.reading_specs import plain, spec_text

SAYS = {
    "bands": """
    stacked_bars interview_bands: How many hold how many by program
    How many hold how many: the share of “0” runs from 20% (BUS 301) to 50% (ENG 210).
    Stacked bar chart: How many hold how many by program. How many hold how many: the share of “0” runs from 20% (BUS 301) to 50% (ENG 210). BUS 301: 0 20%, 1 30%, 2 20%, 3–5 20%, 6+ 10%; ENG 210: 0 50%, 1 20%, 2 10%, 3–5 10%, 6+ 10%.
    unit percent; values “”; categories “Program”
    segments of program: BUS 301, ENG 210
    ordered
    series: 0 / 1 / 2 / 3–5 / 6+
    BUS 301 (n = 100): 0.2 “20%” / 0.3 “30%” / 0.2 “20%” / 0.2 “20%” / 0.1 “10%”
    ENG 210 (n = 100): 0.5 “50%” / 0.2 “20%” / 0.1 “10%” / 0.1 “10%” / 0.1 “10%”
    """,
    "bands_publishable": """
    dots interview_bands: How many hold how many by program
    How many hold how many: the share of “0” is 10–20% wherever it can be shown.
    Ranges: How many hold how many by program. How many hold how many: the share of “0” is 10–20% wherever it can be shown. BUS 301: 0 10–20%, 1 10–20%, 2 10–20%, 3–5 10–20%, 6+ <10; ENG 210: 0 <10, 1 <10, 2 <10, 3–5 <10, 6+ <10.
    unit percent; values “”; categories “Program”
    segments of program: BUS 301, ENG 210
    ordered
    series: 0 / 1 / 2 / 3–5 / 6+
    BUS 301 (n = 30): - [0.1–0.2] “10–20%” / - [0.1–0.2] “10–20%” / - [0.1–0.2] “10–20%” / - [0.1–0.2] “10–20%” / - “<10”
    ENG 210 (n <10): - “<10” / - “<10” / - “<10” / - “<10” / - “<10”
    """,
    "classes": """
    stacked_bars outcome_mix: What became of each class
    Of the class of 2026, 47% are employed and 13% study on; the outcome of 23% is not known.
    Stacked bar chart: What became of each class. Of the class of 2026, 47% are employed and 13% study on; the outcome of 23% is not known. Class of 2026: Employed 47%, Continuing education 13%, Service and military 3%, Seeking 12%, Not seeking 2%, Unknown 23%; Class of 2025: Employed 51%, Continuing education 14%, Service and military 3%, Seeking 9%, Not seeking 2%, Unknown 21%.
    unit percent; values “”; categories “Class”
    segments of class_year: 2026, 2025
    series: Employed / Continuing education / Service and military / Seeking / Not seeking / Unknown (grey)
    Class of 2026 (n = 512): 0.47 “47%” / 0.13 “13%” / 0.03 “3%” / 0.12 “12%” / 0.02 “2%” / 0.23 “23%”
    Class of 2025 (n = 512): 0.51 “51%” / 0.14 “14%” / 0.03 “3%” / 0.09 “9%” / 0.02 “2%” / 0.21 “21%”
    """,
    "distribution": """
    columns names_given: Names given
    Names given: most often 0 (40%), then 1 (30%) and 3–4 (15%); not recorded 10%.
    Column chart: Names given. Names given: most often 0 (40%), then 1 (30%) and 3–4 (15%); not recorded 10%. 0: 40%; 1: 30%; 3–4: 15%; 5+: 5%; Not recorded: 10%.
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
        "Continuing education",
        "Service and military",
        "Seeking",
        "Not seeking",
        "Unknown",
    ]
    assert spec.reading == (
        "Of the class of 2026, 47% are employed and 13% study on; the outcome of 23% is not known."
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
    assert spec.reading == "Names given: most often 0 (40%), then 1 (30%) and 3–4 (15%); not recorded 10%."


@pytest.mark.parametrize(
    ("arts", "says"), [(0.4, "runs from 40% (Arts) to 50% (Law)"), (0.5, "is 50% in each")]
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
        cell({"college": college, "goal": name}, share, n)
        for college, first, n in rows
        for name, share in (("confirmed", first), ("changed", 1 - first))
    ]
    spec = chart_for(marks_of(released(goal, cells, ("college",))))
    assert spec.kind == "stacked_bars"
    assert spec.reading == f"What became of the goal, where n is 10 or more: the share of “confirmed” {says}."
