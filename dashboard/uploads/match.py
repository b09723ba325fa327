"""The second step: what the columns and the words of each file mean. A choice counts at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from dashboard.uploads import words
from dashboard.uploads.decisions import (
    BLANK,
    CONTACTS,
    DATE_ORDERS,
    LEAVE_OUT,
    SCALES,
    UNIT,
    WAVES,
    Word,
    choose_column,
    choose_meaning,
    choose_option,
    choose_word,
    forget,
    hold,
    meanings_on_screen,
    set_twice,
    take_suggestions,
    type_value,
    words_of,
)
from dashboard.uploads.incoming import Incoming
from dashboard.uploads.kind import refusal
from dashboard.uploads.match_rows import SAID, UNUSED, MatchRow, match_rows
from dashboard.widgets.plain_text import heard, note, plain
from pipelines.figures import wording
from pipelines.mapping.cell_values.parsers import why_not
from pipelines.mapping.open_question import OpenQuestion
from pipelines.mapping.outside import SHEET
from pipelines.sources.catalog import STUDENT_ID, Source
from pipelines.sources.names import column_name, value_name

ASKED_AT_ONCE = 25  # words of one column; the others are asked once these are decided
ROW = (5, 4, 3)  # what is in the file, what it is, why


def match_step(files: Sequence[Incoming]) -> None:
    """Each file with what needs a look on top, then its words, then the columns that are sure."""
    for file in files:
        with st.container(key=f"file_{file.place}", gap=None):
            st.text(file.upload.name)
            note(words.rows_and_columns(file.report))
        if file.is_hopeless or file.source is None:
            refusal(file)
            continue
        if file.is_calendar:
            note("Nothing to match in a calendar: the last step lists its entries.")
            continue
        _saved(file)
        rows = match_rows(file.report, file.source, file.decided.meanings)
        look = [row for row in rows if row.needs_look]
        _to_look_at(file, file.source, look)
        _words(file)
        _sure(file, file.source, [row for row in rows if not row.needs_look], len(files) > 1)
        _options(file, file.source)


def conflict(file: Incoming) -> str:
    """What stands against going on: two columns that are set to the same; "" where nothing does."""
    now = meanings_on_screen(file.report.matches, file.decided.meanings)
    twice = set_twice(file.report.matches, now)
    return words.set_twice(twice[0]) if twice else ""


def is_open(file: Incoming) -> bool:
    """Whether the columns or the words of a file need somebody's look; a calendar's entries are ticked later."""
    if file.is_calendar:
        return False
    if file.source is None or file.report.questions or not file.can_come_in or file.report.unknown_values:
        return True
    is_asked = any(one.is_ambiguous for one in file.report.date_order) or _open_scale(file)
    return is_asked or any(
        row.needs_look for row in match_rows(file.report, file.source, file.decided.meanings)
    )


def _open_scale(file: Incoming) -> bool:
    return bool(file.report.scale and not file.report.scale.is_certain)


def _saved(file: Incoming) -> None:
    """Say when a saved mapping was used, and offer to do without."""
    used = file.report.saved_mapping
    if not used:
        return
    changed = f" ({used.changed})" if used.changed else ""
    with st.container(horizontal=True, vertical_alignment="center", key=f"saved_{file.place}"):
        st.badge("Saved mapping used", icon=":material/bookmark:", color="blue")
        st.text(f"{used.name}{changed}")
        st.button(
            "Read it without",
            key=f"without_{file.place}",
            type="tertiary",
            on_click=lambda: file.decided.options.update(unsaved=True),
        )


# -- what needs a look ---------------------------------------------------------------------------------


def _to_look_at(file: Incoming, source: Source, rows: Sequence[MatchRow]) -> None:
    """Questions first, then columns that are not used or only guessed."""
    report, place = file.report, file.place
    ambiguous = [one for one in report.date_order if one.is_ambiguous]
    twice = conflict(file)
    is_refused = report.is_refused and not report.questions
    units = any(not one.is_remembered for one in report.unit_questions)
    contacts = bool(report.further_contacts or file.decided.options.get("contacts"))
    asks = report.questions or units or ambiguous or _open_scale(file) or contacts
    if not (rows or asks or twice or is_refused):
        return
    unused = sum(not row.meaning for row in rows)
    with st.container(border=True, key=f"look_{place}", gap="xsmall"):
        if rows:
            st.header(plain(words.need_a_look(unused, len(rows) - unused)), anchor=False)
        else:
            st.header("This needs a look", anchor=False)
        note("Choices count at once. Nothing is stored before the last step.")
        if twice:
            st.warning(plain(twice), icon=":material/warning:")
        for unit in report.unit_questions:
            if not unit.is_remembered:
                _asked(
                    file,
                    f"{UNIT}{unit.column}",
                    unit.asks,
                    unit.why,
                    unit.answers,
                    None,
                    placeholder="Not recorded for now",
                )
        for number, question in enumerate(one for one in report.questions if one.about != "unit"):
            _question(file, question, number)
        if is_refused:
            st.text(words.in_plain_words(report.message))
            _whose(file)
        if contacts:
            _asked(
                file,
                "contacts",
                "A row has room for more than one contact",
                words.of_further_contacts(report.further_contacts),
                CONTACTS,
                "",
            )
        if ambiguous:
            headers = wording.listed(f"“{one.header}”" for one in ambiguous)
            order = "day first" if ambiguous[0].order == "dmy" else "month first"
            _asked(
                file,
                "order",
                f"Dates in {headers} can be read two ways",
                f"{ambiguous[0].example} is read {order} unless you say otherwise.",
                {name: DATE_ORDERS[name] for name in ("mdy", "dmy")},
                file.choices.date_order or ambiguous[0].order,
            )
        if report.scale and _open_scale(file):
            scale = report.scale
            _asked(
                file,
                "scale",
                "How do the answers run?",
                f"Read from {scale.low:g} to {scale.high:g}, {scale.best:g} is best ({scale.why}).",
                {name: name for name in SCALES},
                None,
            )
        for row in rows:
            _row(file, source, row)


def _question(file: Incoming, question: OpenQuestion, number: int) -> None:
    """What only a person can say: which column it is, or a sentence where no column would answer it."""
    with st.container(key=f"match_{file.place}_q{number}"):
        left, middle, _ = st.columns(ROW, vertical_alignment="center")
        left.text(words.in_plain_words(question.text))
        headers = list(dict.fromkeys([*question.choices, *file.report.columns]))
        if question.about not in ("column", "student") or not question.column:
            return
        key = f"question_{file.place}_{number}"
        now = next((h for h, (_, meant) in file.decided.meanings.items() if meant == question.column), None)
        hold(key, now)
        middle.selectbox(
            f"Which column is “{column_name(question.column)}”?",
            headers,
            index=None,
            placeholder="Choose the column",
            key=key,
            label_visibility="collapsed",
            on_change=choose_column,
            args=(file.place, question.column, question.source, key),
        )


def _whose(file: Incoming) -> None:
    """Every sheet, or the file, may be one student's."""
    outside = next((p.expected for p in file.report.problems if p.code == "student_from_sheet"), None)
    if not outside:
        return
    what = "sheet" if outside == SHEET else "file"
    st.button(
        f"Every {what} is one student's, named after their ID",
        key=f"outside_{file.place}",
        on_click=lambda: setattr(file.decided, "outside", ((STUDENT_ID, outside),)),
    )


