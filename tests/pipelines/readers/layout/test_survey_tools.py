"""What survey tools write above and between the answers. Fixtures are our own, with the tools' quirks."""

from __future__ import annotations

import pytest

from pipelines.errors import FileRefused
from tests.pipelines.readers.written_tables import as_csv, only

NAMES = ["StartDate", "Status", "IPAddress", "Finished", "ResponseId", "LocationLatitude", "Q1", "Q1"]
TEXTS = [
    "Start Date",
    "Response Type",
    "IP Address",
    "Finished",
    "Response ID",
    "Latitude",
    "How\n\nclear?",
    "Why",
]


def import_ids(quote: str) -> list[str]:
    cells = [f'{{"ImportId":"{name}"}}' for name in NAMES]
    cells[0] = '{"ImportId":"startDate","timeZone":"America/Denver"}'
    return [cell.replace('"', quote) for cell in cells]


def answer(status: str, finished: str, response: str) -> list[str]:
    return ["2026-03-02 08:00:00", status, "192.0.2.7", finished, response, "40.1", "4", "text"]


@pytest.mark.parametrize("quote", ['"', "'"])
def test_qualtrics_three_header_rows(understand, quote):
    reading = understand(
        "\ufeff"
        + as_csv(
            NAMES,
            TEXTS,
            import_ids(quote),
            answer("IP Address", "True", "R_1"),
            answer("Survey Preview", "True", "R_2"),
            answer("IP Address", "False", "R_3"),
            answer("Imported", "True", "R_4"),
            end="\r\n",
        )
    )
    table = only(reading)
    assert (reading.tool, table.time_zone) == ("qualtrics", "America/Denver")
    assert table.columns == ("StartDate", "Status", "Finished", "ResponseId", "Q1", "Q1 (2)")
    assert table.labels[4] == "How clear?"
    assert table.header_rows == (1, 2, 3)
    assert table.dropped_columns == ("IPAddress", "LocationLatitude")
    assert any("“IPAddress”, “LocationLatitude”" in note for note in reading.notes)
    assert [(one.row, one.rule) for one in table.skipped] == [(5, "preview"), (6, "unfinished")]
    assert [(number, cells[3]) for number, cells in table.rows()] == [(4, "R_1"), (7, "R_4")]
    assert table.rows_read == 4
    assert not any("192.0.2.7" in cells for _, cells in table.rows())


def test_qualtrics_codes_instead_of_words(understand):
    rows = [answer("0", "1", "R_1"), answer("1", "1", "R_2"), answer("0", "0", "R_3")]
    table = only(understand(as_csv(NAMES, TEXTS, import_ids('"'), *rows)))
    assert [(one.row, one.rule) for one in table.skipped] == [(5, "preview"), (6, "unfinished")]


def test_qualtrics_legacy_takes_names_from_the_second_row(understand):
    first = ["V1", "V2", "V3", "V4", "V5", "V6", "Q1", ""]
    second = ["ResponseID", "IPAddress", "Status", "StartDate", "EndDate", "Finished", "How clear?", ""]
    rows = [
        ["R_1", "192.0.2.7", "0", "2026-03-02 08:00:00", "2026-03-02 08:05:00", "1", "4", ""],
        ["R_2", "192.0.2.7", "1", "2026-03-02 08:00:00", "2026-03-02 08:05:00", "1", "4", ""],
    ]
    reading = understand("\ufeff" + as_csv(first, second, *rows))
    table = only(reading)
    assert reading.tool == "qualtrics"
    assert table.columns == ("ResponseID", "Status", "StartDate", "EndDate", "Finished", "Q1")
    assert (table.labels[-1], table.header_rows) == ("How clear?", (1, 2))
    assert [one.rule for one in table.skipped] == ["preview"]
    assert [cells[0] for _, cells in table.rows()] == ["R_1"]


def test_surveymonkey_questions_are_carried_right_over_their_choices(understand):
    reading = understand(
        as_csv(
            ["RespondentID", "IP Address", "Did you ask?", "What came of it?", "", "", "Anything else?"],
            ["", "", "Response", "Insight", "A lead", "Other (please specify)", "Open-Ended Response"],
            ["3292879998", "192.0.2.7", "Yes", "Insight", "", "", "No"],
            ["3292879999", "192.0.2.8", "No", "", "A lead", "", ""],
        )
    )
    table = only(reading)
    assert reading.tool == "surveymonkey"
    assert table.columns == (
        "RespondentID",
        "Did you ask?",
        "What came of it? - Insight",
        "What came of it? - A lead",
        "What came of it? - Other (please specify)",
        "Anything else?",
    )
    assert table.labels[3] == "What came of it?"
    assert table.dropped_columns == ("IP Address",)
    assert table.row_count == 2


def test_an_ordinary_table_whose_first_row_says_response_loses_no_row(understand):
    reading = understand("student,contact,outcome\ns1,Ana,Response\ns2,Bo,None\n")
    assert (reading.tool, only(reading).row_count) == ("", 2)


def test_a_surveymonkey_summary_is_refused_with_the_reason(understand):
    with pytest.raises(FileRefused, match="All individual responses"):
        understand("Did you ask?,\nAnswer Choices,Responses\nYes,78.19%,860\nNo,21.81%,240\n")


def test_google_forms(understand):
    reading = understand(
        as_csv(
            ["Timestamp", "Student ID", "Who did you speak to?"],
            ["4/22/2026 19:57:50", "s1", "Ana"],
            ["4/23/2026 9:01:02", "s2", "Bo"],
        )
    )
    assert reading.tool == "google_forms"
    assert only(reading).labels == ("Timestamp", "Student ID", "Who did you speak to?")


def test_microsoft_forms(understand):
    reading = understand("ID,Start time,Completion time,Email,Name,Who\u00a0\n3,a,b,c,d,e\n4,a,b,c,d,e\n")
    assert (reading.tool, only(reading).columns[-1]) == ("ms_forms", "Who")


def test_linkedin_connections_begin_below_their_notes(understand):
    reading = understand(
        'Notes:\n"When exporting, you may notice that some e-mails are missing, which is fine."\n\n'
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ana,Ruiz,https://example.com/a,,Firm,Lead,12 Mar 2024\n"
    )
    table = only(reading)
    assert reading.tool == "linkedin"
    assert (table.preamble_rows, table.header_rows, table.row_count) == ((1, 2, 3), (4,), 1)


@pytest.mark.parametrize(
    "name",
    [
        "IPAddress",
        "IP Address",
        "ip_address",
        "Latitude",
        "Location Longitude",
        "LocationLatitude",
        "longitude",
    ],
)
def test_addresses_and_positions_are_dropped_however_they_are_spelled(understand, name):
    table = only(understand(f"student,{name},notes\ns1,1.5,a\ns2,2.5,b\n"))
    assert table.dropped_columns == (name,)
    assert table.columns == ("student", "notes")


@pytest.mark.parametrize("name", ["Shipped", "IP lawyer", "Recipient", "LocationAccuracy", "Equipment"])
def test_other_names_are_kept(understand, name):
    assert only(understand(f"student,{name},notes\ns1,1.5,a\n")).dropped_columns == ()
