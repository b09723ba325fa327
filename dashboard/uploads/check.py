"""The last step: what comes in, what is not recorded, what stays out and why, and how the first rows will read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import streamlit as st

from dashboard.figures.next_files import SEEN_ON
from dashboard.uploads import words
from dashboard.uploads.incoming import Incoming
from dashboard.uploads.kind import refusal
from dashboard.uploads.talks import talks_card
from dashboard.widgets.plain_text import note, plain
from dashboard.widgets.problems import cell_text
from pipelines.figures import wording
from pipelines.ingest.import_report import ImportReport, RejectedRow
from pipelines.mapping.cell_values.reading import DECIDED_BY_VALUE
from pipelines.sources.catalog import sources
from pipelines.sources.names import column_name, value_name

SHOWN_CAUSES = 12
FIRST_ROWS = 3
FIRST_COLUMNS = 4
LINE = (5, 8, 2)  # where, what was found, how many


def check_step(files: Sequence[Incoming]) -> None:
    """A file after the other: what would become of it, before anything does."""
    for file in files:
        with st.container(key=f"file_{file.place}", gap=None):
            st.text(file.upload.name)
            if file.can_come_in and file.source:
                note(f"{words.counts(file.report)} {words.used(file.report, file.source)}.")
        if file.is_calendar:
            talks_card(file)
        if file.is_hopeless or file.source is None:
            refusal(file)
        elif file.is_calendar and not file.can_come_in:
            continue
        elif not file.can_come_in:
            st.warning("This file needs an answer in the step before.", icon=":material/help:")
            st.text(words.in_plain_words(file.report.message))
        elif words.is_known(file.report):
            _known(file)
        else:
            _checked(file)


def _known(file: Incoming) -> None:
    with st.container(border=True, key=f"known_{file.place}", gap="xsmall"):
        st.text(file.report.message)
        page, title = SEEN_ON[file.taken_for]
        st.page_link(f"app_pages/{page}.py", label=f"See {title}", icon=":material/arrow_forward:")


def _checked(file: Incoming) -> None:
    report = file.report
    wrong, coming = st.columns((7, 5), gap="medium")
    with coming:
        _first_rows(report, file.place)
    with wrong:
        if report.corrects:
            st.info(
                f"These are rows of import {report.corrects} that had problems; only they are added.",
                icon=":material/info:",
            )
        _not_recorded(report, file.place)
        _to_fix(report, file.place)
        _left_out(report, file.place)
        _off_roster(report, file.place)
        _read(report, file.place)
        _remember(file)


# -- what comes in -------------------------------------------------------------------------------------


def _first_rows(report: ImportReport, place: str) -> None:
    """How the first rows will read, in the words of the screen."""
    rows = [dict(_cells(row)) for row in report.accepted_sample[:FIRST_ROWS]]
    if not rows:
        return
    columns = list(dict.fromkeys(name for row in rows for name in row))[:FIRST_COLUMNS]
    with st.container(border=True, key=f"first_rows_{place}", gap="xsmall"):
        st.header("How the first rows will read", anchor=False)
        st.dataframe(
            {name: [row.get(name, "") for row in rows] for name in columns},
            hide_index=True,
            alt="The first rows that come in, as understood",
        )
        if len(report.accepted_sample) > FIRST_ROWS:
            with st.expander("Rows to be imported", key=f"rows_in_{place}"):
                rows_table([dict(_cells(row)) for row in report.accepted_sample], "Rows to be imported")


def _cells(row: Mapping[str, str | int | None]) -> Iterator[tuple[str, str]]:
    """The cells of a row that comes in, by their plain names."""
    for name, value in row.items():
        if name == "row_number" or value in (None, ""):
            continue
        if name == "sheet":
            yield "Sheet", cell_text(value)
        else:
            yield column_name(name), value_name(str(value)) if name in _coded() else _day(cell_text(value))


def _day(text: str) -> str:
    """A day as people write it, any other text as it is."""
    try:
        return wording.day(date.fromisoformat(text))
    except ValueError:
        return text


@cache
def _coded() -> frozenset[str]:
    """Columns whose values are words of ours, which the screen says in plain words."""
    columns = (column for one in sources().values() for column in one.columns)
    return frozenset(column.name for column in columns if column.type in DECIDED_BY_VALUE)


# -- what is wrong -------------------------------------------------------------------------------------


def _not_recorded(report: ImportReport, place: str) -> None:
    """Cells that are blank in rows that come in, a line a column."""
    lines = list(words.not_recorded(report))
    if not lines:
        return
    cells = sum(count for _, _, count in lines)
    with st.container(border=True, key=f"blank_{place}", gap="xsmall"):
        verb = "becomes" if cells == 1 else "become"
        st.header(
            plain(
                f"{wording.plural(cells, 'cell')} {verb} “not recorded”; {'its row' if cells == 1 else 'their rows'}"
                f" still {'comes' if cells == 1 else 'come'} in"
            ),
            anchor=False,
        )
        note(
            "The figures count these answers as unknown, never as zero. What you know of them, say under Match."
        )
        _heads(place, "blank", ("Column", "What we found", "How many"))
        for number, (header, found, count) in enumerate(lines):
            _line(f"line_{place}_blank{number}", (header, found, wording.plural(count, "cell")))


def _to_fix(report: ImportReport, place: str) -> None:
    """Rows with problems by cause, the commonest first, and the rows themselves one fold below."""
    if not report.causes:
        return
    with st.container(border=True, key=f"fix_{place}", gap="xsmall"):
        verb = "needs" if report.rejected == 1 else "need"
        st.header(
            plain(f"{wording.plural(report.rejected, 'row')} {verb} {words.needed([report])}"), anchor=False
        )
        note(
            "They stay out until then; the others come in. After the import, download them with the reasons,"
            " correct them there and drop that file here: only those rows are added."
        )
        causes_list(report, place)
        if report.rejected_sample:
            with st.expander("Rows not imported", key=f"rows_out_{place}"):
                rows_table(
                    [_flat(row) for row in report.rejected_sample], "Rows with problems, and the reasons"
                )


def causes_list(report: ImportReport, place: str) -> None:
    """For each cause how many rows, what is wrong with examples, and what to do."""
    texts = words.asked(report)
    for number, cause in enumerate(report.causes[:SHOWN_CAUSES]):
        with st.container(key=f"line_{place}_cause{number}"):
            what, to_do, rows = st.columns(LINE, gap="small")
            with what.container(gap=None):
                st.text(words.cause(cause, texts))
                if cause.examples:
                    note(words.examples(cause))
            to_do.text(words.to_do(cause, report))
            rows.text(wording.plural(cause.count, "row"))
    more = report.causes[SHOWN_CAUSES:]
    if more:
        note(f"And {wording.plural(len(more), 'rarer cause')}; each row has its reasons in the file.")


def _left_out(report: ImportReport, place: str) -> None:
    """What does not come in, or comes in and counts in no figure, a line a reason."""
    lines = list(words.left_behind(report))
    if not lines:
        return
    with st.container(border=True, key=f"left_{place}", gap="xsmall"):
        st.header("What is left out", anchor=False)
        _heads(place, "left", ("Why", "What", "How many"))
        for number, line in enumerate(lines):
            _line(f"line_{place}_left{number}", line)


def _off_roster(report: ImportReport, place: str) -> None:
    """Students nobody has heard of: their rows come in and are counted apart."""
    off_roster = report.off_roster
    if not off_roster or not off_roster.count:
        return
    verb = "is" if off_roster.count == 1 else "are"
    with st.container(border=True, key=f"off_roster_{place}", gap="xsmall"):
        st.header(f"{wording.plural(off_roster.count, 'student')} {verb} not on the roster", anchor=False)
        note(
            "Their rows come in: counts include them, rates over the roster do not. Check the IDs, or bring in"
            " a newer roster."
        )
        st.text(wording.and_more(off_roster.some, off_roster.count))


def _read(report: ImportReport, place: str) -> None:
    """What is to be known of how the file was read."""
    tool = f"This is an export of {report.tool_title}." if report.tool_title else ""
    said = [one for one in (tool, *words.notes(report)) if one]
    if not said:
        return
    with st.container(border=True, key=f"read_{place}", gap="xsmall"):
        st.header("How it was read", anchor=False)
        for sentence in said:
            st.text(sentence)


def _remember(file: Incoming) -> None:
    """A name under which files like this one are read the same way from now on."""
    if not file.choices.mapping_toml() or file.report.corrects or file.is_calendar:
        return
    st.text_input(
        "Remember these choices for files like this one, under the name",
        placeholder="Such as: Fall survey",
        max_chars=80,
        key=f"name_{file.place}",
    )


# -- tables --------------------------------------------------------------------------------------------


def _heads(place: str, of: str, heads: Sequence[str]) -> None:
    with st.container(key=f"heads_{place}_{of}"):
        for column, head in zip(st.columns(LINE, gap="small"), heads, strict=True):
            column.caption(head)


def _line(key: str, cells: Sequence[str]) -> None:
    with st.container(key=key):
        for column, cell in zip(st.columns(LINE, gap="small"), cells, strict=True):
            column.text(cell)


def rows_table(rows: Sequence[Mapping[str, Any]], alt: str) -> None:
    """Rows of the file as plain text."""
    columns = dict.fromkeys(name for row in rows for name in row)
    names = [name for name in columns if any(row.get(name) not in (None, "") for row in rows)]
    st.dataframe(
        {name: [cell_text(row.get(name)) for row in rows] for name in names},
        hide_index=True,
        alt=alt,
    )


def _flat(row: RejectedRow) -> dict[str, Any]:
    """A row with problems, its reasons first."""
    reasons = " ".join(words.in_plain_words(problem.message) for problem in row.problems)
    sheet = {"Sheet": row.sheet} if row.sheet else {}
    return {"Row": row.row_number, "Why": reasons, **sheet, **row.cells}
