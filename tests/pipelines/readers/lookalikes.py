"""Files of our own in the shape of real ones: the same tools' headers and quirks, invented content.

Real files cannot be part of the project; with these everybody runs what `test_real_files` asks of the real ones.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl

from tests.pipelines.readers.formats.sheet_files import SheetOf, xls
from tests.pipelines.readers.written_tables import as_csv

Row = list[object]


# --- survey tools ---

_QUALTRICS = [
    "StartDate",
    "EndDate",
    "Status",
    "IPAddress",
    "Progress",
    "Finished",
    "ResponseId",
    "LocationLatitude",
]
_ASKED = ["Q1", "Q22a", "Q22a"]


def _import_ids() -> Row:
    first = '{"ImportId":"startDate","timeZone":"America/Denver"}'
    return [first, *(f'{{"ImportId":"{name}"}}' for name in (*_QUALTRICS[1:], *_ASKED))]


def _qualtrics_answer(number: int, status: str, finished: str) -> Row:
    start = f"2026-03-{number % 28 + 1:02} 08:28:09"
    return [
        start,
        start,
        status,
        "192.0.2.7",
        "100",
        finished,
        f"R_{number:03}",
        "40.1",
        "Yes, and no",
        "a",
        "b",
    ]


def qualtrics_codes() -> bytes:
    """One answer, in codes; header, question texts and ImportIds above it."""
    rows = [[*_QUALTRICS, *_ASKED], [*_QUALTRICS, *_ASKED], _import_ids(), _qualtrics_answer(0, "0", "1")]
    return as_csv(*rows).encode()


def qualtrics_legacy() -> bytes:
    """Names V1 to V7 above their own; a mark in front, a nameless empty column behind."""
    return (
        "\ufeffV1,V2,V3,V4,V5,V6,V7,Q1,\n"
        "ResponseID,ResponseSet,Name,IPAddress,StartDate,EndDate,Finished,How clear?,\n"
        "R_1,Default,,192.0.2.7,2026-03-02 08:28:09,2026-03-02 08:30:00,1,4,\n"
    ).encode()


def qualtrics_choice_text() -> bytes:
    """Thirty answers in words, four of them previews, one of those the first; line breaks inside the questions."""
    texts = ["Start\n\nDate", *_QUALTRICS[1:], "How\nclear?", "Which, of these?", "Which others?"]
    rows = [
        _qualtrics_answer(at, "Survey Preview" if at in (0, 7, 8, 20) else "IP Address", "True")
        for at in range(30)
    ]
    return as_csv([*_QUALTRICS, *_ASKED], texts, _import_ids(), *rows, end="\r\n").encode()


def surveymonkey_mac_roman() -> bytes:
    """Two rows of headers, choices under a question; a header cell damaged at its source; no last line end."""
    head = [
        "RespondentID",
        "Have you seen any?",
        "Which have you seen?",
        "",
        "",
        "Gender",
        "Expanded Universe?ŒÊ",
    ]
    choices = ["", "Response", "Part I", "Part II", "Part III", "Response", "Response"]
    rows: list[Row] = [
        [3292879000 + at, "No" if at % 4 == 3 else "Yes", "Part I" if at % 2 else "", "", "Part III",
         ("Female", "Male", "")[at % 3], "non è sì"]
        for at in range(24)
    ]  # fmt: skip
    return as_csv(head, choices, *rows).rstrip("\n").encode("mac_roman")


def surveymonkey_one_choice_a_column() -> bytes:
    """Tabs between, bare returns at the ends of lines, a column a choice."""
    head = ["Which do you trust?", "", "", "Anything else?", "", "RespondentID"]
    choices = ["Polls", "Panels", "None of them", "Open-Ended Response", "Other", ""]
    rows = [["Polls", "", "", "a, b", "", 3292879000 + at] for at in range(12)]
    return as_csv(head, choices, *rows, delimiter="\t", end="\r").rstrip("\r").encode()


def flattened_survey() -> bytes:
    """One header row, three names twice; the word None is an answer."""
    head = ["id", "Pie - Apple", "Pie - None", "Side", "Side", "Drink", "Drink", "Hour", "Hour"]
    return as_csv(
        head, *([at, "Apple", "None", "Rice", "None", "Tea", "x", "6 PM", ""] for at in range(40))
    ).encode()


GOOGLE_TOOLS = {"Notebook": 10, "Hub": 10, "Widgets (buttons, sliders)": 5}
"""Choices of the question below, with how often each is ticked."""


def google_forms() -> bytes:
    """Choices joined by ", " some of which hold one themselves; line breaks in cells; n/a typed in."""
    ticked = ("Notebook, Hub", "Notebook", "Hub, Widgets (buttons, sliders)", "")
    rows = [
        [
            f"{4 + at // 16}/{at % 16 + 1}/2026 19:57:{at:02}",
            ticked[at % 4],
            "n/a" if at % 5 == 0 else "one\nof two",
        ]
        for at in range(20)
    ]
    return as_csv(["Timestamp", "Which of these tools?", "Anything else?"], *rows, end="\r\n").encode()


def alchemer() -> bytes:
    """Partial answers among complete ones, two of them there twice; a question over several columns."""
    head = [
        "Response ID", "Time Started", "Date Submitted", "Status", "Workflow Need #1:What needs does it address?",
        "Workflow Need #2:What needs does it address?", "Comments",
    ]  # fmt: skip
    rows: list[Row] = [
        [
            at,
            f"2026-03-02 10:00:{at:02}",
            f"2026-03-02 10:05:{at:02}",
            "Partial" if at % 3 else "Complete",
            "x",
            "y",
            "",
        ]
        for at in range(30)
    ]
    return as_csv(head, *rows, rows[1], rows[2]).encode()


def ms_forms_quiz() -> bytes:
    """A quiz: points and feedback beside each question."""
    book = openpyxl.Workbook()
    own = ["ID", "Start time", "Completion time", "Email", "Name", "Total points", "Quiz feedback"]
    asked = [f"{before}Question {at}" for at in range(1, 4) for before in ("", "Points - ", "Feedback - ")]
    book.active.append([*own, *asked])
    for at in range(3, 10):
        book.active.append([at, "x", "y", "anonymous", "", 3, "", *["answer", 1, ""] * 3])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# --- other tools, offices' own sheets ---


def linkedin_connections() -> bytes:
    """A list of connections below the tool's notes."""
    return (
        b'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing."\n\n'
        b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        b"Ana,Ruiz,https://www.example.com/in/a,,Firm,Lead,15 Jan 2026\n"
        b"Bo,Li,https://www.example.com/in/b,bo@example.com,,,25 Mar 2026\n"
        b"Cy,Roe,https://www.example.com/in/c,,Elm,Head,01 Feb 2026\n"
    )


