"""Headers find their columns, whatever their order and dress, or the file says what is missing."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.mapping.mapping_file import MappingFile, parse_mapping
from pipelines.mapping.propose import propose


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


@settings(max_examples=60, deadline=None)
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
