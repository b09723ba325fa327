"""What survey tools write above and between the answers. Fixtures are our own, with the tools' quirks."""

from __future__ import annotations

import pytest

from pipelines.errors import FileRefused
from pipelines.readers.layout import survey_tools, tools
from pipelines.readers.layout.survey_tools import layout_of, questions_and_choices, v_names
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


HEADS = {"N": NAMES, "Q": TEXTS, "I": import_ids('"'), " ": [""] * 8, "t": ["Spring survey"] + [""] * 7}
OWN = ("StartDate", "Status", "Finished", "ResponseId")


@pytest.mark.parametrize(
    ("heads", "names", "asks"),
    [
        ("NIQ", OWN, True),
        ("QNI", OWN, True),
        ("QIN", OWN, True),
        ("INQ", OWN, True),
        ("IQN", OWN, True),
        ("tN Q I", OWN, True),
        ("NI", OWN, False),
        ("IN", OWN, False),
        ("I", OWN, False),
        ("QI", ("Start Date", "Response Type", "Finished", "Response ID"), False),
        ("IQ", ("Start Date", "Response Type", "Finished", "Response ID"), False),
    ],
)
def test_qualtrics_rows_of_its_head_in_any_order_and_not_all_of_them(understand, heads, names, asks):
    rows = [answer("IP Address", "True", "R_1"), answer("Survey Preview", "True", "R_2")]
    reading = understand(as_csv(*(HEADS[one] for one in heads), *rows))
    table = only(reading)
    assert (reading.tool, table.time_zone) == ("qualtrics", "America/Denver")
    assert (table.columns[:4], table.labels[4]) == (names, "How clear?" if asks else "")
    assert [cells[3] for _, cells in table.rows()] == ["R_1"]
    assert [one.rule for one in table.skipped if one.rule != "blank"] == ["preview"]


def test_qualtrics_rows_of_its_head_below_the_answers_are_no_answers(understand):
    day = "2026-03-02 08:05:00"
    rows = [[day, *answer("IP Address", "True", f"R_{number}")] for number in range(3)]
    below = [["End Date", *TEXTS], ['{"ImportId":"endDate"}', *import_ids('"')]]
    table = only(understand(as_csv(["EndDate", *NAMES], *rows, *below)))
    assert [cells[4] for _, cells in table.rows()] == ["R_0", "R_1", "R_2"]
    assert [(one.row, one.rule) for one in table.skipped] == [(5, "note"), (6, "note")]


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


# --- each shape by itself ---

QUALTRICS, SURVEYMONKEY = tools.tool("qualtrics"), tools.tool("surveymonkey")
ID = '{"ImportId":"x"}'


@pytest.mark.parametrize(
    ("rows", "header_rows", "labels"),
    [
        ([["Q1", "Q2"], ["Why?", "How?"], [ID, ID]], (0, 1, 2), ("Why?", "How?")),
        ([["Q1", "Q2"], [ID, ID]], (0, 1), ("", "")),
        ([["title"], ["Q1", "Q2"], ["Why?", "How?"], [ID, ID]], (1, 2, 3), ("Why?", "How?")),
        ([["t"]] * 3 + [["Q1", "Q2"], ["Why?", "How?"], [ID, ID]], (3, 4, 5), ("Why?", "How?")),
        ([["t"]] * 6 + [["Q1", "Q2"], ["Why?", "How?"], [ID, ID]], None, ()),  # too far down
        ([[ID, ID], ["a", "b"]], (0,), ("", "")),  # nothing above it
        ([["Q1", "Q2"], ["a", "2026-03-02"], [ID, ID]], None, ()),  # no head has a day
        ([["Q1", "Q2"], [ID, "x"]], None, ()),  # one alone
        ([["Q1"] * 3, [ID, ID, "x"]], (0, 1), ("", "", "")),
        ([["Q1"] * 4, [ID, ID, "x", "y"]], None, ()),  # half of them
        ([["Q1", "Q2"], ["{'ImportId': 'a'}", " {'ImportId': 'b'}"]], (0, 1), ("", "")),
    ],
)
def test_import_ids_under_names_and_questions(rows, header_rows, labels):
    layout = survey_tools.names_questions_and_ids(rows, QUALTRICS)
    assert (layout.header_rows if layout else None) == header_rows
    if layout:
        assert layout.labels == labels


@pytest.mark.parametrize(
    ("zones", "zone"),
    [
        ((), ""),
        (("America/Denver",), "America/Denver"),
        (("America/Denver",) * 2, "America/Denver"),
        (("A", "B"), ""),
    ],
)
def test_a_time_zone_counts_where_all_say_the_same(zones, zone):
    marks = [f'{{"ImportId":"x","timeZone":"{one}"}}' for one in zones]
    layout = survey_tools.names_questions_and_ids([["a", "b", "c"], [*marks, ID, ID, ID][:3]], QUALTRICS)
    assert layout is not None
    assert layout.time_zone == zone


