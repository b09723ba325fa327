"""What the uploads page says of a file's report, in words. Pure: an import's report -> text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipelines.figures import wording
from pipelines.ingest.import_report import Cause, CauseExample, ImportReport
from pipelines.ingest.left_out import NOUNS, LeftOut, counted, in_no_figure, unsure
from pipelines.mapping.outside import OUTSIDE
from pipelines.sources.catalog import Source, sources
from pipelines.sources.names import column_name

SKIPPED = {
    "preview": ("survey preview", "survey previews"),
    "unfinished": ("unfinished response", "unfinished responses"),
    "duplicate": ("duplicate response", "duplicate responses"),
    "note": ("note", "notes"),
    "total_line": ("total line", "total lines"),
    "no_event": ("row that tells of nothing that happened", "rows that tell of nothing that happened"),
    "no_talk": ("entry that suggests no interview", "entries that suggest no interview"),
    "not_confirmed": ("entry that nobody has confirmed", "entries that nobody has confirmed"),
    "blank": ("blank row", "blank rows"),
    "superseded": ("row that a later one stands for", "rows that later ones stand for"),
}
LEFT_OUT = {
    "another_kind": "Sheets of another kind. To take one as well, drop the file again and choose it.",
    "not_chosen": "Sheets that are not taken. To take one as well, drop the file again and choose it.",
    "second_table": "Tables below or beside the one that is read. Move each to a sheet of its own.",
    "unsure_table": "Perhaps a table of its own, read as columns of the other. If so, move it to a sheet of its own.",
    "above": "Rows above the table. If they are a table of their own, move them to a sheet of its own.",
    "second_contact": "A further contact in a row. Give each a row of its own and bring it again: none counts twice.",
    "second_half": "A question that comes again in another column. If both are one, put the answers into one column.",
    "not_used": "Columns that are not used. Say under Match what one means, if a figure needs it.",
    "never_kept": "Columns that are never kept.",
    "undated": "Rows without any date. They come in, and count in no figure until there is one.",
    "unanswered": "Rows that answer no question a figure asks. They come in, and count in no figure.",
    "ahead": "Rows whose day is still to come. They come in, and count from that day on.",
}
SHOWN_NAMES = 12
EXAMPLE_CHARACTERS = 40
DATES = frozenset({"date", "timestamp"})
_QUOTED = re.compile(r"(“[^”]*”)")
_OUR_NAMES = re.compile(
    r"\b(?:"
    + "|".join(
        sorted(
            {
                re.escape(column.name)
                for source in sources().values()
                for column in (*source.columns, *source.ignored_columns)
                if "_" in column.name
            },
            key=lambda name: -len(name),
        )
    )
    + r")\b"
)
NOTHING = "Nothing comes in yet."
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def few(number: int) -> str:
    """A small number as a word: "six"; from eleven on in digits."""
    return _NUMBERS[number] if number < len(_NUMBERS) else wording.count(number)


# -- what comes in --------------------------------------------------------------------------------------


def things(report: ImportReport) -> str:
    """What comes in, counted as what it is: "43 interviews"; several rows may be one student."""
    one, several = sources()[report.source or ""].noun
    counted = re.match(rf"\d[\d,]* (?:{re.escape(several)}|{re.escape(one)})\b", report.headline)
    return counted[0] if counted else wording.plural(report.accepted, one, several)


def of_further_contacts(headers: Sequence[str]) -> str:
    """Why it is asked whether each contact of a row counts."""
    if not headers:
        return "Further contacts are left out."
    return f"Each that is filled in comes in as a row of its own, from {wording.listed(f'“{one}”' for one in headers)}."


def ready(reports: Sequence[ImportReport]) -> str:
    """The title of the last step: what comes in, what is not recorded, what needs a fix; over all files."""
    fresh = [report for report in reports if not is_known(report)]
    if not fresh:
        return reports[0].message if len(reports) == 1 else "You already have these files; nothing to do."
    coming: dict[str, None] = dict.fromkeys(things(report) for report in fresh if report.accepted)
    parts = [_comes_in(list(coming))]
    cells = sum(cell.count for report in fresh for cell in report.not_recorded)
    if cells:
        parts.append(f"{wording.plural(cells, 'cell')} {'is' if cells == 1 else 'are'} not recorded.")
    rejected = sum(report.rejected for report in fresh)
    if rejected:
        parts.append(
            f"{wording.plural(rejected, 'row')} {'needs' if rejected == 1 else 'need'} {needed(fresh)}."
        )
    parts += _left_out_of([one for report in fresh for one in report.left_out])
    return " ".join(parts)


def _left_out_of(left: Sequence[LeftOut]) -> Iterator[str]:
    """ "2 rows and 1 column are left out." "3 rows count in no figure." """
    out = counted(left, "contact", "answer", "row", "column", "table", "sheet")
    if out:
        is_one = len(out) == 1 and out[0].startswith("1 ")
        yield f"{wording.listed(out)} {'is' if is_one else 'are'} left out."
    if places := unsure(left):
        yield f"{wording.listed(places)} may be {'another table' if len(places) == 1 else 'other tables'}."
    uncounted = in_no_figure(left)
    if uncounted:
        yield f"{wording.plural(uncounted, 'row')} {'counts' if uncounted == 1 else 'count'} in no figure yet."


def left_behind(report: ImportReport) -> Iterator[tuple[str, str, str]]:
    """What is left out, a line a reason: (why and what to do, what it is called, how many); cells have lines of their
    own, blank rows none."""
    for one in report.left_out:
        if one.what != "cell" and not one.is_nothing:
            names = wording.and_more(one.names[:SHOWN_NAMES], len(one.names))
            why = LEFT_OUT.get(one.reason) or f"Skipped: {SKIPPED[one.reason][1]}."
            yield why, names, wording.plural(one.count, *NOUNS[one.what])


def came_in(report: ImportReport) -> str:
    """What came in of a file: "8 interviews came in."; what is new is not told from what was there before."""
    return f"{things(report)} came in." if report.accepted else "Nothing came in."


def _comes_in(coming: Sequence[str]) -> str:
    if not coming:
        return NOTHING
    is_one = len(coming) == 1 and coming[0].startswith("1 ")
    return f"{wording.listed(coming)} {'comes' if is_one else 'come'} in."


def needed(reports: Sequence[ImportReport]) -> str:
    """What the rejected rows need: "a date" where that is all they need, else "a fix"."""
    kinds = {_type_of(report, cause) for report in reports for cause in report.causes}
    return "a date" if kinds and kinds <= DATES else "a fix"


def _type_of(report: ImportReport, cause: Cause) -> str:
    """The type of the column a cause is about, where the cell is empty or unreadable; else ""."""
    if cause.code not in ("missing_value", "bad_date", "bad_timestamp") or report.source not in sources():
        return ""
    meant = {match.header: match.column for match in report.matches}
    source = sources()[report.source or ""]
    name = meant.get(cause.column) or cause.column
    return source.column(name).type if name in source.names else ""


def is_known(report: ImportReport) -> bool:
    """The very same file is in already."""
    return report.status == "unchanged"


def used(report: ImportReport, source: Source) -> str:
    """ "12 of 14 columns used" """
    columns = [m for m in report.matches if m.header and m.header not in OUTSIDE]
    of = len(columns) or len(report.columns)
    taken = sum(1 for m in columns if m.column in source.names)
    return f"{wording.count(taken)} of {wording.plural(of, 'column')} used"


def rows_and_columns(report: ImportReport) -> str:
    """ "45 rows, 14 columns"; without rows where the file was not read that far."""
    columns = wording.plural(len(report.columns), "column") if report.columns else ""
    number = report.rows_in_file or report.rows_read
    rows = wording.plural(number, "row") if number else ""
    return ", ".join(filter(None, (rows, columns)))


def come_in(report: ImportReport) -> str:
    """ "43 of 45 rows would come in"; of rows about several contacts "5 of 6 interviews" """
    has_further = report.source and 0 < report.rows_in_file < report.rows_read
    nouns = sources()[report.source or ""].noun if has_further else ("row", "rows")
    return f"{wording.count(report.accepted)} of {wording.plural(report.rows_read, *nouns)} would come in"


def counts(report: ImportReport) -> str:
    """What became of every row, in one sentence that adds up."""
    if is_known(report):
        return f"{wording.plural(report.rows_read, 'row')}, taken in before."
    amounts_of = (
        (report.accepted, "come in"),
        (report.rejected, "with problems"),
        (report.skipped, "skipped"),
    )
    parts = [f"{wording.count(number)} {what}" for number, what in amounts_of if number or what == "come in"]
    words = f"{wording.plural(report.rows_read, 'row')} read: {', '.join(parts)}"
    why = [wording.plural(n, *SKIPPED.get(rule, (rule, rule))) for rule, n in report.skips.items()]
    words += f" ({wording.listed(why)})." if why else "."
    amounts = {
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "removed": report.removed,
    }
    changes = [f"{wording.count(n)} {name}" for name, n in amounts.items() if n]
    return f"{words} {wording.listed(changes).capitalize()}." if changes else words


def counts_short(row: Mapping[str, Any]) -> str:
    """What became of an import's rows, of its entry in the history; of what there is none nothing is said."""
    others = {"with problems": row["rejected"], "skipped": row["skipped"]}
    parts = [f"{wording.count(number)} {what}" for what, number in others.items() if number]
    return ", ".join([f"{wording.count(row['accepted'])} imported", *parts])


