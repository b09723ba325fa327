"""What was decided about a file on the uploads page, kept in the session until the file is in.

Each decision counts at once: the page looks at the file again with `choices_of`, and an import uses the same.
A file is known by its place among the files of the session; every key of its widgets ends in it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from pipelines.ingest.import_choices import Choices, Pairs
from pipelines.ingest.import_report import ImportReport
from pipelines.mapping import scales
from pipelines.mapping.cell_values.date_orders import ORDERS
from pipelines.mapping.cell_values.parsers import why_not
from pipelines.mapping.cell_values.reading import DECIDED_BY_VALUE
from pipelines.mapping.matching import Match
from pipelines.mapping.outside import OUTSIDE
from pipelines.sources.catalog import STUDENT_ID, Column, sources
from pipelines.sources.names import date_order_name

LEAVE_OUT = ""
CONTACTS = {
    "": "A row for each contact",
    "first_contact": "Only the first contact of each row",
}
UNIT = "unit_"  # an option: what the numbers of a column count
BLANK = {
    "": "Nobody has said (counts as not recorded)",
    "no_reply": "No reply came",
    "not_recorded": "Nobody noted it",
}
WAVES = {"": "As the file says", "pre": "Before (first survey)", "post": "After (second survey)"}
DATE_ORDERS = {"": "As recognized"} | {order: date_order_name(order) for order in ORDERS}
SCALES: dict[str, tuple[float, float, str]] = {
    scales.in_words(*scale): scale
    for scale in (
        (1, 5, "up"),
        (1, 5, "down"),
        (1, 7, "up"),
        (1, 7, "down"),
        (0, 10, "up"),
        (1, 10, "up"),
        (0, 100, "up"),
    )
}


@dataclass(frozen=True)
class Word:
    """A word of the file that somebody was asked about, or another cell nobody can read.

    value: what it means, "" = not recorded, None = not said. expected: of a cell that is no word, what may be typed;
    wrong: what was typed and cannot be it.
    """

    column: str
    header: str
    spelling: str
    count: int
    suggestion: str = ""
    value: str | None = None
    expected: str = ""
    wrong: str = ""


@dataclass
class Decided:
    """What was said about one file. meanings: header -> (what it was taken for, what it is).

    words: (canonical column, spelling) -> the word. source: what was chosen as the kind of file it is.
    is_none: it is none of the kinds that were offered. outside: the name of the sheet or the file says whose the
    rows are. saved: the saved mapping it was read with, and the kind of file that one is for.
    confirmed: the numbers of a calendar's entries that were interviews; owner: whose calendar it is.
    """

    meanings: dict[str, tuple[str, str]] = field(default_factory=dict)
    words: dict[tuple[str, str], Word] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    source: str = ""
    outside: Pairs = ()
    is_none: bool = False
    saved: tuple[str, str] = ("", "")
    confirmed: frozenset[int] = frozenset()
    owner: str = ""


def decided(place: str) -> Decided:
    kept: Decided = st.session_state.setdefault(f"decided_{place}", Decided())
    return kept


def meanings_on_screen(matches: Sequence[Match], said: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Header -> the column it means, as the page shows it: what was said, else what was recognized. Pure."""
    return {
        match.header: said[match.header][1] if match.header in said else match.column or LEAVE_OUT
        for match in matches
        if match.header and match.header not in OUTSIDE
    }


def set_twice(matches: Sequence[Match], on_screen: Mapping[str, str]) -> tuple[str, tuple[str, ...]] | None:
    """A column that two headers are set to, and the headers; None where there is none. Pure.

    Headers that fill a column together (one of several choices, before and after) are no quarrel.
    """
    several = ("gathered", "wave", "section", "joined")
    together = {m.header for m in matches if m.how in several and on_screen.get(m.header) == m.column}
    by_column: dict[str, list[str]] = {}
    for header, column in on_screen.items():
        if column and header not in together:
            by_column.setdefault(column, []).append(header)
    return next(((c, tuple(headers)) for c, headers in by_column.items() if len(headers) > 1), None)


def columns_said(said: Mapping[str, tuple[str, str]]) -> Pairs:
    """What was said, column by column: the header that fills it, "" where none is to. Pure.

    A column that two headers were set to waits until one of them is set to something else.
    """
    filled: dict[str, list[str]] = {}
    for header, (_, column) in said.items():
        if column:
            filled.setdefault(column, []).append(header)
    emptied = {before: "" for before, column in said.values() if before and before != column}
    settled = {column: headers[0] for column, headers in filled.items() if len(headers) == 1}
    return tuple(sorted({**emptied, **settled}.items()))


