"""What a build is given besides the record: the office's settings, and what codes and majors say of a field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.build.build import build
from pipelines.cli.commands import app
from pipelines.figures.measure import measure
from pipelines.figures.results import Question
from pipelines.store.warehouse import Published, Warehouse
from tests.offices import ACROSS_NEW_YEAR, office, take_in


def with_settings(folder: Path, text: str, **files: str) -> Warehouse:
    warehouse = Warehouse(folder / "warehouse")
    warehouse.folder.mkdir()
    (warehouse.folder / "settings.toml").write_text(text, encoding="utf-8")
    take_in(warehouse, folder / "files", files)
    build(warehouse)
    return warehouse


def rows(published: Published, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in published.query(sql)]


@pytest.mark.parametrize(
    ("majors", "code", "families"),
    [
        ("Dance", "52.0201", {"Dance": "52"}),  # the code given outweighs the name
        ("Dance", "1.0901", {"Dance": "01"}),  # a leading zero was lost
        ("Accounting", "-", {"Accounting": "52"}),
        ("Accounting", "Undeclared", {"Accounting": "52"}),  # no code at all says nothing
        ("Accounting", "99.0101", {"Accounting": "52"}),  # of no family there is
        ("Basket weaving", "-", {"Basket weaving": "Unknown"}),
        (
            "Accounting;Basket weaving",
            "14.01",
            {"Accounting": "52", "Basket weaving": "Unknown"},
        ),  # whose is it?
        ("-", "52", {"Unknown": "Unknown"}),
    ],
)
def test_a_majors_family_is_of_its_code_else_of_its_name(
    tmp_path: Path, majors: str, code: str, families: dict[str, str]
) -> None:
    built = office(tmp_path, roster=f"student_id | majors | cip_code\nS1 | {majors} | {code}")
    assert dict(rows(built, "select major, cip_family from marts.student_majors")) == families


def test_a_major_without_a_code_takes_the_family_others_give_it_where_they_agree(tmp_path: Path) -> None:
    roster = "student_id | majors | cip_code\nS1 | Flow | 52.01\nS2 | Flow | -\nS3 | Rest | 52.01\nS4 | Rest | 14\nS5 | Rest | -"
    degrees = (
        "student_id | degree_level | major | cip_code | conferred_on\nS2 | bachelors | Flow | - | 2026-05-15"
    )
    built = office(tmp_path, roster=roster, degree_log=degrees)
    assert rows(built, "select major, cip_family from marts.student_majors order by student_key") == [
        ("Flow", "52"), ("Flow", "52"), ("Rest", "52"), ("Rest", "14"), ("Rest", "Unknown"),
    ]  # fmt: skip
    assert rows(built, "select major, cip_family from marts.graduate_majors") == [("Flow", "52")]


def test_a_build_carries_the_settings_it_was_made_with(tmp_path: Path) -> None:
    warehouse = with_settings(
        tmp_path,
        'office_name = "Own"\nis_synthetic = true\ntime_zone = "Europe/Paris"\nacademic_year_start = "07-01"\n'
        'holidays = ["2026-11-26"]\n[windows]\nreply = 21\n[disclosure]\nk = 12\n[cutoff]\nfinal_year = "10-01"\n'
        "[preparation]\nquestions = 3\n",
        roster="student_id\nS1",
    )
    kept = warehouse.published().query("select * from marts.settings")[0]
    assert {
        key: kept[key]
        for key in (
            "office_name", "is_synthetic", "time_zone", "academic_year_start", "reply_days", "agree_days", "k",
            "final_year_cutoff", "prepared_questions", "build",
        )
    } == {
        "office_name": "Own", "is_synthetic": True, "time_zone": "Europe/Paris", "academic_year_start": "07-01",
        "reply_days": 21, "agree_days": 21, "k": 12, "final_year_cutoff": "10-01", "prepared_questions": 3, "build": warehouse.current_build(),
    }  # fmt: skip
    assert rows(warehouse.published(), "select day::varchar from marts.holidays") == [("2026-11-26",)]


INTERVIEWS = """
student_id | contact_name | contact_employer | held_on
S1         | Ann          | Acme             | 2024-11-30
S1         | Ann          | Acme             | 2024-12-01
S2         | Ann          | Acme             | 2025-01-15
S3         | Ann          | Acme             | 2025-02-28
S3         | Bob          | Acme             | 2025-03-01
S4         | Bob          | Acme             | 2025-12-02
"""
JULY = """
academic_year_start = "07-01"
[[terms]]
name = "Fall"
first_month = 7
last_month = 12
[[terms]]
name = "Spring"
first_month = 1
last_month = 6
"""


@pytest.mark.parametrize(
    ("settings", "by_term"),
    [
        ("", {"2024 Fall": 2, "2025 Spring": 3, "2025 Summer": 0, "2025 Fall": 1}),
        (
            ACROSS_NEW_YEAR,
            {"2024 Fall": 1, "2024 Winter": 3, "2025 Spring": 1, "2025 Fall": 0, "2025 Winter": 1},
        ),
        (JULY, {"2024 Fall": 2, "2025 Spring": 3, "2025 Fall": 1}),
    ],
)
def test_terms_are_the_offices_own_in_the_order_of_their_days(
    tmp_path: Path, settings: str, by_term: dict[str, int]
) -> None:
    warehouse = with_settings(tmp_path, settings, interview_log=INTERVIEWS)
    command = [
        "--warehouse",
        str(warehouse.folder),
        "measure",
        "interview_volume",
        "--by",
        "term",
        "--view",
        "working",
    ]
    ran = CliRunner().invoke(app, [*command, "--json"])
    assert ran.exit_code == 0, ran.output
    cells = json.loads(ran.stdout)["cells"]
    assert [(cell["segment"]["term"], cell["value"]) for cell in cells] == list(by_term.items())
    (cell,) = measure(
        warehouse.published(), "interview_volume", Question(where=(("term", next(iter(by_term))),))
    ).cells
    assert cell.value == next(iter(by_term.values()))


def test_a_term_that_crosses_new_year_is_one_term_of_the_year_it_begins_in(tmp_path: Path) -> None:
    warehouse = with_settings(tmp_path, ACROSS_NEW_YEAR, interview_log=INTERVIEWS)
    found = rows(
        warehouse.published(),
        "select c.name, term_on::varchar, nth_term, count(*) from marts.requests join marts.contacts c using (contact_key)"
        " group by all order by all",
    )
    assert found == [
        ("Ann", "2024-09-01", 0, 1),  # S1 asked her in November and talked again in December: one thread
        ("Ann", "2024-12-01", 1, 2),
        ("Bob", "2025-03-01", 0, 1),
        ("Bob", "2025-12-01", 1, 1),
    ]