def tracker() -> bytes:
    """Applications in somebody's own words; one column never filled."""
    statuses = ("applied", "applied", "applied", "referral_pending", "blocked")
    rows = [
        [f"Firm {at}", "2026-03-02", statuses[at % 5], ("ashby", "lever")[at % 2], ""] for at in range(25)
    ]
    return as_csv(["company", "date", "status", "channel", "contact_person"], *rows).encode()


def majors() -> bytes:
    """Figures a major, one total left blank, codes among the numbers."""
    rows = [[1100 + at, f"MAJOR {at}", "" if at == 21 else at * 100, 0.5] for at in range(60)]
    return as_csv(["Code", "Major", "Total", "ShareWomen"], *rows, ["bbbb", "N/A", 5, ""]).encode()


def placements() -> bytes:
    """A class list in which four students stand twice, cell for cell."""
    rows = [
        [at, "M" if at % 2 else "F", "Placed" if at % 3 else "Not Placed", 20000 if at % 3 else ""]
        for at in range(60)
    ]
    return as_csv(["sl_no", "gender", "status", "salary"], *rows, *rows[:4]).encode()


def graduates() -> bytes:
    """Rates a degree, `na` where none is reported, marks of footnotes behind names."""
    rows = [
        [2013 + at % 6, f"University {at % 4}", f"Bachelor {at}{' #' if at % 5 == 0 else ''}", *(["na"] * 2 if at % 8 == 0 else [95.1, 3200])]
        for at in range(48)
    ]  # fmt: skip
    return as_csv(["year", "university", "degree", "employment", "salary"], *rows).encode()


def program_codes() -> bytes:
    """Codes with zeros in front and behind."""
    return as_csv(
        ["code", "title"], *([f"{at:02}.0{at % 10}00", f"Program {at}"] for at in range(1, 40))
    ).encode()


def industry_codes() -> bytes:
    """Codes of two to six digits, some of them ranges, as numbers and texts of a sheet."""
    book = openpyxl.Workbook()
    book.active.append(["Code", "Title"])
    for code in (11, 111, 1111, 11111, 111110, "31-33", 311, "44-45", "48-49", 481):
        book.active.append([code, f"Industry {code}"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def template_csv() -> bytes:
    return b"date,company,role,contact\n"


def template_xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "jobs"
    book.active.append(["Company", "Role", "Deadline"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# --- workbooks beside the CSV of what they hold ---

CELLS = [
    ["a", "b", "c"],
    ["1.5", "TRUE", "2026-03-02"],
    ["40", "FALSE", "2026-03-02 14:05:00"],
    ["", "ʤ", "x, y"],
]
"""What the workbooks below hold, as text."""


def _values() -> list[Row]:
    import datetime as dt

    return [
        ["a", "b", "c"],
        [1.5, True, dt.date(2026, 3, 2)],
        [40.0, False, dt.datetime(2026, 3, 2, 14, 5)],
        [None, "ʤ", "x, y"],
    ]


def three_sheets_xls() -> bytes:
    """A table, one below two titles under another letter, and a sheet with nothing in it."""
    titles: list[Row] = [["Made by hand"], []]
    return xls(SheetOf(_values(), "data"), SheetOf([], "not this one"), SheetOf(titles + _values(), "ʤ"))


def three_sheets_xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "data"
    book.create_sheet("not this one")
    below = book.create_sheet("ʤ")
    for sheet, titles in ((book["data"], []), (below, [["Made by hand"], []])):
        for row in [*titles, *_values()]:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    made.__name__: (suffix, made)
    for suffix, several in {
        "csv": (
            qualtrics_codes, qualtrics_legacy, qualtrics_choice_text, surveymonkey_mac_roman, flattened_survey,
            google_forms, alchemer, linkedin_connections, tracker, majors, placements, graduates, program_codes,
            template_csv,
        ),
        "tsv": (surveymonkey_one_choice_a_column,),
        "xlsx": (ms_forms_quiz, industry_codes, template_xlsx, three_sheets_xlsx),
        "xls": (three_sheets_xls,),
    }.items()
    for made in several
}  # fmt: skip
"""Name -> its suffix and what makes it."""


def write(name: str, folder: Path) -> Path:
    """Write a file by its name; where it is."""
    suffix, made = FILES[name]
    path = folder / f"{name}.{suffix}"
    path.write_bytes(made())
    return path