def choices_of(place: str) -> Choices:
    """What was decided about a file so far, as an import takes it."""
    said = decided(place)
    options = said.options
    name, its_source = said.saved
    scale = SCALES.get(options.get("scale", ""))
    choices = Choices(
        source=said.source,
        sheet=options.get("sheet", ""),
        columns=(*columns_said(said.meanings), *said.outside),
        values=tuple((w.column, w.spelling, w.value) for w in said.words.values() if w.value is not None),
        constants=(("wave", options["wave"]),) if options.get("wave") else (),
        scale=scale,
        date_order=options.get("order", ""),
        blank_reply=options.get("blank", ""),
        use_saved=not options.get("unsaved", False),
        replace=bool(options.get("replace", False)),
        reshape=options.get("contacts") or "",
        confirm=tuple(sorted(said.confirmed)),
        units=tuple(
            (name.removeprefix(UNIT), answer)
            for name, answer in sorted(options.items())
            if name.startswith(UNIT) and answer
        ),
    )
    if said.owner:
        choices = choices.for_all(STUDENT_ID, said.owner)
    is_below = name and choices.use_saved and choices.mapping_toml() and said.source in ("", its_source)
    return replace(choices, based_on=name) if is_below else choices


def hold(key: str, value: object) -> None:
    """Let a widget show what was decided. One that shows it already is left alone: to be set would close its list."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


# -- deciding (callbacks of widgets) -------------------------------------------------------------------


def choose_source(place: str, source: str) -> None:
    """Say what kind of file it is; what was said of its columns was said of another kind."""
    said = decided(place)
    if said.source != source:
        said.source, said.meanings, said.words, said.outside = source, {}, {}, ()


def choose_meaning(place: str, header: str, was: str, key: str) -> None:
    """Say what a column of the file means: what its widget holds now."""
    said = decided(place)
    before = said.meanings[header][0] if header in said.meanings else was
    said.meanings[header] = (before, st.session_state[key] or LEAVE_OUT)


def choose_column(place: str, column: str, source: str, key: str) -> None:
    """Say which header fills a column, of the kind of file the question is about."""
    header = st.session_state[key]
    if header is None:
        return
    said = decided(place)
    if source:
        said.source = source
    for other in [h for h, (_, meaning) in said.meanings.items() if meaning == column]:
        del said.meanings[other]
    said.meanings[header] = (LEAVE_OUT, column)


def choose_word(place: str, word: Word, key: str) -> None:
    decided(place).words[word.column, word.spelling] = replace(word, value=st.session_state[key])


def type_value(place: str, word: Word, column: Column, key: str) -> None:
    """Say what a cell means that is no word; what cannot be it is kept beside it, and nothing is decided."""
    typed = st.session_state[key].strip()
    words = decided(place).words
    if not typed:
        words.pop((word.column, word.spelling), None)
    elif why_not(column, typed):
        words[word.column, word.spelling] = replace(word, value=None, wrong=typed)
    else:
        words[word.column, word.spelling] = replace(word, value=typed, wrong="")


def take_suggestions(place: str, words: Sequence[Word]) -> None:
    """Take what is suggested for every word that has a suggestion and no answer."""
    for word in words:
        if word.value is None and word.suggestion:
            decided(place).words[word.column, word.spelling] = replace(word, value=word.suggestion)


def choose_option(place: str, name: str, key: str) -> None:
    decided(place).options[name] = st.session_state[key]


def confirm(place: str, numbers: Collection[int]) -> None:
    """Say which of a calendar's entries were interviews."""
    decided(place).confirmed = frozenset(numbers)


def name_owner(place: str, text: str) -> None:
    """Say whose all the rows of a file are."""
    decided(place).owner = text.strip()


def forget(place: str) -> None:
    """Take back everything that was said of the columns and words."""
    said = decided(place)
    said.meanings, said.words, said.outside = {}, {}, ()


def words_of(report: ImportReport, said: Mapping[tuple[str, str], Word]) -> list[Word]:
    """The words to ask about, by column: those nobody has explained, and those answered here. Pure."""
    open_words = [
        Word(one.column, one.header or one.column, one.spelling, one.count, one.suggestion)
        for one in report.unknown_values
        if (one.column, one.spelling) not in said
    ]
    open_words += [
        Word(one.column, one.header, one.found, one.count, expected=one.expected)
        for one in report.not_recorded
        if one.may_be_said and (one.column, one.found) not in said and not _is_word(report, one.column)
    ]
    order = {
        column: place
        for place, column in enumerate(dict.fromkeys(w.column for w in (*said.values(), *open_words)))
    }
    return sorted((*said.values(), *open_words), key=lambda w: order[w.column])


def _is_word(report: ImportReport, column: str) -> bool:
    """Whether the cells of a column are words of a closed list."""
    return sources()[report.source or ""].column(column).type in DECIDED_BY_VALUE
