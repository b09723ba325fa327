"""A mapping file is read strictly: what is wrong is named with the nearest that is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.errors import FileRefused, UserError
from pipelines.mapping.mapping_file import (
    FileShape,
    MappingFile,
    constant,
    each_once,
    header_meant,
    laid_over,
    parse_mapping,
    read_mapping_file,
    spelled_values,
)
from pipelines.mapping.propose import propose
from pipelines.mapping.zones import Shift
from pipelines.sources.catalog import source

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


MORE_WRONG = {
    "a time zone that is none": ('[time_zone]\nof = "Mars"\nto = "UTC"', "time_zone.of must be a time zone"),
    "a time zone without its end": ('[time_zone]\nof = "UTC"', "time_zone.to must be a time zone"),
    "another part of the zone": ('[time_zone]\nin = "UTC"', "time_zone.in is not a setting"),
    "columns of the zone": (
        '[time_zone]\nof = "UTC"\nto = "UTC"\ncolumns = "x"',
        "time_zone.columns must be a list of texts",
    ),
    "a shape's tool": ("[shape]\ntool = 3", "shape.tool must be text"),
    "a shape's sheets": ('[shape]\nsheets = "two"', "shape.sheets is “two”; expected one, many"),
    "another part of the shape": ('[shape]\nhead = "x"', "shape.head is not a setting"),
    "a shape's headers": ("[shape]\nheaders = [1]", "shape.headers must be a list of texts"),
    "reshape": ('reshape = "yes"', "reshape is “yes”; expected no"),
    "a scale of equal ends": ("[scale]\nlow = 5\nhigh = 5", "scale.low must be below"),
    "a scale of yes": ("[scale]\nlow = true\nhigh = 5", "scale.low must be a number"),
    "gathered": ('[gathered]\nchannel = "x"', "gathered.channel must be a table"),
    "waves": ('[waves]\npre = "x"', "waves.pre must be a table"),
    "a list for a text": ("[constants]\nmode = [1]", "constants.mode must be text"),
}


@pytest.mark.parametrize("case", MORE_WRONG)
def test_every_part_of_a_saved_mapping_is_checked(case: str) -> None:
    text, sentence = MORE_WRONG[case]
    with pytest.raises(UserError, match=sentence):
        parse_mapping(text)


def test_what_is_not_said_is_empty_and_numbers_are_the_texts_they_print() -> None:
    assert parse_mapping("") == MappingFile(name="mapping")
    said = parse_mapping('[constants]\nminutes = 30\nis_alum = true\n[values.is_alum]\n"1" = false\n')
    assert said.constants == {"minutes": "30", "is_alum": "true"}
    assert said.values == {"is_alum": {"1": "false"}}
    assert parse_mapping("[scale]\nlow = 1\nhigh = 7").scale_direction == "up"
    shape = parse_mapping('[shape]\nheaders = ["First_Name:"]').shape
    assert shape == FileShape("", "one", frozenset({"first name"}))
    zone = parse_mapping('[time_zone]\nof = "UTC"\nto = "America/New_York"\ncolumns = ["held_on"]').zone
    assert zone == Shift("UTC", "America/New_York", ("held_on",))
    assert not parse_mapping("").is_as_it_stands
    assert parse_mapping('reshape = "no"').is_as_it_stands


BASE = parse_mapping(
    """
