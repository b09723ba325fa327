"""Outcomes, folded away: the table for NACE, where conversations led, how jobs were found, what they pay."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.asking.question import Ask
from dashboard.asking.recorder import recorded
from dashboard.charts import led_to, nace
from dashboard.charts.marks import marks_of
from dashboard.charts.spec import ChartTable
from dashboard.exports import formats
from dashboard.figures import exhibits
from dashboard.figures.declared import Draw
from dashboard.widgets import panels
from pipelines.figures.measure import catalog
from pipelines.figures.results import Cell, View
from pipelines.store.warehouse import Warehouse
from tests.dashboard.charts.chart_samples import metric, released

VIEWS: tuple[View, ...] = ("working", "internal", "publishable")
STATUSES = catalog()["outcome_status_mix"].categories
EMPLOYERS = exhibits.led_to_names("employers_interviews_led_to")
INDUSTRIES = exhibits.led_to_names("industries_interviews_led_to")


@pytest.fixture
def asked(sample_folder: Path) -> Ask:
    return Ask(Warehouse(sample_folder).published())


def looking(asked: Ask, view: View, **chosen: str) -> Ask:
    return Ask(asked.published, view=view).only(**chosen)


def named(table: ChartTable) -> list[dict[str, str | float | int | None]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


# -- for NACE --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "chosen", [{}, {"class_year": "2026"}, {"class_year": "2025", "is_first_generation": "yes"}]
)
def test_each_rows_outcomes_add_up_to_its_graduates_and_colleges_to_the_total(
    asked: Ask, chosen: dict[str, str]
) -> None:
    rows = named(exhibits.nace_table(looking(asked, "working", **chosen)).table)
    outcomes = list(rows[0])[list(rows[0]).index("Employed full-time") :]
    assert len(outcomes) == len(STATUSES)
    assert len(rows) > 5
    for row in rows:
        assert sum(row[name] for name in outcomes) == row["Graduates"]  # type: ignore[misc]
    total, levels = rows[0], [row for row in rows[1:] if row["Degree level"] != "All levels"]
    colleges = [row for row in rows[1:] if row["Degree level"] == "All levels"]
    for name in ("Graduates", *outcomes):
        assert sum(row[name] for row in colleges) == total[name]  # type: ignore[misc]
        assert sum(row[name] for row in levels) == total[name]  # type: ignore[misc]


def test_the_rates_of_a_row_follow_from_its_counts(asked: Ask) -> None:
    row = named(exhibits.nace_table(looking(asked, "working", class_year="2026")).table)[0]
    landed = sum(row[name] for name in list(row) if str(name).startswith("Employed"))  # type: ignore[misc]
    landed += row["Volunteer service"] + row["Military"] + row["Continuing education"]  # type: ignore[operator]
    seeking = row["Seeking employment"] + row["Seeking continuing education"]  # type: ignore[operator]
    known = landed + seeking + row["Not seeking"]  # type: ignore[operator]
    assert row["Knowledge rate"] == f"{known / row['Graduates']:.0%}"  # type: ignore[operator]
    assert row["Career outcomes rate"] == f"{landed / (landed + seeking):.0%}"
    of = landed + seeking + row["Unknown"]  # type: ignore[operator]
    low, high = f"{100 * landed / of:.0f}", f"{(landed + row['Unknown']) / of:.0%}"  # type: ignore[operator]
    assert row[nace.RANGE] == f"{low}–{high}"


def test_what_is_published_has_shares_in_bands_and_no_count_of_an_outcome(asked: Ask) -> None:
    rows = named(exhibits.nace_table(looking(asked, "publishable", class_year="2026")).table)
    for row in rows:
        assert isinstance(row["Graduates"], int)
        assert row["Graduates"] % 5 == 0
        assert [name for name, value in row.items() if isinstance(value, int)] == ["Graduates"]
    assert nace.RANGE not in rows[0]


def test_internally_fewer_than_five_are_not_told(asked: Ask) -> None:
    rows = named(exhibits.nace_table(looking(asked, "internal", class_year="2026")).table)
    counts = [value for row in rows for value in row.values() if isinstance(value, int)]
    assert [count for count in counts if 0 < count < 5] == []
    assert any("Hidden" in row.values() for row in rows)


def test_every_row_that_is_published_is_of_the_class_asked_for(asked: Ask) -> None:
    few = looking(asked, "publishable", class_year="2026", college="College of Engineering")
    usual = few.figure("employment_type_mix", "campus")
    assert {value for name, value in usual.question.where if name == "class_year"} == {"2025", "2026"}
    question, recorder = recorded(few)
    exhibit = exhibits.nace_table(question)
    heard = recorder.answers
    assert {one.question.where for one in heard} == {few.where}
    assert all(not one.pooled for one in heard)
    assert "2025" not in exhibit.filters_in_words


@pytest.mark.parametrize("view", VIEWS)
def test_a_single_degree_level_and_college_reads_as_all_graduates_do(asked: Ask, view: View) -> None:
    one = looking(asked, view, class_year="2026", college="College of Engineering")
    rows = [row[2:] for row in exhibits.nace_table(one).table.rows]
    assert len(rows) == 3
    assert len(set(rows)) == 1


def test_several_degree_levels_have_a_row_for_each_of_their_colleges() -> None:
    mix, rate = catalog()["outcome_status_mix"], catalog()["career_outcomes_rate"]
    employed = catalog()["employment_type_mix"]

    def cut(by: tuple[str, ...], *segments: tuple[str, ...]) -> nace.Cut:
        rows = [dict(zip(by, segment, strict=True)) for segment in segments]
        outcomes = [
            Cell({**row, "outcome_status": status}, 0.5, 1, 2, 1)
            for row in rows
            for status in ("employed_full_time", "unknown")
        ]
        kinds = [
            Cell({**row, "employment_type": kind}, 0.5, many, 1, many)
            for row in rows
            for kind, many in (("standard", 1), ("self_employed", 1), ("temporary", 0))
        ]
        rates = [Cell(row, 1.0, 1, 1, 1) for row in rows]
        return nace.Cut(
            by,
            marks_of(released(mix, outcomes, by)),
            marks_of(released(rate, rates, by)),
            marks_of(released(employed, kinds, by)),
        )

    levels, colleges = (("bachelor",), ("master",)), (("Law",), ("Art",), ("Unknown",))
    made = nace.table(
        [
            cut((), ()),
            cut((nace.DEGREE,), *levels),
            cut((nace.COLLEGE,), *colleges),
            cut((nace.DEGREE, nace.COLLEGE), ("bachelor", "Art"), ("master", "Law")),
        ]
    )
    assert (
        made.columns[-1] == "Of those employed: Self-employed"
    )  # standard is no news, and nobody is temporary
    assert {row[-1] for row in made.rows} == {1}
    assert [row[:2] for row in made.rows] == [
        ("All levels", "All colleges"),
        ("Bachelor", "All colleges"),
        ("Master", "All colleges"),
        ("All levels", "Art"),
        ("All levels", "Law"),
        ("All levels", "Unknown"),
        ("Bachelor", "Art"),
        ("Master", "Law"),
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "pptx"])
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    "draw", [exhibits.nace_table, EMPLOYERS, INDUSTRIES], ids=["nace", "employers", "industries"]
)
def test_it_leaves_in_every_format_and_view(asked: Ask, draw: Draw, view: View, kind: str) -> None:
    assert len(formats.render(draw(looking(asked, view)), kind)) > 500


# -- where conversations led -----------------------------------------------------------------------


def test_employers_come_with_the_most_hired_first_and_the_interviews_it_took(asked: Ask) -> None:
    table = EMPLOYERS(asked).table
    assert table.columns == ("Employer", "Graduates hired", "Interviews held there")
    hired = [row[1] for row in table.rows]
    assert hired == sorted(hired, reverse=True)
    assert sum(hired) == asked.figure("hired_where_interviewed").cells[0].numerator  # type: ignore[arg-type]
    assert all(row[2] >= row[1] for row in table.rows)  # type: ignore[operator]


def test_industries_add_up_to_those_hired_in_one_they_had_talked_with(asked: Ask) -> None:
    table = INDUSTRIES(asked).table
    figure = asked.figure("hired_in_industry_interviewed").cells[0]
    assert sum(row[1] for row in table.rows) == figure.numerator  # type: ignore[misc]


@pytest.mark.parametrize("view", ["internal", "publishable"])
def test_no_employer_of_few_graduates_is_named_anywhere(asked: Ask, view: View) -> None:
    exhibit = EMPLOYERS(looking(asked, view))
    names = {str(row[0]) for row in EMPLOYERS(asked).table.rows}
    assert names
    assert [name for name in names if name in repr(exhibit)] == []
    assert "No single employer has enough of them to be named." in exhibit.spec.reading


def test_where_all_together_are_too_few_it_is_said_and_nothing_is_drawn(asked: Ask) -> None:
    few = looking(asked, "publishable", class_year="2026", college="College of Engineering")
    with pytest.raises(exhibits.NothingYet, match="fewer than 10"):
        EMPLOYERS(few)


def test_other_and_unknown_names_come_last() -> None:
    figure = metric(
        "m",
        aggregate="count",
        unit="graduates",
        of="graduate",
        category="job_industry",
        categories_are="groups",
    )
    counts = {"Unknown": 9, "Other industries": 30, "Law": 2, "Art": 2, "Health": 5}
    cells = [Cell({"job_industry": name}, count, count, None, count) for name, count in counts.items()]
    table = led_to.table(marks_of(released(figure, cells)))
    assert [row[0] for row in table.rows] == ["Health", "Art", "Law", "Other industries", "Unknown"]


# -- how jobs were found, what they pay ------------------------------------------------------------


def test_ways_nobody_found_a_job_are_left_to_the_table(asked: Ask) -> None:
    exhibit = exhibits.how_jobs_were_found(looking(asked, "working", class_year="2026"))
    assert 0.0 not in exhibit.spec.series[0].values
    assert len(exhibit.table.rows) > len(exhibit.spec.categories)
    assert "Informational interviews and referrals together: 11%." in exhibit.spec.reading
    assert exhibit.spec.reading in exhibit.spec.alt_text


@pytest.mark.parametrize("view", VIEWS)
def test_few_salaries_are_said_first_and_quartiles_are_drawn_and_listed(asked: Ask, view: View) -> None:
    exhibit = exhibits.Salaries("median_salary_usd", "college")(looking(asked, view))
    assert exhibit.spec.reading.startswith(
        "Fewer than half of those employed full-time report what they earn"
    )
    assert {"Lower quartile", "Upper quartile", "Share reporting a salary"} <= set(exhibit.table.columns)
    drawn = exhibit.spec.series[0]
    assert any(
        low is not None and low < value for value, low in zip(drawn.values, drawn.low, strict=True) if value
    )


def test_a_column_of_counts_and_words_is_in_words() -> None:
    assert panels._alike([1200, "Withheld", None]) == ["1,200", "Withheld", None]
    assert panels._alike([1200, None]) == [1200, None]