def _asked(
    file: Incoming,
    name: str,
    question: str,
    why: str,
    answers: dict[str, str],
    now: str | None,
    placeholder: str = "As read",
) -> None:
    """One question with a few answers, as a row."""
    key = f"asked_{name}_{file.place}"
    hold(key, file.decided.options.get(name) or now)
    with st.container(key=f"match_{file.place}_{name}"):
        left, middle, right = st.columns(ROW, vertical_alignment="center")
        left.text(question)
        middle.selectbox(
            heard(question),
            list(answers),
            index=None,
            format_func=answers.__getitem__,
            placeholder=placeholder,
            key=key,
            label_visibility="collapsed",
            on_change=choose_option,
            args=(file.place, name, key),
        )
        with right.container(key=f"why_ask_{file.place}_{name}"):
            st.text(why)


# -- columns -------------------------------------------------------------------------------------------


def _row(file: Incoming, source: Source, row: MatchRow) -> None:
    """One column of the file: its name and three values, what it is, why we think so."""
    number = _number(file, row.header)
    key = f"field_{file.place}_{number}"
    hold(key, row.meaning)
    with st.container(key=f"match_{file.place}_{number}"):
        left, middle, right = st.columns(ROW, vertical_alignment="center")
        with left.container(gap=None):
            st.text(row.question or row.header)
            note(row.samples or "No values")
        if row.is_fixed:
            middle.text(_meaning(row.meaning))
        else:
            middle.selectbox(
                f"What is “{heard(row.question or row.header)}”?",
                [LEAVE_OUT, *source.names],
                format_func=_meaning,
                key=key,
                label_visibility="collapsed",
                on_change=choose_meaning,
                args=(file.place, row.header, row.was, key),
            )
        tone = "ask" if row.needs_look else "unused" if row.why == UNUSED else "sure"
        with right.container(key=f"why_{tone}_{file.place}_{number}"):
            st.text(row.why)


