"""Whom of a LinkedIn connections file the office has logged already."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.errors import FileRefused
from pipelines.identity.connections import match, match_file
from tests.offices import office, write_csv

ROWS = [
    {
        "First Name": "Ann",
        "Last Name": "Moss",
        "URL": "https://www.linkedin.com/in/annm/",
        "Company": "Acme, Inc.",
    },
    {
        "First Name": "Sam",
        "Last Name": "Ortiz",
        "URL": "https://www.linkedin.com/in/samo",
        "Company": "Initech",
    },
    {
        "First Name": "S",
        "Last Name": "O",
        "URL": "https://linkedin.com/in/so?x=1",
        "Email Address": "SO@example.com",
    },
    {
        "First Name": "Evil",
        "Last Name": "Url",
        "URL": "javascript:alert(1)",
        "Email Address": "e@example.com",
    },
]


def test_only_contacts_already_logged_are_matched_by_address_or_by_name_and_employer() -> None:
    logged = [
        {"key": "contact:n:ann moss|acme", "name": "Ann Moss", "email": None, "employer": "Acme"},
        {"key": "contact:e:so@example.com", "name": "Sid Olm", "email": "so@example.com", "employer": None},
        {"key": "contact:e:e@example.com", "name": "Evil Url", "email": "e@example.com", "employer": None},
        {"key": "contact:n:sam ortiz|hooli", "name": "Sam Ortiz", "email": None, "employer": "Hooli"},
    ]
    assert [(one.contact_key, one.profile_key) for one in match(ROWS, logged)] == [
        ("contact:e:so@example.com", "contact:u:linkedin.com/in/so"),
        ("contact:n:ann moss|acme", "contact:u:linkedin.com/in/annm"),
    ]


def test_a_connection_is_matched_whatever_accents_either_writes() -> None:
    contact = {"key": "contact:n:jose diaz|acme", "name": "José Díaz", "email": None, "employer": "Acme"}
    row = {
        "First Name": "Jose",
        "Last Name": "Diaz",
        "URL": "https://www.linkedin.com/in/JD/?x=1",
        "Company": "Acme",
    }
    assert [one.profile_key for one in match([row], [contact])] == ["contact:u:linkedin.com/in/jd"]


def test_two_connections_of_one_name_at_one_employer_match_nobody() -> None:
    twice = [ROWS[0], {**ROWS[0], "URL": "https://www.linkedin.com/in/other"}]
    logged = [{"key": "k", "name": "Ann Moss", "email": None, "employer": "Acme"}]
    assert match(twice, logged) == []


def test_a_match_says_who_it_is_and_what_says_so() -> None:
    logged = [
        {"key": "contact:n:ann moss|acme", "name": "Ann Moss", "email": None, "employer": "Acme"},
        {"key": "contact:e:so@example.com", "name": None, "email": "SO@example.com", "employer": None},
    ]
    assert [(one.name, one.employer, one.why) for one in match(ROWS, logged)] == [
        ("", "", "The same e-mail address"),
        ("Ann Moss", "Acme", "The same name and employer"),
    ]


def test_a_name_that_two_contacts_bear_matches_neither() -> None:
    logged = [{"key": key, "name": "Ann Moss", "email": None, "employer": "Acme"} for key in ("k1", "k2")]
    assert match(ROWS, logged) == []


def test_one_connection_written_twice_is_one_match() -> None:
    logged = [{"key": "k", "name": "Ann Moss", "email": None, "employer": "Acme"}]
    assert [one.profile_key for one in match([ROWS[0], ROWS[0]], logged)] == [
        "contact:u:linkedin.com/in/annm"
    ]


def test_a_connection_without_a_company_is_not_matched_by_its_name() -> None:
    logged = [{"key": "k", "name": "Ann Moss", "email": None, "employer": "Acme"}]
    assert match([{**ROWS[0], "Company": ""}], logged) == []


def test_a_file_of_something_else_is_refused_by_the_columns_it_lacks(tmp_path: Path) -> None:
    published = office(tmp_path, roster="student_id\nS1")
    path = write_csv(
        tmp_path / "c.csv", "First Name | Last Name | URL\nAnn | Moss | https://linkedin.com/in/a"
    )
    with pytest.raises(FileRefused, match="it has no column Company"):
        match_file(path, published)
