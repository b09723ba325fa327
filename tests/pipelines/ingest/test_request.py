"""A file understood: which tables, which source, which mapping, and what the office remembers below it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines.errors import FileRefused, UserError
from pipelines.ingest.file_look import look_at
from pipelines.ingest.request import Request, as_far_as_understood, proposed, understand
from pipelines.mapping.mapping_file import parse_mapping
from pipelines.mapping.office_memory import OfficeMemory
from pipelines.mapping.saved_mappings import Decided, Saved, shape_of
from pipelines.readers import COMMAND_LIMITS, Reading, read
from tests.pipelines.readers.written_tables import as_workbook

TODAY = date(2026, 11, 20)
LOG = "student_id,contact_name,held_on,channel,zzz\nS1,Ann,1/2/2026,via web,2\nS2,Bo,3/4/2026,cold,1\n"


def reading_of(folder: Path, text: str) -> Reading:
    path = folder / "log.csv"
    path.write_text(text, encoding="utf-8")
    return read(path, folder, COMMAND_LIMITS)


def book_of(folder: Path, **sheets: list[list[str]]) -> Reading:
    (folder / "book.xlsx").write_bytes(as_workbook(sheets))
    return read(folder / "book.xlsx", folder, COMMAND_LIMITS)


def asked(reading: Reading, source: str | None = None, said: str = "", **memory: object) -> Request:
    office = OfficeMemory(**memory)  # type: ignore[arg-type]
    return understand(
        look_at(reading), source, None, False, TODAY, parse_mapping(said) if said else None, office
    )


def saved(text: str, headers: str = "student_id,contact_name,held_on,channel,zzz") -> Saved:
    shape = ", ".join(f'"{header}"' for header in headers.split(","))
    return Saved("Ours", "ours", parse_mapping(f"{text}\n[shape]\nheaders = [{shape}]\n"))


# -- what the office remembers ------------------------------------------------------------------------

OURS = """
source = "interview_log"
[columns]
student_id = "student_id"
contact_name = "contact_name"
held_on = "held_on"
referrals_count = "zzz"
[constants]
mode = "video"
"""


def test_a_saved_mapping_that_fits_is_used_with_its_constants(tmp_path: Path) -> None:
    request = asked(reading_of(tmp_path, LOG), saved=(saved(OURS),), uses_saved=True)
    assert request.mapping.columns["referrals_count"] == "zzz"
    assert request.mapping.constants == {"mode": "video"}
    assert request.saved
    assert request.notes[0] == "Read with the saved mapping “Ours”."
    assert request.said is None  # nobody said anything about this file


def test_it_is_not_used_where_it_is_not_wanted_does_not_fit_or_is_for_something_else(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, LOG)
    other = saved(OURS, "student_id,contact_name,a,b,c,d")
    for request in (
        asked(reading, saved=(saved(OURS),)),
        asked(reading, saved=(other,), uses_saved=True),
        asked(
            reading, "outreach_log", '[columns]\nsent_on = "held_on"', saved=(saved(OURS),), uses_saved=True
        ),
        asked(reading, said='date_order = "dmy"', saved=(saved(OURS),), uses_saved=True),
    ):
        assert request.saved is None
        assert "referrals_count" not in request.mapping.columns


def test_what_is_said_lies_over_the_saved_mapping_it_is_based_on(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, LOG)
    request = asked(reading, said='based_on = "ours"\n[columns]\nmode = "channel"', saved=(saved(OURS),))
    assert request.mapping.columns["referrals_count"] == "zzz"
    assert request.mapping.columns["mode"] == "channel"
    assert request.mapping.constants == {}
    with pytest.raises(UserError, match="based on “Theirs”, and no mapping is saved"):
        asked(reading, said='based_on = "Theirs"', saved=(saved(OURS),))


def test_the_saved_mapping_most_like_the_file_is_used_and_what_changed_is_said(tmp_path: Path) -> None:
    near = saved(OURS.replace("video", "phone"), "student_id,contact_name,held_on,channel,zzz,more")
    request = asked(reading_of(tmp_path, LOG), saved=(near, saved(OURS)), uses_saved=True)
    assert request.mapping.constants == {"mode": "video"}
    request = asked(reading_of(tmp_path, LOG), saved=(near,), uses_saved=True)
    assert request.notes[0] == "Read with the saved mapping “Ours” (1 column gone)."


DECIDED = Decided({"interview_log": {"channel": {"Via Web": "linkedin", "pigeon": "other"}}}, "dmy")


def test_remembered_spellings_that_occur_lie_below_what_is_said(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, LOG)
    assert asked(reading, decided=DECIDED).mapping.values == {"channel": {"via web": "linkedin"}}
    said = '[values.channel]\n"via web" = "event"\nfax = "other"'
    assert asked(reading, said=said, decided=DECIDED).mapping.values == {
        "channel": {"via web": "event", "fax": "other"}
    }
    as_messages = asked(reading, "outreach_log", '[columns]\nsent_on = "held_on"', decided=DECIDED)
    assert as_messages.mapping.values == {"channel": {"via web": "linkedin"}}  # in every kind of file


@pytest.mark.parametrize(
    ("days", "said", "order"),
    [
        (("1/2/2026", "3/4/2026"), "", "dmy"),
        (("1/2/2026", "3/4/2026"), 'date_order = "ymd"', "ymd"),
        (("1/2/2026", "3/14/2026"), "", ""),  # the file tells by itself
        (("2026-01-02", "2026-03-04"), "", ""),  # nothing is unclear
    ],
)
def test_a_remembered_order_of_dates_is_used_where_nothing_tells(
    days: tuple[str, str], said: str, order: str, tmp_path: Path
) -> None:
    text = LOG.replace("1/2/2026", days[0]).replace("3/4/2026", days[1])
    assert asked(reading_of(tmp_path, text), said=said, decided=DECIDED).mapping.date_order == order


# -- tables -------------------------------------------------------------------------------------------

TALKS = [["student_id", "contact_name", "held_on"], ["S1", "Ann", "2026-03-02"]]
PETS = [["pet", "color"], ["Rex", "brown"], ["Mia", "black"], ["Tom", "red"]]
BOOKED = [["Appointment type", "Staff member", "Checked in"], ["a", "b", "c"]]


def test_sheets_with_the_same_columns_are_taken_together(tmp_path: Path) -> None:
    turned = [[row[2], row[0], row[1]] for row in TALKS]
    request = asked(book_of(tmp_path, May=TALKS, June=turned))
    assert [table.sheet for table in request.tables] == ["May", "June"]
    assert request.guesses[0].source == "interview_log"
    assert request.notes == ()


def test_of_different_sheets_the_best_is_taken_and_the_others_are_said(tmp_path: Path) -> None:
    request = asked(book_of(tmp_path, Pets=PETS, May=TALKS, Booked=BOOKED))
    assert [table.sheet for table in request.tables] == ["May"]
    assert request.notes[0].startswith(
        "Not taken: 2 sheets: “Pets” (3 rows, looks like none of our kinds), “Booked” (1 row, an export of"
    )
    assert "Booked" not in " ".join(request.notes[1:])


def test_sheets_of_one_kind_come_in_together_under_the_names_of_the_longest(tmp_path: Path) -> None:
    longer = [["Student ID", "contact_name", "held_on"]] + [
        ["S1", "Ann", f"2026-03-0{n}"] for n in range(1, 5)
    ]
    other = [["student_id", "Contact", "held_on"], ["S1", "Ann", "2026-03-02"]]
    request = asked(book_of(tmp_path, A=[[*other[0], ""], *other[1:]], B=longer), "interview_log")
    assert [table.sheet for table in request.tables] == ["A", "B"]
    assert request.columns[:3] == ("Student ID", "contact_name", "held_on")
    assert request.tables[0].columns[:3] == ("student_id", "contact_name", "held_on")
    assert "Sheet “A” was read with “Contact” as “contact_name”, to go with sheet “B”." in request.notes


def test_a_sheet_may_be_named_in_any_case(tmp_path: Path) -> None:
    reading = book_of(tmp_path, Pets=PETS, May=TALKS)
    assert [table.sheet for table in asked(reading, said='sheet = "may"').tables] == ["May"]
    with pytest.raises(FileRefused, match=r"no sheet “July” with a table in it\. There is: “Pets”, “May”"):
        asked(reading, said='sheet = "July"')


@pytest.mark.parametrize(
    ("sheets", "sentence"),
    [
        ({"Booked": BOOKED}, "appointments"),
        ({"Pets": PETS}, "can't tell what this file is"),
        ({"Pets": PETS, "More": [["a", "b"], ["1", "2"]]}, "can't tell what this file is"),
        ({"Booked": BOOKED, "More": [["Appointment type", "Staff member"], ["1", "2"]]}, "appointments"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(
    sheets: dict[str, list[list[str]]], sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(FileRefused, match=sentence):
        asked(book_of(tmp_path, **sheets))


# -- what is told of a file that was refused, and of one to be saved -----------------------------------


def test_a_refused_file_shows_its_columns_as_far_as_they_are_understood(tmp_path: Path) -> None:
    look = look_at(reading_of(tmp_path, "Who,When,Pet\nAnn,2026-03-02,Rex\n"))
    unknown = as_far_as_understood(look, "")
    assert [(one.header, one.column, one.how, one.samples) for one in unknown] == [
        ("Who", None, "none", ("Ann",)),
        ("When", None, "none", ("2026-03-02",)),
        ("Pet", None, "none", ("Rex",)),
    ]
    assert {one.header: one.column for one in as_far_as_understood(look, "interview_log")}["Pet"] is None
    booked = look_at(book_of(tmp_path, Booked=BOOKED))
    assert as_far_as_understood(booked, "interview_log") == ()  # of what is none of ours nothing is shown


def test_a_mapping_to_be_saved_comes_with_the_shape_of_its_file(tmp_path: Path) -> None:
    mapping, shape = proposed(book_of(tmp_path, May=TALKS, June=TALKS), None, OfficeMemory())
    assert mapping.source == "interview_log"
    assert shape == shape_of(TALKS[0], "", ["May", "June"])
    assert shape.sheets == "many"


def test_a_replacement_is_a_taking_in_of_its_own(tmp_path: Path) -> None:
    look = look_at(reading_of(tmp_path, LOG))
    plain, replacing = (understand(look, None, None, is_replace, TODAY) for is_replace in (False, True))
    assert replacing.digest == f"{plain.digest}:replace"
    assert plain.digest == plain.mapping.digest()