name = "Fall form"
source = "survey"
sheet = "May"
date_order = "dmy"
[columns]
student_id = "Nr"
clarity = "Q1"
[values.wave]
early = "pre"
late = "post"
[constants]
wave = "pre"
goal_change = "unsure"
[scale]
low = 1
high = 7
direction = "down"
[gathered.came_of_it]
"Q9: lead" = "lead"
[shape]
headers = ["nr", "q1", "q9 lead", "q2"]
"""
)


@pytest.mark.parametrize(
    ("said", "part", "expected"),
    [
        ("", "source", "survey"),
        ("", "sheet", "May"),
        ('sheet = "June"', "sheet", "June"),
        ("", "date_order", "dmy"),
        ('date_order = "mdy"', "date_order", "mdy"),
        ('[columns]\nclarity = "Q2"', "columns", {"student_id": "Nr", "clarity": "Q2"}),
        ('[columns]\nclarity = ""', "columns", {"student_id": "Nr", "clarity": ""}),
        # a column that gets a header loses the constant it had, and the other way round
        ('[columns]\nwave = "When"', "constants", {"goal_change": "unsure"}),
        ('[columns]\nwave = ""', "constants", {"wave": "pre", "goal_change": "unsure"}),
        ('[constants]\nwave = "post"', "constants", {"wave": "post", "goal_change": "unsure"}),
        ('[constants]\nclarity = "3"', "columns", {"student_id": "Nr"}),
        ('[constants]\nclarity = "3"', "constants", {"wave": "pre", "goal_change": "unsure", "clarity": "3"}),
        ('[values.wave]\nlate = "pre"', "values", {"wave": {"early": "pre", "late": "pre"}}),
        ('[values.goal_change]\nx = "unsure"', "values", {"wave": {"early": "pre", "late": "post"}, "goal_change": {"x": "unsure"}}),
        ("", "scale_high", 7.0),
        ("", "scale_direction", "down"),
        ("[scale]\nlow = 1\nhigh = 5", "scale_high", 5.0),
        ("[scale]\nlow = 1\nhigh = 5", "scale_direction", "up"),
        ("", "gathered", {"came_of_it": {"Q9: lead": "lead"}}),
        ('[columns]\ncame_of_it = "Q9"', "gathered", {}),
        ('[gathered.came_of_it]\n"Q8" = "offer"', "gathered", {"came_of_it": {"Q8": "offer"}}),
        ('reshape = "no"', "gathered", {}),
        ('reshape = "no"', "is_as_it_stands", True),
        ('[waves.pre]\nclarity = "Q1"', "waves", {"pre": {"clarity": "Q1"}}),
        ('[waves.pre]\nclarity = "Q1"', "gathered", {}),
        ("", "title", "Fall form"),
        ('based_on = "Fall form"', "based_on", "Fall form"),
    ],
)  # fmt: skip
def test_a_mapping_laid_over_another_counts_where_it_says_something(
    said: str, part: str, expected: object
) -> None:
    assert getattr(laid_over(parse_mapping(said), BASE), part) == expected


@pytest.mark.parametrize(
    ("part", "below", "above"),
    [
        ("name", "a", "b"),
        ("source", "survey", "roster"),
        ("sheet", "a", "b"),
        ("date_order", "dmy", "mdy"),
        ("blank_reply", "no_reply", "not_recorded"),
        ("zone", Shift("UTC", "America/New_York", ("a",)), Shift("UTC", "Europe/Berlin", ("b",))),
    ],
)
def test_what_is_said_once_is_laid_over_whole(part: str, below: object, above: object) -> None:
    base, upper = MappingFile(**{part: below}), MappingFile(**{part: above})  # type: ignore[arg-type]
    assert getattr(laid_over(upper, base), part) == above
    assert getattr(laid_over(MappingFile(), base), part) == below
    assert getattr(laid_over(upper, MappingFile()), part) == above


def test_a_file_taken_as_it_stands_has_no_rows_made_of_a_row() -> None:
    """Whoever says so wants no further contacts either, whatever was remembered of them."""
    base = MappingFile(sections={"2": {"contact_name": "Contact 2"}}, waves={"pre": {"clarity": "Q1"}})
    laid = laid_over(MappingFile(is_as_it_stands=True), base)
    assert (laid.is_as_it_stands, laid.sections, laid.waves) == (True, {}, {})


def test_a_column_said_anew_is_joined_no_longer() -> None:
    base = MappingFile(joined={"clarity": ("Q1a", "Q1b"), "confidence": ("Q2a", "Q2b")})
    laid = laid_over(MappingFile(columns={"clarity": "Q1"}), base)
    assert laid.joined == {"confidence": ("Q2a", "Q2b")}


def test_headers_of_a_saved_mapping_are_used_or_not() -> None:
    assert BASE.used_headers == {"Nr", "Q1", "Q9: lead"}
    assert BASE.unused_headers == {"q2"}
    assert parse_mapping('[columns]\nstudent_id = "@sheet"\nclarity = ""').used_headers == set()
    assert parse_mapping("").unused_headers == set()


@pytest.mark.parametrize(
    ("wanted", "header"),
    [
        ("Nr", "Nr"),
        ("NR.", "Nr"),
        ("how clear?", "Q1"),
        ("@sheet", "@sheet"),
        ("@file", "@file"),
    ],
)
def test_a_header_is_meant_as_written_folded_or_by_its_question(wanted: str, header: str) -> None:
    assert header_meant(wanted, ["Nr", "Q1", "q-2", "Q 2"], ["", "How clear?", "", ""], "clarity") == header


def test_a_header_that_could_be_two_or_is_none_is_refused() -> None:
    for wanted in ("Q 2?", "!!", "elsewhere"):
        with pytest.raises(FileRefused) as refused:
            header_meant(wanted, ["q-2", "q_2", "--"], [], "clarity")
        (problem,) = refused.value.problems
        assert (problem.code, problem.column, problem.expected) == ("no_such_header", "clarity", wanted)
    with pytest.raises(FileRefused, match=r"Nearest are: “q-2”"):
        header_meant("q-3", ["q-2", "zzz"], [], "clarity")
    with pytest.raises(FileRefused, match=r"has no such header\.$"):
        header_meant("q-3", ["zzz"], [], "clarity")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            '[gathered.channel]\nA = "x"\n[columns]\nminutes = "A"',
            "“A” is given to both minutes and gathered.channel",
        ),
        (
            '[columns]\nis_alum = "A"\nminutes = "@file"\ncost_usd = "@file"\nmode = "A"',
            "“A” is given to both is_alum and mode",
        ),
    ],
)
def test_a_header_fills_one_column_only(text: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        propose(["Student ID", "Contact", "Date", "A"], (), "interview_log", parse_mapping(text))


@pytest.mark.parametrize(
    ("source", "text", "sentence"),
    [
        ("interview_log", '[gathered.minutes]\nA = "x"', "gathered.minutes is no list of choices"),
        ("interview_log", '[waves.pre]\nmode = "A"', "waves do not apply to interview_log"),
        ("survey", '[waves.middle]\nclarity = "A"', "waves.middle is no wave"),
        ("survey", '[waves.pre]\nclearity = "A"', "waves.clearity is not a column"),
        ("survey", '[time_zone]\nof = "UTC"\nto = "UTC"\ncolumns = ["x"]', "time_zone.x is not a column"),
        ("roster", '[columns]\nis_pell_recipient = "Pell"', "columns.is_pell_recipient cannot be taken"),
    ],
)
def test_what_a_mapping_names_must_apply_to_the_source(source: str, text: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        propose(["Student ID", "Contact", "Date", "A"], (), source, parse_mapping(text))


def test_constants_are_spelled_as_the_column_spells_them() -> None:
    log = source("interview_log")
    assert constant(log.column("mode"), "Zoom", "x") == "video"
    assert constant(log.column("contact_employer"), "  Acme ", "x") == "Acme"
    with pytest.raises(UserError, match=r"x: constants.mode is “smoke”"):
        constant(log.column("mode"), "smoke", "x")
    assert spelled_values(log.column("mode"), {"Z": "video", "none": ""}) == {"Z": "video", "none": ""}
    assert spelled_values(log.column("minutes"), {"an hour": "60"}) == {"an hour": "60"}


@pytest.mark.parametrize(
    ("said", "base", "meant"),
    [
        ("", "no_reply", "no_reply"),
        ("not_recorded", "no_reply", "not_recorded"),
        ("not_recorded", "", "not_recorded"),
        ("", "", ""),
    ],
)
def test_what_a_blank_reply_means_is_laid_over(said: str, base: str, meant: str) -> None:
    assert laid_over(MappingFile(blank_reply=said), MappingFile(blank_reply=base)).blank_reply == meant


def test_a_mapping_without_a_name_is_the_mapping() -> None:
    with pytest.raises(UserError, match=r"^The mapping: “A” is given to both"):
        each_once({"mode": "A", "minutes": "A"}, MappingFile().reshaping, "")
    with pytest.raises(UserError, match=r"^The mapping: constants\.mode is “smoke”"):
        constant(source("interview_log").column("mode"), "smoke", "")