def _number(file: Incoming, header: str) -> int:
    """A column's number in the file: a key that holds nothing of what the file says."""
    headers = [match.header for match in file.report.matches] or list(file.report.columns)
    return headers.index(header)


def _meaning(column: str) -> str:
    return column_name(column) if column else "Leave it out"


def _sure(file: Incoming, source: Source, rows: Sequence[MatchRow], is_folded: bool) -> None:
    """The columns that need no look, open to be changed all the same."""
    if not rows:
        return
    label = f"{wording.plural(len(rows), 'column')} that {'needs' if len(rows) == 1 else 'need'} no look"
    box = (
        st.expander(label, key=f"sure_{file.place}")
        if is_folded
        else st.container(border=True, key=f"sure_{file.place}", gap="xsmall")
    )
    with box:
        with st.container(key=f"heads_{file.place}"):
            for column, head in zip(
                st.columns(ROW), ("In your file", "What it is", "Why we think so"), strict=True
            ):
                column.caption(head)
        for row in rows:
            _row(file, source, row)
        if file.decided.meanings or file.decided.words:
            st.button(
                "Back to what we recognized",
                key=f"reset_{file.place}",
                type="tertiary",
                icon=":material/undo:",
                on_click=forget,
                args=(file.place,),
            )


# -- words ---------------------------------------------------------------------------------------------


def _words(file: Incoming) -> None:
    """Words nobody has explained, asked once a column: what each means, with what we suggest."""
    all_words = words_of(file.report, file.decided.words)
    texts = words.asked(file.report)
    for column in dict.fromkeys(word.column for word in all_words):
        its = [word for word in all_words if word.column == column]
        shown = its[:ASKED_AT_ONCE]
        question = texts.get(its[0].header, its[0].header)
        open_words = [word for word in its if word.value is None]
        with st.container(border=True, key=f"words_{file.place}_{column}", gap="xsmall"):
            is_typed = bool(its[0].expected)
            title = f"Your words in “{question}”"
            if open_words and is_typed:
                title = words.unread_cells(len(open_words), question)
            elif open_words:
                title = words.unknown_words(len(open_words), question)
            st.header(plain(title), anchor=False)
            note(
                f"Type what each means, if you know: {its[0].expected}. Until then it is not recorded."
                if is_typed
                else "Say once what each means; it is remembered for every file. Until then it is not recorded."
            )
            suggested = [word for word in shown if word.value is None and word.suggestion]
            if any(word.suggestion for word in shown):  # it stays once it was pressed: nothing moves
                st.button(
                    words.use_suggestions(len(suggested)),
                    disabled=not suggested,
                    key=f"suggested_{file.place}_{column}",
                    icon=":material/done_all:",
                    on_click=take_suggestions,
                    args=(file.place, suggested),
                )
            for number, word in enumerate(shown):
                (_cell if is_typed else _word)(file, word, number)
            if len(its) > len(shown):
                note(f"{wording.count(len(its) - len(shown))} more follow once these are explained.")


