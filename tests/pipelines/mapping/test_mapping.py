"""What decides how a file is read: its digest, its scale, and the document it is written as."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.mapping.mapping import Mapping
from pipelines.mapping.mapping_file import FileShape, MappingFile, parse_mapping
from pipelines.mapping.propose import propose
from pipelines.mapping.reshaping import Reshaping
from pipelines.mapping.zones import Shift


def heads(text: str) -> list[str]:
    return [head.strip() for head in text.split("|")]


TRACKER = heads("Name | Company | First contacted | Follow-up | Reply | Talked on | Names given")


def test_the_digest_is_of_what_decides_how_rows_are_read() -> None:
    headers = heads("Student ID | Contact | Sent on | Reply")
    plain = propose(headers, (), "outreach_log")
    said_by_default = propose(headers, (), "outreach_log", MappingFile(blank_reply="not_recorded"))
    other = propose(headers, (), "outreach_log", MappingFile(blank_reply="no_reply"))
    assert plain.digest() == propose(headers[::-1], (), "outreach_log").digest() == said_by_default.digest()
    assert plain.digest() != other.digest()
    assert re.fullmatch("[0-9a-f]{64}", plain.digest())


def test_a_scale_that_is_the_default_is_no_other_mapping() -> None:
    headers = heads("Student ID | Timestamp | Wave | Clarity")
    same = MappingFile(scale_low=1, scale_high=5, scale_direction="up")
    down = MappingFile(scale_low=1, scale_high=5, scale_direction="down")
    plain = propose(headers, (), "survey")
    assert plain.digest() == propose(headers, (), "survey", same).digest()
    assert plain.digest() != propose(headers, (), "survey", down).digest()


TRICKY = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@settings(max_examples=60)
@given(st.dictionaries(TRICKY, st.sampled_from(["video", "phone", ""]), max_size=4), TRICKY)
def test_a_mapping_written_as_a_file_is_the_same_mapping(values: dict[str, str], program: str) -> None:
    headers = heads("Student ID | Contact | Interview date | Format")
    said = MappingFile(values={"mode": values}, constants={"program": program}, date_order="mdy")
    made = propose(headers, (), "interview_log", said)
    again = propose(headers, (), "interview_log", parse_mapping(made.as_toml()))
    assert again.as_dict() == made.as_dict()
    assert again.digest() == made.digest()


def test_a_survey_and_a_tracker_survive_being_written_as_files() -> None:
    survey = heads("Student ID | Timestamp | Wave | Clarity")
    made = propose(survey, (), "survey", MappingFile(scale_low=1, scale_high=7, scale_direction="down"))
    assert propose(survey, (), "survey", parse_mapping(made.as_toml())).digest() == made.digest()
    tracker = propose(TRACKER, (), "contact_tracker", MappingFile(columns={"student_id": "@sheet"}))
    again = propose(TRACKER, (), "contact_tracker", parse_mapping(tracker.as_toml()))
    assert again.digest() == tracker.digest()


def test_the_digest_of_a_mapping_never_changes() -> None:
    """It is in the ledger of every office: with another one every file would come in a second time."""
    made = Mapping(
        "survey",
        {"student_id": "Nr", "clarity": "Q1"},
        values={"wave": {"früh": "pre"}, "goal_change": {}},
        constants={"goal_change": "unsure"},
        sheet="May",
        date_order="dmy",
        scale_high=7,
        reshaping=Reshaping(gathered={"came_of_it": {"B": "b", "A": "a"}}),
        zone=Shift("UTC", "America/New_York", ("responded_at",)),
    )
    assert made.as_dict() == {
        "source": "survey",
        "sheet": "May",
        "date_order": "dmy",
        "columns": {"clarity": "Q1", "student_id": "Nr"},
        "values": {"wave": {"früh": "pre"}},
        "constants": {"goal_change": "unsure"},
        "gathered": {"came_of_it": {"A": "a", "B": "b"}},
        "time_zone": {"of": "UTC", "to": "America/New_York", "columns": ["responded_at"]},
        "scale": {"low": 1.0, "high": 7.0, "direction": "up"},
    }
    assert made.digest() == "30d0aa691938f62cd570a4bc68da60c67f6861bc557de99aee9fd37aa8778432"
    assert (
        Mapping("outreach_log", {"sent_on": "Day"}).digest()
        == "747e13acce7242fa126bbb5f7cc4b5521e696bf6abd4e37d6fd8318579dd0cca"
    )


def test_what_is_no_part_of_reading_is_no_part_of_the_digest() -> None:
    made = Mapping("roster", {"student_id": "Nr"})
    assert (
        made.digest() == replace(made, left_out=("campus",), warnings=("x",), is_as_it_stands=True).digest()
    )
    assert "blank_reply" not in made.as_dict()
    assert "scale" not in made.as_dict()
    assert Mapping("outreach_log", {}).as_dict()["blank_reply"] == "not_recorded"
    assert Mapping("outreach_log", {}, blank_reply="no_reply").as_dict()["blank_reply"] == "no_reply"


@pytest.mark.parametrize(
    ("low", "high", "direction", "declared"),
    [
        (None, None, "up", (1.0, 5.0, "up")),
        (None, None, "", (1.0, 5.0, "up")),
        (0, None, "down", (0.0, 5.0, "down")),
        (None, 10, "up", (1.0, 10.0, "up")),
        (2, 3, "down", (2.0, 3.0, "down")),
    ],
)
def test_a_scale_is_declared_or_the_default(
    low: float | None, high: float | None, direction: str, declared: tuple[float, float, str]
) -> None:
    made = Mapping("survey", {}, scale_low=low, scale_high=high, scale_direction=direction)
    assert made.declared_scale == declared


def test_a_document_says_what_was_left_out_and_that_a_file_stays_as_it_is() -> None:
    made = Mapping("roster", {"student_id": "Nr"}, left_out=("campus",), is_as_it_stands=True)
    document = made.document("Ours", FileShape("qualtrics", "many", frozenset({"nr", "a"})))
    assert document["name"] == "Ours"
    assert document["columns"] == {"student_id": "Nr", "campus": ""}
    assert document["reshape"] == "no"
    assert document["shape"] == {"tool": "qualtrics", "sheets": "many", "headers": ["a", "nr"]}
    plain = Mapping("roster", {"student_id": "Nr"}).document()
    assert not {"reshape", "shape"} & set(plain)
    assert plain["name"] == ""
