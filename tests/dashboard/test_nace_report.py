"""The First-Destination Survey as NACE asks for it: a row a CIP code and degree level, and what else its workbook says."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dashboard.asking.question import Ask
from dashboard.charts.spec import Value
from dashboard.exports import formats
from dashboard.figures import exhibits
from pipelines.figures.measure import catalog
from pipelines.figures.results import View
from pipelines.store.warehouse import Published, Warehouse
from tests.offices import office

STATUSES = catalog()["outcome_status_mix"].categories

DEGREES = """
student_id | degree_level | major      | cip_code | conferred_on
S1         | bachelor     | Finance    | 52.0801  | 2026-05-15
S2         | bachelor     | Finance    | 520801   | 2026-05-15
S3         | master       | Finance    | 52.0801  | 2026-05-15
S4         | bachelor     | Biology    | -        | 2026-05-15
S4         | bachelor     | Finance    | 52.0801  | 2026-05-15
S5         | bachelor     | Basketry   | -        | 2026-05-15
S6         | bachelor     | Biology    | 26.01    | 2026-05-15
"""
OUTCOMES = """
student_id | outcome_status       | employment_type | salary_usd | knowledge_source | reported_on
S1         | employed_full_time   | standard        | 50000      | survey           | 2026-08-01
S2         | employed_full_time   | temporary       | 61000      | clearinghouse    | 2026-08-01
S3         | employed_part_time   | standard        | -          | survey           | 2026-08-01
S4         | seeking_employment   | -               | -          | survey           | 2026-08-01
S6         | employed_unspecified | -               | -          | linkedin         | 2026-08-01
"""
Row = Mapping[str, Value]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return office(tmp_path_factory.mktemp("office"), degree_log=DEGREES, first_destination=OUTCOMES)


def report(published: Published, view: View = "working") -> dict[tuple[Value, Value], Row]:
    """{(CIP code, degree level): row}."""
    table = exhibits.nace_report(Ask(published, view=view)).table
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return {(row.get("CIP code"), row["Degree level"]): row for row in rows}


def test_a_row_is_a_cip_code_and_a_degree_level(published: Published) -> None:
    rows = report(published)
    assert {key: row["Graduates"] for key, row in rows.items()} == {
        ("", ""): 6,
        ("26", "Bachelor"): 2,  # of a family only; S4 is in two fields and counts in each
        ("52.0801", "Bachelor"): 3,
        ("52.0801", "Master"): 1,
        ("", "Bachelor"): 1,  # nobody can tell the field of Basketry
    }
    finance = rows["52.0801", "Bachelor"]
    assert finance["Field"] == "Business, Management, Marketing, and Related Support Services"
    assert (finance["Employed full-time"], finance["Seeking employment"]) == (2, 1)
    assert (finance["Full-time: standard"], finance["Full-time: temporary"]) == (1, 1)
    assert (finance["Salaries reported"], finance["Mean salary"], finance["Median salary"]) == (
        2,
        "$55,500",
        "Too few for a median",
    )
    assert (finance["Knowledge rate"], finance["Survey response rate"]) == ("3 of 3", "2 of 3")
    assert rows["52.0801", "Master"]["Part-time: standard"] == 1
    assert rows["", "Bachelor"]["Unknown"] == 1


def test_its_workbook_defines_each_column_and_says_what_is_missing(published: Published) -> None:
    exhibit = exhibits.nace_report(Ask(published))
    book = load_workbook(io.BytesIO(formats.render(exhibit, "xlsx")))
    assert book.sheetnames[-2:] == ["Definitions", "Still to fill in"]
    definitions = {row[0].value: row[1].value for row in book["Definitions"].iter_rows()}
    assert set(definitions) >= {"Class", "CIP code", "Salary", "Mean starting salary", "Survey response rate"}
    missing = {row[0].value: row[1].value for row in book["Still to fill in"].iter_rows()}
    assert (
        missing["CIP codes"]
        == "2 rows have fewer than six digits: fill them in, or put their graduates in other rows."
    )
    assert "full- or part-time" in missing["Employed, hours not said"]
    assert book["Data"]["A1"].value == "CIP code"
    csv = formats.render(exhibit, "csv").decode("utf-8-sig")
    assert csv.startswith("CIP code,Field,Degree level,Graduates,")


@pytest.mark.parametrize("view", ["internal", "publishable"])
def test_few_graduates_are_not_told(published: Published, view: View) -> None:
    for key, row in report(published, view).items():
        if key == ("", ""):
            continue
        told = [value for name, value in row.items() if name not in ("CIP code", "Field", "Degree level")]
        assert not [value for value in told if isinstance(value, int) and 0 < value < 5]
        assert not [value for value in told if str(value).startswith("$")]


@pytest.mark.parametrize("view", ["working", "internal", "publishable"])
def test_the_sample_offices_report_adds_up_and_leaves_in_every_kind(sample_folder: Path, view: View) -> None:
    asked = Ask(Warehouse(sample_folder).published(), view=view).only(class_year="2026")
    exhibit = exhibits.nace_report(asked)
    rows = [dict(zip(exhibit.table.columns, row, strict=True)) for row in exhibit.table.rows]
    assert len(rows) > 5
    statuses = [
        name for name in rows[0] if name == "Unknown" or str(name).startswith(("Employed", "Seeking", "Not "))
    ]
    statuses += [
        name for name in ("Volunteer service", "Military", "Continuing education") if name in rows[0]
    ]
    if view == "working":
        for row in rows:
            assert sum(int(row[name] or 0) for name in statuses) == row["Graduates"]
    if view == "publishable":
        assert all(isinstance(row["Graduates"], str) or int(row["Graduates"] or 0) % 5 == 0 for row in rows)
    for kind in ("csv", "xlsx", "pptx", "svg"):
        assert formats.render(exhibit, kind)