@pytest.mark.parametrize(
    ("rows", "names", "labels"),
    [
        ([["V1", "V2", "V3", "V4", "Q1"], ["ID", "Set", "", "On", "Why?"]], ("ID", "Set", "V3", "On", "Q1"),
         ("", "", "", "", "Why?")),
        ([["V1", "V2", "V3", "V4", "V100"], ["ID", "Set", "x", "On", "y"]], ("ID", "Set", "x", "On", "V100"),
         ("", "", "", "", "y")),
        ([["V1", "V2", "V3", "V4"], ["ID"]], ("ID", "V2", "V3", "V4"), ("", "", "", "")),
        ([["V1", "V2", "V3", "V5"], ["ID", "Set", "x", "On"]], None, ()),
        ([["V1", "V2", "V3", "V4"]], None, ()),
    ],
)  # fmt: skip
def test_v_names_take_what_is_below_them(rows, names, labels):
    layout = v_names(rows, QUALTRICS)
    assert (layout.names if layout else None) == names
    if layout:
        assert (layout.header_rows, layout.labels) == ((0, 1), labels)


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        # two of three signs are needed: a carried question, the word Response, the respondent's column
        ([["What came?", ""], ["Insight", "Response"]], ("What came? - Insight", "What came?")),
        ([["RespondentID", "What came?", ""], ["", "Insight", "A lead"]],
         ("RespondentID", "What came? - Insight", "What came? - A lead")),
        ([["Respondent ID", "Ask?"], ["", "Response"]], ("Respondent ID", "Ask?")),
        ([["What came?", ""], ["Insight", "A lead"]], None),
        ([["Ask?", "x"], ["Response", "y"]], None),
        ([["RespondentID", "Ask?"], ["1", "Response"]], None),
        # below blank rows, at most four
        ([[]] * 3 + [["Respondent ID", "Ask?"], ["", "Response"]], ("Respondent ID", "Ask?")),
        ([[]] * 5 + [["Respondent ID", "Ask?"], ["", "Response"]], None),
        ([["Respondent ID", "Ask?"]], None),
        # a third row of headers is blank in the respondent's column, a row of answers is not
        ([["Respondent ID", "Rate", ""], ["", "Work", "Work"], ["", "Now", "Then"]],
         ("Respondent ID", "Rate - Work - Now", "Rate - Work - Then")),
        ([["Respondent ID", "Rate", ""], ["", "Work", "Play"], ["1", "5", "4"]],
         ("Respondent ID", "Rate - Work", "Rate - Play")),
        ([["Respondent ID", "Rate", ""], ["", "Work", "Play"], ["", "", ""]],
         ("Respondent ID", "Rate - Work", "Rate - Play")),
        ([["Rate", "", "x"], ["Work", "Response", "Response"], ["", "5", "4"]], ("Rate - Work", "Rate", "x")),
        # behind a column with nothing above or below it no question goes on
        ([["Respondent ID", "Ask?", "", ""], ["", "Response", "", "Open-Ended Response"]],
         ("Respondent ID", "Ask?", "", "")),
    ],
)  # fmt: skip
def test_questions_above_their_choices(rows, names):
    layout = questions_and_choices(rows, SURVEYMONKEY)
    assert (layout.names if layout else None) == names


@pytest.mark.parametrize(
    ("names", "behind", "labels"),
    [
        (["A:Why?", "B:Why?"], ["Why? - A", "Why? - B"], ["Why?", "Why?"]),
        (["A: b:Why?", "C:Why?"], ["Why? - A: b", "Why? - C"], ["Why?", "Why?"]),
        (["When: really?", "B:Why?"], ["When: really?", "B:Why?"], ["When: really?", "B:Why?"]),
        (["A::Why?", "B::Why?"], ["Why? - A", "Why? - B"], ["Why?", "Why?"]),
        (["Why?", "A:Why?"], ["Why?", "Why? - A"], ["Why?", "Why?"]),
        (["A:", "B:"], ["A:", "B:"], ["A:", "B:"]),
    ],
)
def test_choices_before_a_colon_go_behind_their_question(names, behind, labels):
    assert survey_tools._choices_behind(names) == (behind, labels)


@pytest.mark.parametrize(("above", "is_refused"), [(0, True), (11, True), (12, False)])
def test_a_summary_is_known_among_the_first_rows(above, is_refused):
    rows = [["x"]] * above + [["", "Answer Choices", "Responses"], ["Yes", "5"]]
    if is_refused:
        with pytest.raises(FileRefused, match="All individual responses"):
            layout_of(rows)
    else:
        assert layout_of(rows) is not None


def test_blank_rows_have_no_layout():
    assert layout_of([["", ""], []]) is None


BLACKBOARD = [
    "Username",
    "Question ID 1",
    "Question 1",
    "Answer 1",
    "Question ID 2",
    "Question 2",
    "Answer 2",
]


def test_a_question_in_every_row_is_the_label_of_its_answers():
    rows = [
        BLACKBOARD,
        ["s1", "q1", "Why?", "a", "q2", "How?", "b"],
        ["s2", "q1", " Why? ", "c", "q2", "", "d"],
    ]
    layout = layout_of(rows)
    assert layout is not None
    assert (layout.tool, layout.labels) == ("blackboard", ("", "", "", "Why?", "", "", "How?"))
    assert layout.fixed == {2: "Why?", 5: "How?"}


def test_other_questions_in_the_same_column_are_refused():
    rows = [
        BLACKBOARD,
        ["s1", "q1", "Why?", "a", "q2", "How?", "b"],
        ["s2", "q2", "How?", "c", "q1", "Why?", "d"],
    ]
    with pytest.raises(FileRefused, match=r"“Question 1”.*not the same question everywhere"):
        layout_of(rows)


@pytest.mark.parametrize(
    ("lines", "tool"),
    [
        ((), ""),
        ((["Confidential Information - Do Not Distribute"],), "salesforce"),
        ((["Confidential Information - Do Not Distribute", "x"],), ""),  # not alone
        ((["Confidential"],), ""),
    ],
)
def test_a_line_above_or_below_a_table_tells_its_tool(lines, tool):
    table = [["Student", "Contact"], ["s1", "Ana"], ["s2", "Bo"]]
    for rows in ([*lines, *table], [*table, *lines]):
        layout = layout_of(rows)
        assert layout is not None
        assert layout.tool == tool