# -- what is wrong --------------------------------------------------------------------------------------


def example(one: CauseExample) -> str:
    """One thing found, where and how often: "soon" in row 5; "n.d." 12 times, first in row 7."""
    row = f"row {one.row}" if one.row is not None else ""
    if not one.found:
        return row
    where = f", first in {row}" if one.count > 1 else f" in {row}"
    times = f" {wording.count(one.count)} times" if one.count > 1 else ""
    return f"“{short(one.found)}”{times}{where if row else ''}"


def short(text: str) -> str:
    """A cell as far as there is room."""
    return text if len(text) <= EXAMPLE_CHARACTERS else f"{text[: EXAMPLE_CHARACTERS - 1]}…"


def cause(one: Cause, asked: Mapping[str, str]) -> str:
    """What is wrong and where: "Not a date, in Date". `asked`: header -> question text."""
    header = asked.get(one.column) or (
        column_name(one.column) if _OUR_NAMES.fullmatch(one.column) else one.column
    )
    return f"{one.title}, in “{header}”" if one.column else one.title


def to_do(one: Cause, report: ImportReport) -> str:
    """What to do about a cause; without a date nothing can be counted, whatever it is."""
    if _type_of(report, one) in DATES and report.source:
        _, several = sources()[report.source].noun
        return f"Enter the date. {several[:1].upper()}{several[1:]} without one can't be counted."
    return one.to_do


