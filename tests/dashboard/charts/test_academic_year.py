"""An office's own terms and its own first day of the year: in charts, notes, tables, files, and the command line."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from typer.testing import CliRunner

from dashboard.charts import cumulative, time
from dashboard.charts.academic_year import days_of, in_order, place_in_year
from dashboard.charts.exhibit import chart_for, exhibit_for, planned
from dashboard.charts.marks import marks_of
from dashboard.charts.table import table_for
from dashboard.cli import app
from dashboard.exports.formats import render
from pipelines.build.build import build
from pipelines.figures.periods import AcademicCalendar
from pipelines.figures.results import Question, Released
from pipelines.release.ask import ask
from pipelines.store.warehouse import Warehouse
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import VOLUME, cell, released
from tests.offices import take_in

QUARTERS = AcademicCalendar((("Winter", 1), ("Spring", 4), ("Summer", 6), ("Fall", 9)), (7, 1))
SETTINGS = """
academic_year_start = "07-01"

[[terms]]
name = "Winter"
first_month = 1
last_month = 3

[[terms]]
name = "Spring"
first_month = 4
last_month = 5

[[terms]]
name = "Summer"
first_month = 6
last_month = 8

[[terms]]
name = "Fall"
first_month = 9
last_month = 12
"""
LOG = """
student_id | contact_name | held_on
S1         | Ann          | 2025-10-06
S1         | Bob          | 2026-02-02
S2         | Cem          | 2026-02-09
S2         | Dee          | 2026-04-13
S3         | Eve          | 2026-10-12
"""
IN_ORDER = ("2025 Fall", "2026 Winter", "2026 Spring", "2026 Fall")


@pytest.fixture(scope="module")
def quarters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office of quarters whose year begins on July 1."""
    folder = tmp_path_factory.mktemp("quarters")
    warehouse = Warehouse(folder / "warehouse")
    take_in(warehouse, folder / "files", {"interview_log": LOG})
    (warehouse.folder / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    build(warehouse)
    return warehouse.folder


@pytest.fixture(scope="module")
def by_term(quarters: Path) -> Released:
    return ask(Warehouse(quarters).published(), "interview_volume", Question(by=("term",)), "working")


def shown(rows: list[list[str]], column: str) -> list[str]:
    head, *body = rows
    return [row[head.index(column)] for row in body]


def test_what_was_released_knows_the_calendar_of_its_build(by_term: Released) -> None:
    assert by_term.calendar == QUARTERS


# -- order -----------------------------------------------------------------------------------------


def test_terms_follow_each_other_on_the_axis_and_in_the_table(by_term: Released) -> None:
    assert [name for name in chart_for(marks_of(by_term)).categories if name in IN_ORDER] == list(IN_ORDER)
    assert [row[0] for row in table_for(marks_of(by_term)).rows if row[0] in IN_ORDER] == list(IN_ORDER)


def test_terms_of_a_segment_follow_each_other_too() -> None:
    rows = [cell({"term": t, "college": c}, 4.0, 4) for c in ("Law", "Arts") for t in reversed(IN_ORDER)]
    figure = released(VOLUME, rows, ("college", "term"), calendar=QUARTERS)
    assert chart_for(marks_of(figure)).categories == IN_ORDER
    assert [row[:2] for row in table_for(marks_of(figure)).rows] == [
        (c, t) for c in ("Arts", "Law") for t in IN_ORDER
    ]


@pytest.mark.parametrize("terms", [IN_ORDER, ("2025 Fall", "2026 Spring", "2026 Summer", "2026 Fall")])
def test_every_file_has_the_terms_in_order(terms: tuple[str, ...]) -> None:
    calendar = QUARTERS if "2026 Winter" in terms else samples.CALENDAR
    rows = [cell({"term": t}, 4.0 + i, 4) for i, t in enumerate(sorted(terms))]
    exhibit = exhibit_for(released(VOLUME, rows, ("term",), calendar=calendar))
    text = render(exhibit, "csv").decode("utf-8-sig")
    assert shown(list(csv.reader(io.StringIO(text, newline=""))), "Term") == list(terms)
    book = openpyxl.load_workbook(io.BytesIO(render(exhibit, "xlsx")))
    assert [row[0] for row in book["Data"].iter_rows(min_row=2, values_only=True)] == list(terms)
    slide = Presentation(io.BytesIO(render(exhibit, "pptx"))).slides[0]
    (chart,) = (shape.chart for shape in slide.shapes if shape.has_chart)
    assert list(chart.plots[0].categories) == list(terms)


def test_the_command_line_exports_the_terms_in_order(quarters: Path, tmp_path: Path) -> None:
    out = tmp_path / "terms.csv"
    asked = ["export", "interview_volume", "--by", "term", "--view", "working", "-o", str(out)]
    done = CliRunner().invoke(app, ["--warehouse", str(quarters), *asked])
    assert done.exit_code == 0, done.output
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))
    assert [term for term in shown(rows, "Term") if term in IN_ORDER] == list(IN_ORDER)


def test_what_is_no_period_comes_last() -> None:
    values = ["Unknown", "2026 Winter", "2025 Michaelmas", "2025 Fall"]
    assert in_order("term", values, QUARTERS) == ["2025 Fall", "2026 Winter", "2025 Michaelmas", "Unknown"]
    assert in_order("month", ["2026-10", "2026-09", "2025-12"], QUARTERS) == ["2025-12", "2026-09", "2026-10"]


# -- notes and whole periods -----------------------------------------------------------------------


