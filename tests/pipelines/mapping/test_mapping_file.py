"""A mapping file is read strictly: what is wrong is named with the nearest that is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.errors import UserError
from pipelines.mapping.mapping_file import parse_mapping, read_mapping_file
from pipelines.mapping.propose import propose

WRONG = {
    "an unknown setting": ('surce = "roster"', "“surce” is not a setting.*Did you mean source"),
    "an unknown source": ('source = "interviews"', "source is “interviews”; expected roster"),
    "not TOML": ("source = roster", "not valid TOML"),
    "a number for a text": ("sheet = 3", "sheet must be text in quotes"),
    "a text for a table": ('columns = "x"', "columns must be a table"),
    "a date order": ('date_order = "us"', "expected mdy, dmy, ymd"),
    "a blank reply": ('blank_reply = "none"', "expected no_reply, not_recorded"),
    "a header that is a number": ("[columns]\nstudent_id = 3", "columns.student_id must be text"),
    "values without a table": ('[values]\nreply = "yes"', "values.reply must be a table"),
    "half a scale": ("[scale]\nlow = 1", "scale.high must be a number"),
    "a scale upside down": ("[scale]\nlow = 5\nhigh = 1", "scale.low must be below"),
    "a direction": ('[scale]\nlow = 1\nhigh = 5\ndirection = "left"', "expected up, down"),
    "an unknown part of the scale": ("[scale]\nmin = 1", "scale.min is not a setting"),
}


MISFIT = {
    "another source": ('source = "roster"', "its source is roster"),
    "no such column": ('[columns]\nheld = "Date"', "columns.held is not a column.*Did you mean held_on"),
    "no such value": ('[values.mode]\nZ = "vidio"', "“Z” leads to “vidio”.*Did you mean video"),
    "no such constant": ('[constants]\nmode = "smoke"', "constants.mode is “smoke”"),
    "header and constant": (
        '[columns]\nmode = "Date"\n[constants]\nmode = "video"',
        "both a header and a constant",
    ),
    "one header twice": (
        '[columns]\nheld_on = "Date"\nlogged_at = "Date"',
        "given to both held_on and logged_at",
    ),
    "a scale": ("[scale]\nlow = 1\nhigh = 5", "scale does not apply to interview_log"),
    "a blank reply": ('blank_reply = "no_reply"', "blank_reply does not apply to interview_log"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_mapping_file_is_refused_naming_the_entry(case: str, tmp_path: Path) -> None:
    text, sentence = WRONG[case]
    path = tmp_path / "ours.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=sentence) as refused:
        read_mapping_file(path)
    assert "ours.toml" in refused.value.message


def test_a_mapping_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no mapping file nowhere\.toml"):
        read_mapping_file(tmp_path / "nowhere.toml")


@pytest.mark.parametrize("case", MISFIT)
def test_a_mapping_file_that_does_not_fit_the_source_is_refused(case: str) -> None:
    text, sentence = MISFIT[case]
    with pytest.raises(UserError, match=sentence):
        propose(["Student ID", "Contact", "Date"], (), "interview_log", parse_mapping(text))
