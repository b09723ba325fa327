"""A small office in which the same people and employers are written in several ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.store.warehouse import Warehouse
from tests.offices import office as small_office

FILES = {
    "roster": """
        student_id | email                | first_name | last_name | class_year | programs | is_expected_to_log
        a1         | jmoss@example.edu    | Jane       | Moss      | 2027       | CAR 210  | yes
        b2         | tkim@example.edu     | Thomas     | Kim       | 2026       | CAR 210  | yes
        c3         | a.lee@example.edu    | Ann        | Lee       | 2026       | Fellows  | yes
        d4         | b.lee@example.edu    | Ann        | Lee       | 2027       | CAR 210  | yes
    """,
    "interview_log": """
        student_id | student_email       | student_name | contact_name | contact_email        | contact_employer | held_on    | program | referrals_count
        a1         | -                   | -            | William Gray | -                    | Ernst & Young    | 2026-09-01 | -       | 2
        -          | -                   | Jane Moss    | Bill Gray    | -                    | Ernst & Young    | 2026-09-03 | -       | 1
        -          | tom.kim@example.com | Tom Kim      | Rosa Diaz    | rosa@ub.example.com  | US Bank          | 2026-09-04 | -       | 0
        -          | -                   | Ann Lee      | Rosa Diaz    | -                    | U.S. Bank        | 2026-09-05 | Fellows | 1
        b2         | -                   | -            | William Gray | wgray@ey.example.com | EY LLP           | 2026-09-08 | -       | 3
        c3         | -                   | -            | Omar Haddad  | -                    | Calder           | 2026-10-09 | -       | -
    """,
    "outreach_log": """
        student_id | contact_name | contact_employer | sent_on    | reply
        a1         | Bill Gray    | Ernst & Young    | 2026-08-25 | accepted
        a1         | Rosa Diaz    | US Bank          | 2026-08-26 | -
        b2         | Rosa Diaz    | U.S. Bank        | 2026-08-27 | declined
    """,
    "first_destination": """
        student_id | student_name | outcome_status     | class_year | employer         | naics_code | soc_code  | reported_on
        b2         | -            | employed_full_time | 2026       | U.S. Bank        | 522110     | 13-2072   | 2026-09-15
        -          | Ann Lee      | employed_full_time | 2026       | EY LLP           | 541211     | 132011.00 | 2026-09-16
        c3         | -            | employed_full_time | 2026       | Calder           | -          | -         | 2026-09-17
    """,
}


@pytest.fixture
def office(tmp_path: Path) -> Warehouse:
    """A copy of its own for each test."""
    small_office(tmp_path, **FILES)
    return Warehouse(tmp_path / "warehouse")