def _word(file: Incoming, word: Word, number: int) -> None:
    """One word, in how many rows it stands, what it means."""
    values = list(file.source.column(word.column).values) if file.source else []
    key = f"means_{file.place}_{word.column}_{number}"
    hold(key, word.value)
    with st.container(key=f"match_{file.place}_{word.column}_{number}"):
        left, middle, right = st.columns(ROW, vertical_alignment="center")
        with left.container(gap=None):
            st.text(word.spelling)
            note(f"in {wording.plural(word.count, 'row')}")
        middle.selectbox(
            f"What “{heard(word.spelling)}” means",
            [*values, ""],
            index=None,
            format_func=value_name,
            placeholder="Not recorded for now",
            label_visibility="collapsed",
            key=key,
            on_change=choose_word,
            args=(file.place, word, key),
        )
        tone = "sure" if word.value is not None else "ask"
        with right.container(key=f"why_{tone}_{file.place}_{word.column}_{number}"):
            if word.value is not None:
                st.text(SAID)
            elif word.suggestion:
                st.text(f"We suggest “{value_name(word.suggestion)}”.")


def _cell(file: Incoming, word: Word, number: int) -> None:
    """A cell that is no word, in how many rows it stands, and what it means, to be typed."""
    if file.source is None:
        return
    column = file.source.column(word.column)
    key = f"says_{file.place}_{word.column}_{number}"
    hold(key, word.wrong or word.value or "")
    with st.container(key=f"match_{file.place}_{word.column}_{number}"):
        left, middle, right = st.columns(ROW, vertical_alignment="center")
        with left.container(gap=None):
            st.text(word.spelling)
            note(f"in {wording.plural(word.count, 'row')}")
        middle.text_input(
            f"What “{heard(word.spelling)}” means",
            max_chars=200,
            placeholder="Not recorded for now",
            label_visibility="collapsed",
            key=key,
            on_change=type_value,
            args=(file.place, word, column, key),
        )
        tone = "sure" if word.value is not None else "ask"
        with right.container(key=f"why_{tone}_{file.place}_{word.column}_{number}"):
            if word.value is not None:
                st.text(SAID)
            elif word.wrong:
                st.text(words.in_plain_words(why_not(column, word.wrong)))


# -- the rest ------------------------------------------------------------------------------------------


def _options(file: Incoming, source: Source) -> None:
    """What a file cannot say by itself."""
    said = file.decided.options
    select: Callable[..., None] = partial(_option, file)
    with st.expander("Options", icon=":material/tune:", key=f"options_{file.place}"):
        if source.has_blank_reply:
            select("blank", "A blank reply means", BLANK)
        if source.has_scale:
            select("wave", "All responses are", WAVES)
            select("scale", "Answers run", {"": "As recognized", **{name: name for name in SCALES}})
        select("order", "Dates are written", DATE_ORDERS)
        key = f"replace_{file.place}"
        hold(key, bool(said.get("replace", False)))
        st.checkbox(
            "This file is the whole log: rows missing from it stop counting (can be undone)",
            key=key,
            on_change=choose_option,
            args=(file.place, "replace", key),
        )


def _option(file: Incoming, name: str, label: str, answers: dict[str, str]) -> None:
    key = f"option_{name}_{file.place}"
    hold(key, file.decided.options.get(name, ""))
    st.selectbox(
        label,
        list(answers),
        format_func=answers.__getitem__,
        key=key,
        on_change=choose_option,
        args=(file.place, name, key),
    )
