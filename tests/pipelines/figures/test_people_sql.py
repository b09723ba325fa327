"""Lists by name: each file is a query of its own, and the parts they share narrow all of them alike."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines import data_files
from pipelines.figures.people_sql import list_sql, people_sql
from pipelines.store.warehouse import Published
from tests.offices import office

LISTS = [
    path.removeprefix("sql/lists/").removesuffix(".sql") for path in data_files.names("sql/lists", ".sql")
]
NOTHING: dict[str, Any] = {"since": None, "until": None, "program": None, "college": None, "class_year": None}

# Lists of who waits for something now. A chain is of contacts; a section is whoever was in it in the dates.
OF_NOW = [name for name in LISTS if name not in ("chains", "section_students")]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return office(
        tmp_path_factory.mktemp("lists"),
        roster="""
        student_id | first_name | last_name | email      | college | class_year | programs   | is_expected_to_log
        a1         | Ana        | Cole      | a1@uni.edu | Arts    | 2028       | CAR 1      | yes
        b2         | -          | -         | b2@uni.edu | Arts    | 2027       | CAR 1;CAR 2 | yes
        c3         | Cy         | -         | -          | Law     | 2027       | -          | yes
        d4         | Di         | -         | d4@uni.edu | Law     | 2026       | CAR 1      | yes
        """,
        interview_log="""
        student_id | contact_name | contact_email | contact_employer | held_on    | status    | has_thanked
        a1         | Ann          | ann@x.com     | Acme             | 2026-03-01 | held      | no
        b2         | Ann          | ann@x.com     | Acme             | 2026-03-05 | held      | no
        b2         | -            | eve@y.com     | -                | 2026-03-05 | held      | no
        c3         | Dan          | -             | Bolt             | 2026-03-09 | held      | no
        d4         | Dan          | -             | Bolt             | 2026-03-08 | held      | no
        a1         | Zoe          | -             | Bolt             | 2026-11-01 | held      | yes
        """,
    )


def due(published: Published, **chosen: Any) -> list[tuple[str, str]]:
    rows = published.query(list_sql("thank_you_due"), NOTHING | chosen)
    return [(row["student_id"], row["contact"]) for row in rows]


EVERYBODY = [("a1", "Ann"), ("b2", "Ann"), ("b2", "eve@y.com"), ("c3", "Dan")]  # the oldest first


@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        ({}, EVERYBODY),
        ({"since": date(2026, 3, 5)}, EVERYBODY[1:]),
        ({"until": date(2026, 3, 5)}, EVERYBODY[:3]),
        ({"since": date(2026, 3, 2), "until": date(2026, 3, 4)}, []),
        ({"college": ["Law"]}, [("c3", "Dan")]),
        ({"class_year": ["2028", "2027"], "college": ["Arts"]}, EVERYBODY[:3]),
        ({"program": ["CAR 2"]}, EVERYBODY[1:3]),
        ({"program": ["CAR 1", "CAR 2"]}, EVERYBODY[:3]),
        ({"program": ["Unknown"]}, [("c3", "Dan")]),
    ],
)
def test_dates_and_filters_leave_what_they_name(
    published: Published, chosen: dict[str, Any], left: list[tuple[str, str]]
) -> None:
    assert due(published, **chosen) == left


def test_who_is_no_longer_enrolled_on_the_newest_day_is_on_no_list(published: Published) -> None:
    for list_id in OF_NOW:
        waits = {"untouched_days": 14, "quiet_days": 30}
        sql = list_sql(list_id)
        rows = published.query(
            sql, NOTHING | {name: days for name, days in waits.items() if f"${name}" in sql}
        )
        assert "d4" not in {row["student_id"] for row in rows}


@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        ({}, ["s2", "s4"]),  # s1 was expected in the fall only; s3 has left
        ({"since": date(2026, 1, 1)}, ["s4", "s5"]),
        ({"until": date(2025, 12, 31)}, ["s1", "s2", "s4"]),
    ],
)
def test_of_whom_none_is_recorded_are_those_expected_in_the_dates(
    tmp_path: Path, chosen: dict[str, Any], left: list[str]
) -> None:
    published = office(
        tmp_path,
        roster="""
        student_id | class_year | is_expected_to_log | expected_until
        s1         | 2027       | yes                | 2025-12-31
        s2         | 2027       | yes                | 2025-12-31
        s3         | 2025       | yes                | -
        s4         | 2027       | yes                | -
        s5         | 2027       | yes                | -
        """,
        interview_log="""
        student_id | contact_name | held_on
        s5         | Dan          | 2025-09-09
        s1         | Dan          | 2026-02-02
        """,
    )
    rows = published.query(list_sql("none_recorded"), NOTHING | chosen)
    assert [row["student_id"] for row in rows] == left


def test_a_student_and_a_contact_are_shown_by_what_is_known_of_them(published: Published) -> None:
    rows = published.query(list_sql("thank_you_due"), NOTHING)
    assert [
        tuple(
            row[name] for name in ("student", "programs", "contact_id", "employer", "day", "as_of", "detail")
        )
        for row in rows
    ] == [
        ("Ana Cole", "CAR 1", "ann@x.com", "Acme", date(2026, 3, 1), date(2026, 11, 1), None),
        ("b2", "CAR 1, CAR 2", "ann@x.com", "Acme", date(2026, 3, 5), date(2026, 11, 1), None),
        ("b2", "CAR 1, CAR 2", "eve@y.com", None, date(2026, 3, 5), date(2026, 11, 1), None),
        ("Cy", None, "Dan", "Bolt", date(2026, 3, 9), date(2026, 11, 1), None),
    ]


def test_a_list_about_a_student_names_no_contact(published: Published) -> None:
    rows = published.query(list_sql("no_recent_log"), NOTHING | {"quiet_days": 30})
    assert [(row["student_id"], row["programs"], row["contact"], row["detail"]) for row in rows] == [
        ("b2", "CAR 1, CAR 2", None, "Last entry"),
        ("c3", None, None, "Last entry"),
    ]


@pytest.mark.parametrize("list_id", OF_NOW)
def test_a_lists_file_is_a_query_of_its_own_but_for_how_long_the_office_waits(
    published: Published, list_id: str
) -> None:
    own = data_files.text(f"sql/lists/{list_id}.sql")
    waits = {
        name: days for name, days in {"untouched_days": 14, "quiet_days": 30}.items() if f"${name}" in own
    }
    rows = published.query(own, waits)
    shown = published.query(list_sql(list_id), NOTHING | waits)
    there = {
        row["student_key"]
        for row in published.query("select student_key from marts.enrolments where until > date '2026-11-01'")
    }
    # the shared parts join what it is about; they leave out who is gone, and add nobody
    assert len([row for row in rows if row["student_key"] in there]) == len(shown)


@pytest.mark.parametrize("path", ["sql/lists/chains.sql", "sql/student/person.sql", "sql/student/found.sql"])
def test_what_is_joined_has_no_with_of_its_own_and_runs(published: Published, path: str) -> None:
    more = {"sql/student/person.sql": {"student": "A1"}, "sql/student/found.sql": {"words": "ana"}}.get(
        path, {}
    )
    rows = published.query(people_sql(path), NOTHING | more)
    assert [row["student_id"] for row in rows] == (["a1"] if more else [])