def examples(one: Cause) -> str:
    return "; ".join(map(example, one.examples))


def not_recorded(report: ImportReport) -> Iterator[tuple[str, str, int]]:
    """Cells that are blank in rows that come in, a line a column: (its header, what stood there, cells)."""
    texts = asked(report)
    for header in dict.fromkeys(cell.header for cell in report.not_recorded):
        its = [cell for cell in report.not_recorded if cell.header == header]
        found = [f"“{short(cell.found)}”" for cell in its if cell.found][:3]
        named = wording.and_more(found, len(its))
        yield texts.get(header, header), named, sum(cell.count for cell in its)


def notes(report: ImportReport) -> list[str]:
    """How the file was read, but for what the Match step shows: columns that are guessed or not used."""
    shown = tuple(f"“{m.header}”" for m in report.matches if m.is_uncertain or not m.column)
    sentences = (in_plain_words(note) for note in report.notes if not note.startswith(shown))
    return list(dict.fromkeys(sentences))


def asked(report: ImportReport) -> dict[str, str]:
    """Header -> the question's text, where a tool gives one that says more than the header."""
    pairs = zip(report.columns, report.labels, strict=False)
    return {header: label for header, label in pairs if label and label != header}


def unknown_words(number: int, question: str) -> str:
    """ "We don't recognize six answers to “How'd you find this person?”" """
    return f"We don't recognize {few(number)} {'answer' if number == 1 else 'answers'} to “{question}”"


def unread_cells(number: int, question: str) -> str:
    """ "We can't read two answers to “How long did you talk?”" """
    return f"We can't read {few(number)} {'answer' if number == 1 else 'answers'} to “{question}”"


def use_suggestions(number: int) -> str:
    """The button that takes what is suggested, so that everybody sees how much it decides."""
    return "Use the suggestion" if number < 2 else f"Use the {few(number)} suggestions"


def set_twice(column: str) -> str:
    return f"Two columns are set to “{column_name(column)}”. Keep one."


def need_a_look(unused: int, guessed: int) -> str:
    """ "Two columns are not used yet, and two need a look" """
    parts = []
    if unused:
        parts.append(f"{few(unused)} {'column is' if unused == 1 else 'columns are'} not used yet")
    if guessed:
        noun = "" if unused else " column" if guessed == 1 else " columns"
        parts.append(f"{few(guessed)}{noun} {'needs' if guessed == 1 else 'need'} a look")
    said = ", and ".join(parts)
    return said[:1].upper() + said[1:]


def calendar(report: ImportReport) -> str:
    """What a calendar is good for: what of it is suggested, and where somebody says what it was."""
    found = len(report.suggested_talks)
    return (
        f"A calendar. {wording.plural(found, 'entry', 'entries')} may {'be an' if found == 1 else 'be'} informational"
        f" {'interview' if found == 1 else 'interviews'}; nothing comes in that nobody has ticked in the last step."
    )


def left_out(report: ImportReport) -> str:
    """The sheets that are not taken, "" where there are none."""
    others = [
        f"{sheet.name} ({wording.plural(sheet.rows, 'row')})" for sheet in report.sheets if not sheet.is_taken
    ]
    if not others:
        return ""
    return f"Not taken: {wording.listed(others)}. To take another sheet as well, drop the file again and choose it."


def other_tables(report: ImportReport) -> str:
    """Where tables stand that are not read, "" where there are none."""
    places = [one.place for one in report.second_tables if not one.is_unsure]
    if not places:
        return ""
    is_one = len(places) == 1
    return (
        f"{wording.listed(places)} {'holds another table' if is_one else 'hold other tables'}, not read:"
        f" one table a sheet is. Move {'it to a sheet' if is_one else 'each to a sheet'} of its own."
    )


def in_plain_words(sentence: str) -> str:
    """A sentence without our own names of columns: held_on reads “Date of the interview”; what is quoted stays.

    >>> in_plain_words("held_on is empty: “held_on”.")
    '“Date of the interview” is empty: “held_on”.'
    """
    parts = _QUOTED.split(sentence)
    return "".join(
        part if part.startswith("“") else _OUR_NAMES.sub(lambda name: _as_called(name[0]), part)
        for part in parts
    )


def _as_called(name: str) -> str:
    try:
        return f"“{column_name(name)}”"
    except KeyError:  # recognized and never stored: nobody is asked for it
        return name.replace("_", " ")
