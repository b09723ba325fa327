"""What a file brought in on a page becomes for the command line."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.commands.upload import Choices, Upload

headers = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=30)


@given(headers, headers)
def test_a_mapping_file_says_any_header_as_it_is(one: str, other: str) -> None:
    choices = Choices(
        source="interview_log",
        columns=(("student_id", one), ("held_on", other)),
        values=(("channel", one, "cold"),),
        constants=(("mode", "phone"),),
        scale=(1, 7, "down"),
        blank_reply="no_reply",
    )
    told = tomllib.loads(choices.mapping_toml())
    assert told == {
        "source": "interview_log",
        "blank_reply": "no_reply",
        "columns": {"student_id": one, "held_on": other},
        "values": {"channel": {one: "cold"}},
        "constants": {"mode": "phone"},
        "scale": {"low": 1, "high": 7, "direction": "down"},
    }


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("log.csv", ".csv"),
        ("Log.XLSX", ".xlsx"),
        ("../../etc/passwd", ".bin"),
        ("x.csv/../../y.sh", ".bin"),
        ("", ".bin"),
    ],
)
def test_nothing_but_a_known_ending_of_an_uploaded_name_reaches_the_disk(name: str, suffix: str) -> None:
    assert Upload(name, b"").suffix == suffix
