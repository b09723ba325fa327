"""Calendars: which entries look like a talk with a contact, on which day, with whom; of the others nothing is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.errors import FileRefused
from pipelines.readers import read
from pipelines.readers.model import Reading


def calendar(*entries: str, head: str = "") -> str:
    body = "".join(f"BEGIN:VEVENT\r\n{entry.strip()}\r\nEND:VEVENT\r\n" for entry in entries)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{body}END:VCALENDAR\r\n".replace("\r\n", "\n").replace(
        "\n", "\r\n"
    )


def given(folder: Path, text: str | bytes) -> Reading:
    path = folder / "meetings.ics"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return read(path, folder / "work")


def rows(folder: Path, text: str | bytes) -> list[list[str]]:
    (table,) = given(folder, text).tables
    return [cells for _, cells in table.rows()]


ANA = "SUMMARY:Coffee with Ana Kurz"
DAY = "DTSTART:20260302T150000Z\nDTEND:20260302T153000Z"


def test_all_cases_of_one_calendar(tmp_path: Path) -> None:
    """One file for most of them: each read starts a process."""
    entries = {
        "named in the title": (f"{DAY}\n{ANA}", ("30", "Ana Kurz", "")),
        "all day": ("DTSTART;VALUE=DATE:20260304\nSUMMARY:Informational interview: Bo Lang", ("", "Bo Lang", "")),
        "a zone of its own": (
            f"DTSTART;TZID=America/New_York:20260305T220000\nDURATION:PT45M\n{ANA}",
            ("45", "Ana Kurz", ""),
        ),
        "a zone of Windows": (f"DTSTART;TZID=Eastern Standard Time:20260306T220000\n{ANA}", ("", "Ana Kurz", "")),
        "no zone": (f"DTSTART:20260307T220000\n{ANA}", ("", "Ana Kurz", "")),
        "folded": (f"{DAY}\nSUMMARY:Cof\n fee with An\n a Kurz", ("30", "Ana Kurz", "")),
        "invited": (
            f"{DAY}\nSUMMARY:Coffee chat\nATTENDEE;CN=Cy Mann;PARTSTAT=ACCEPTED:mailto:CY@gamma.example.com",
            ("30", "Cy Mann", "cy@gamma.example.com"),
        ),
        "a room is nobody": (
            f"{DAY}\nSUMMARY:Coffee chat\nATTENDEE;CUTYPE=ROOM;CN=Room 4:mailto:room4@example.edu\n"
            "ATTENDEE;CN=Di:mailto:di@delta.example.com",
            ("30", "Di", "di@delta.example.com"),
        ),
        "who declined was not there": (
            f"{DAY}\nSUMMARY:Call\nATTENDEE;PARTSTAT=DECLINED:mailto:ed@eps.example.com\n"
            "ORGANIZER;CN=fi@zeta.example.com:mailto:fi@zeta.example.com",
            ("30", "", "fi@zeta.example.com"),
        ),
        "an attachment": (
            f"{DAY}\n{ANA}\nATTACH;ENCODING=BASE64;VALUE=BINARY:{'A' * 60}\n {'B' * 60}\n\tC\nDESCRIPTION:secret\n  secret",
            ("30", "Ana Kurz", ""),
        ),
        "lower case": ("dtstart:20260308T150000Z\nsummary:coffee with Ana Kurz", ("", "Ana Kurz", "")),
        "days long": (f"DTSTART:20260309T150000Z\nDTEND:20260312T150000Z\n{ANA}", ("", "Ana Kurz", "")),
    }  # fmt: skip
    reading = given(tmp_path, calendar(*(entry for entry, _ in entries.values())))
    (table,) = reading.tables
    assert (reading.kind, reading.tool, table.time_zone) == ("ics", "calendar", "UTC")
    assert not table.skipped
    read_rows = [cells for _, cells in table.rows()]
    assert {name: tuple(cells[1:4]) for name, cells in zip(entries, read_rows, strict=True)} == {
        name: cells for name, (_, cells) in entries.items()
    }
    assert [cells[0] for cells in read_rows][:5] == [
        "2026-03-02 15:00:00",  # whose day the office's zone says
        "2026-03-04",
        "2026-03-05",
        "2026-03-06",
        "2026-03-07",
    ]
    everything = (tmp_path / "work").rglob("*")
    assert not any(b"secret" in path.read_bytes() for path in everything if path.is_file())


def test_what_is_no_suggestion_is_counted_and_keeps_no_words(tmp_path: Path) -> None:
    entries = {
        f"{DAY}\nSUMMARY:Dentist": "does not look like",
        f"{DAY}\nSUMMARY:Coffee with my therapy group": "does not look like",
        f"{DAY}\nSUMMARY:Job interview with Acme": "does not look like",
        f"{DAY}\nSUMMARY:Talkative evening": "does not look like",
        f"{DAY}\nSTATUS:CANCELLED\n{ANA}": "cancelled",
        f"{DAY}\nRRULE:FREQ=WEEKLY;COUNT=9999\n{ANA}": "repeats",
        f"{DAY}\nTRANSP:TRANSPARENT\n{ANA}": "keeps no time",
        f"{DAY}\nSUMMARY:Coffee": "names nobody else",
        f"{DAY}\nSUMMARY:Chat with the team": "names nobody else",
        f"{ANA}": "without a day",
        f"DTSTART:2026-13-45\n{ANA}": "",  # whatever the library makes of it: no row
        f"{DAY}\nSUMMARY:Networking talk\n" + "".join(f"ATTENDEE:mailto:p{n}@x.com\n" for n in range(30)): "many people",
        f"{DAY}\nSUMMARY:Coffee with Ana {'x' * 300_000}": "too long",
    }  # fmt: skip
    (table,) = given(tmp_path, calendar(*entries)).tables
    assert list(table.rows()) == []
    assert table.rows_read == len(table.skipped) == len(entries)
    for skipped, reason in zip(table.skipped, entries.values(), strict=True):
        assert skipped.rule == "no_talk"
        assert reason in skipped.detail


def test_a_calendars_own_zone_says_the_day(tmp_path: Path) -> None:
    late = calendar(f"DTSTART:20260303T013000Z\n{ANA}", head="X-WR-TIMEZONE:America/New_York\r\n")
    (table,) = given(tmp_path, late).tables
    assert [cells[0] for _, cells in table.rows()] == ["2026-03-02"]
    assert table.time_zone == ""


def test_whose_calendar_it_is_was_no_contact(tmp_path: Path) -> None:
    me = "ATTENDEE;CN=Sam Stone:mailto:s1@example.edu\n"
    entry = DAY + "\nSUMMARY:Coffee\n" + me + "ATTENDEE:mailto:{}@x.example.com\nUID:{}"
    named = calendar(entry.format("ana", 1), head="X-WR-CALNAME:s1@example.edu\r\n")
    assert [cells[3] for cells in rows(tmp_path, named)] == ["ana@x.example.com"]
    unnamed = calendar(entry.format("ana", 1), entry.format("bo", 2))
    assert [cells[3] for cells in rows(tmp_path, unnamed)] == ["ana@x.example.com", "bo@x.example.com"]
    once = calendar(entry.format("ana", 1))  # one entry tells nothing: a person sees both
    assert [cells[3] for cells in rows(tmp_path, once)] == ["s1@example.edu", "ana@x.example.com"]


def test_who_is_named_stands_before_whoever_organized_their_own_entry(tmp_path: Path) -> None:
    me, mine = "ORGANIZER;CN=Sam Stone:mailto:s1@example.edu", f"{DAY}\n{ANA}"
    alone = calendar(f"{mine}\n{me}\nUID:1", f"{DAY}\nSUMMARY:Coffee with Sam Stone\n{me}\nUID:2")
    assert [cells[2:4] for cells in rows(tmp_path, alone)] == [
        ["Ana Kurz", ""],
        ["Sam Stone", "s1@example.edu"],
    ]
    myself = calendar(f"{mine}\nATTENDEE:mailto:s1@example.edu", head="X-WR-CALNAME:s1@example.edu\r\n")
    assert [cells[2:4] for cells in rows(tmp_path, myself)] == [["Ana Kurz", ""]]


def test_the_last_version_of_an_entry_holds(tmp_path: Path) -> None:
    first = f"UID:1\nSEQUENCE:0\n{DAY}\n{ANA}"
    moved = f"UID:1\nSEQUENCE:2\nDTSTART;VALUE=DATE:20260401\n{ANA}"
    gone = f"UID:2\nSEQUENCE:1\nSTATUS:CANCELLED\n{DAY}\n{ANA}"
    held = f"UID:2\nSEQUENCE:0\n{DAY}\n{ANA}"
    one_of_a_row = f"UID:3\nRECURRENCE-ID:20260505T150000Z\nDTSTART;VALUE=DATE:20260505\n{ANA}"
    a_row = f"UID:3\nRRULE:FREQ=DAILY\n{DAY}\n{ANA}"
    found = rows(tmp_path, calendar(moved, first, held, gone, a_row, one_of_a_row))
    assert [cells[0] for cells in found] == ["2026-04-01", "2026-05-05"]


def test_files_that_are_hardly_calendars(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="a calendar file without entries"):
        given(tmp_path, calendar())
    (cut,) = given(tmp_path, f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{DAY}\n{ANA}\n").tables
    assert [one.detail for one in cut.skipped] == ["an entry that is cut off"]
    marked = b"\xef\xbb\xbf" + calendar(f"{DAY}\n{ANA}").replace("\r\n", "\n").lower().encode()
    assert len(rows(tmp_path, marked)) == 0  # "ana kurz" in small letters is nobody's name
    assert len(rows(tmp_path, calendar(f"{DAY}\n{ANA}").encode("utf-16"))) == 1
    assert len(rows(tmp_path, calendar(f"{DAY}\nSUMMARY:Coffee with Zoë Kurz").encode("cp1252"))) == 1


def test_a_calendar_of_many_years_is_read(tmp_path: Path) -> None:
    entries = [f"UID:{n}\n{DAY}\nSUMMARY:BIO 101 lecture" for n in range(3000)]
    (table,) = given(tmp_path, calendar(*entries, f"{DAY}\n{ANA}")).tables
    assert (table.rows_read, len(table.skipped)) == (3001, 3000)