def test_a_note_is_pinned_to_the_office_s_own_term(by_term: Released) -> None:
    made = planned(exhibit_for(by_term), by_term.metric, None, [(date(2026, 2, 20), "Career fair")])
    assert made.pinned == ("Feb 20, 2026: Career fair",)
    assert [(m.at, m.text) for m in made.spec.moments] == [("2026 Winter", "Career fair")]


def test_a_term_that_the_newest_entry_lies_in_is_not_whole(by_term: Released) -> None:
    spec = chart_for(marks_of(by_term))
    partial = dict(zip(spec.categories, spec.series[0].partial, strict=True))
    assert (partial["2026 Winter"], partial["2026 Fall"]) == (False, True)


def test_an_axis_of_weeks_marks_the_office_s_own_terms() -> None:
    figure = samples.weeks(
        "2026-03-23 5\n2026-03-30 5\n2026-05-25 5\n2026-06-01 5", as_of=date(2026, 9, 1), calendar=QUARTERS
    )
    marks = [("Mar 30", "Spring 2026"), ("Jun 1", "Summer 2026")]
    assert [(m.at, m.text) for m in time.over_time(marks_of(figure)).moments] == marks
    rate = [cell({"week": w}, 0.5, 40) for w in ("2026-03-23", "2026-03-30", "2026-06-01")]
    running = cumulative.cumulative(marks_of(released(samples.RATE, rate, ("week",), calendar=QUARTERS)))
    assert [(m.at, m.text) for m in running.moments] == marks


# -- one year over another -------------------------------------------------------------------------

# From August 1 on the weeks of 2022 are 53 weeks after those of 2021, from July 1 on 52.
THEN, NOW = "2021-08-30 7\n2021-09-06 8", "2022-09-05 20\n2022-09-12 30"


def two_years(year_start: tuple[int, int]) -> tuple[Released, Released]:
    calendar = AcademicCalendar(samples.CALENDAR.terms, year_start)
    now, before = (samples.weeks(text, as_of=date(2022, 12, 1), calendar=calendar) for text in (NOW, THEN))
    return now, before


@pytest.mark.parametrize(("year_start", "before"), [((8, 1), (7, 8)), ((7, 1), (8, None))])
def test_chart_table_and_files_lay_the_same_weeks_over_each_other(
    year_start: tuple[int, int], before: tuple[Any, ...]
) -> None:
    now, then = two_years(year_start)
    assert chart_for(marks_of(now), marks_of(then)).series[1].values == before
    table = table_for(marks_of(now), marks_of(then))
    words = tuple("" if n is None else str(n) for n in before)
    assert tuple(row[table.columns.index("Year before")] for row in table.rows) == words
    exhibit = exhibit_for(now, then)
    text = render(exhibit, "csv").decode("utf-8-sig")
    assert tuple(shown(list(csv.reader(io.StringIO(text, newline=""))), "Year before")) == words
    slide = Presentation(io.BytesIO(render(exhibit, "pptx"))).slides[0]
    (chart,) = (shape.chart for shape in slide.shapes if shape.has_chart)
    (line,) = (s for plot in chart.plots for s in plot.series if s.name == "Last year")
    assert tuple(line.values) == before


def test_a_running_share_is_laid_over_by_the_office_s_own_year() -> None:
    def share(text: str) -> Released:
        weeks = [line.split() for line in text.split("\n")]
        calendar = AcademicCalendar(samples.CALENDAR.terms, (7, 1))
        cells = [cell({"week": w}, int(n) / 100, 40) for w, n in weeks]
        return released(samples.RATE, cells, ("week",), as_of=date(2022, 12, 1), calendar=calendar)

    _, before = cumulative.cumulative(marks_of(share(NOW)), marks_of(share(THEN))).series
    assert before.values == (0.08, None)


@pytest.mark.parametrize(
    ("dimension", "value", "place"),
    [
        ("week", "2026-06-29", (2026, "01")),
        ("week", "2026-06-22", (2025, "52")),
        ("month", "2026-03", (2026, "03")),
        ("term", "2026 Winter", (2026, "Winter")),
        ("term", "Unknown", (0, "Unknown")),
    ],
)
def test_the_place_in_a_year_that_begins_on_july_1(
    dimension: str, value: str, place: tuple[int, str]
) -> None:
    assert place_in_year(dimension, value, QUARTERS.year_start) == place


@pytest.mark.parametrize(
    ("dimension", "value", "days"),
    [
        ("week", "2026-03-02", (date(2026, 3, 2), date(2026, 3, 8))),
        ("month", "2026-12", (date(2026, 12, 1), date(2026, 12, 31))),
        ("term", "2026 Winter", (date(2026, 1, 1), date(2026, 3, 31))),
        ("term", "2026 Fall", (date(2026, 9, 1), date(2026, 12, 31))),
        ("term", "2026 Trinity", None),
        ("week", "Unknown", None),
        ("college", "2026-03-02", None),
    ],
)
def test_the_days_of_a_period(dimension: str, value: str, days: tuple[date, date] | None) -> None:
    assert days_of(dimension, value, QUARTERS) == days


def test_a_running_share_over_several_years_shows_each_month_as_it_was() -> None:
    spec = cumulative.cumulative(marks_of(samples.months(samples.RATE, "2025-09 0.1 40\n2026-09 0.5 40")))
    assert spec.categories == ("Sep 2025", "Sep 2026")
    assert spec.series[0].values == (0.1, 0.5)
