"""What a build is given besides the record: the office's settings, and what codes and majors say of a field."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.build.build import build
from pipelines.store.warehouse import Published, Warehouse
from tests.offices import office, take_in


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
    warehouse = Warehouse(tmp_path / "warehouse")
    warehouse.folder.mkdir()
    (warehouse.folder / "settings.toml").write_text(
        'office_name = "Own"\nis_synthetic = true\ntime_zone = "Europe/Paris"\nacademic_year_start = "07-01"\n'
        'holidays = ["2026-11-26"]\n[windows]\nreply = 21\n[disclosure]\nk = 12\n[cutoff]\nfinal_year = "10-01"\n'
        "[preparation]\nquestions = 3\n",
        encoding="utf-8",
    )
    take_in(warehouse, tmp_path / "files", {"roster": "student_id\nS1"})
    name = build(warehouse).build
    kept = warehouse.published().query("select * from marts.settings")[0]
    assert {
        key: kept[key]
        for key in (
            "office_name", "is_synthetic", "time_zone", "academic_year_start", "reply_days", "agree_days", "k",
            "final_year_cutoff", "prepared_questions", "build",
        )
    } == {
        "office_name": "Own", "is_synthetic": True, "time_zone": "Europe/Paris", "academic_year_start": "07-01",
        "reply_days": 21, "agree_days": 21, "k": 12, "final_year_cutoff": "10-01", "prepared_questions": 3, "build": name,
    }  # fmt: skip
    assert rows(warehouse.published(), "select day::varchar from marts.holidays") == [("2026-11-26",)]
