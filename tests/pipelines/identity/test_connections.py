"""Whom of a LinkedIn connections file the office has logged already."""

from __future__ import annotations

from pipelines.identity.connections import match

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
