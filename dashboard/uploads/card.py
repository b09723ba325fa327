"""One uploaded file on the uploads page: what it was taken for, what would happen, and what can be decided.

A card is drawn from a report (what an import would do) and returns what the person decided. Decisions live in the
session: small ones in their widgets, tables once they were applied; after each the file is looked at again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.asking import facts
from dashboard.commands.upload import Upload
from dashboard.uploads import words
from dashboard.widgets.plain_text import note, plain
from dashboard.widgets.problems import cell_text, problem_box, problem_table
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.ingest.import_choices import Choices
from pipelines.ingest.import_report import ImportReport, RejectedRow
from pipelines.ingest.row_plan import DateQuestion
from pipelines.mapping.matching import Match
from pipelines.mapping.outside import OUTSIDE, SHEET
from pipelines.mapping.scales import ProposedScale
from pipelines.mapping.unknown_spellings import UnknownValue
from pipelines.sources.catalog import STUDENT_ID, Column, Source

UNUSED = "(not used)"
BLANK = {
    "": "Not decided (counts as not recorded)",
    "no_reply": "No reply came",
    "not_recorded": "Nobody noted it",
}
WAVES = {"": "As the file says", "pre": "Before (first survey)", "post": "After (second survey)"}
ORDERS = {
    "": "As recognized",
    "mdy": "Month first (3/14/2026)",
    "dmy": "Day first (14/3/2026)",
    "ymd": "Year first",
}
SCALE_DEFAULT = "As recognized"
SCALES: dict[str, tuple[float, float, str]] = {
    "From 1 to 5, 5 is best": (1, 5, "up"),
    "From 1 to 5, 1 is best": (1, 5, "down"),
    "From 1 to 7, 7 is best": (1, 7, "up"),
    "From 1 to 7, 1 is best": (1, 7, "down"),
    "From 0 to 10, 10 is best": (0, 10, "up"),
    "From 1 to 10, 10 is best": (1, 10, "up"),
    "From 0 to 100, 100 is best": (0, 100, "up"),
}
RESHAPED = frozenset({"gathered", "wave"})  # headers that fill a column together with others

SHOWN_CAUSES = 12
ASKED_AT_ONCE = 25  # spellings of one column; the others are asked once these are decided
YES_NO = {"true": "yes", "false": "no"}


# -- decisions -----------------------------------------------------------------------------------------


def choices_of(place: str) -> Choices:
    """What was decided about a file so far."""
    state = st.session_state
    source = state.get(f"source_{place}", "")
    applied: dict[str, Any] = (
        state.get(f"applied_{place}", {}) if state.get(f"for_{place}", source) == source else {}
    )
    wave, scale = state.get(f"wave_{place}", ""), state.get(f"scale_{place}", "")
    choices = Choices(
        source=source,
        sheet=state.get(f"sheet_{place}", ""),
        columns=applied.get("columns", ()),
        values=applied.get("values", ()),
        constants=(("wave", wave),) if wave else (),
        scale=SCALES.get(scale),
        date_order=state.get(f"order_{place}", ""),
        blank_reply=state.get(f"blank_{place}", ""),
        use_saved=not state.get(f"unsaved_{place}", False),
        replace=bool(state.get(f"replace_{place}", False)),
    )
    name, its_source = state.get(f"saved_{place}", ("", ""))
    is_below = name and choices.use_saved and choices.mapping_toml() and source in ("", its_source)
    return replace(choices, based_on=name) if is_below else choices


def apply(place: str, **decided: Any) -> None:
    """Keep what a table says; the file is looked at again with it."""
    st.session_state[f"for_{place}"] = st.session_state.get(f"source_{place}", "")
    st.session_state.setdefault(f"applied_{place}", {}).update(decided)
    st.rerun()


# -- the card ------------------------------------------------------------------------------------------


def file_card(upload: Upload, place: str, choices: Choices, report: ImportReport | UserError) -> bool:
    """Draw one file; whether it can be imported as it stands."""
    catalog = facts.source_catalog()
    with st.container(border=True, key=f"card_{place}"):
        st.text(upload.name)
        if isinstance(report, UserError):
            problem_box(report)
            report = ImportReport(upload.name)
        taken = report.source or ""
        if not report.is_refused:
            st.header(plain(words.headline(report)), anchor=False)
            st.markdown(plain(words.counts(report)))
            note(words.came_from(report))
        _what_it_is(report, place, catalog, taken, choices)
        if report.is_refused:
            _refused(report, choices.source, place, catalog)
            return False
        if report.status == "unchanged":
            st.info(
                "This file was imported before; importing it again changes nothing.", icon=":material/info:"
            )
        _saved(report, place)
        if report.corrects:
            st.info(
                f"These are rejected rows of import {report.corrects}, read as that file was:"
                " only they are added.",
                icon=":material/info:",
            )
        _questions(report, catalog[taken], place)
        _to_mend(report)
        _off_roster(report)
        _columns(report, catalog[taken], place, choices)
        if report.accepted_sample:
            with st.expander("Rows that come in", icon=":material/check_circle:"):
                rows_table(report.accepted_sample, "The first rows that come in, as understood")
        _notes(report)
        _options(catalog[taken], place)
        if choices.mapping_toml() and not report.corrects:
            st.text_input(
                "Remember these decisions for files like this one, under the name",
                placeholder="Such as: Fall survey",
                max_chars=80,
                key=f"name_{place}",
            )
        return True


def _what_it_is(
    report: ImportReport, place: str, catalog: Mapping[str, Source], taken: str, choices: Choices
) -> None:
    """What the file is and which of its sheets is meant: recognized, and open to choose."""
    names = [one.name for one in report.sheets]
    source, sheet, _ = st.columns([2, 2, 1])
    source.selectbox(
        "This file is",
        ["", *catalog],
        format_func=lambda name: (
            catalog[name].title
            if name
            else f"Recognized: {catalog[taken].title}"
            if taken and not choices.source
            else "Recognize it for me"
        ),
        key=f"source_{place}",
    )
    if len(names) > 1:
        rows = {one.name: wording.plural(one.rows, "row") for one in report.sheets}
        suggested = [one.name for one in report.sheets if one.is_taken]
        sheet.selectbox(
            "Sheet",
            ["", *names],
            format_func=lambda name: (
                f"{name} ({rows[name]})"
                if name
                else f"Recognized: {', '.join(suggested[:3])}{', …' if len(suggested) > 3 else ''}"
                if suggested and not choices.sheet
                else "Choose it for me"
            ),
            key=f"sheet_{place}",
        )
    left_out = words.left_out(report)
    if left_out:
        note(left_out)


def _saved(report: ImportReport, place: str) -> None:
    """Say when a saved mapping was used, and offer to do without."""
    used = report.saved_mapping
    if not used:
        return
    st.session_state[f"saved_{place}"] = (used.name, used.source)
    changed = f" ({used.changed})" if used.changed else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge("Saved mapping used", icon=":material/bookmark:", color="blue")
        st.text(f"{used.name}{changed}")
        if st.button("Read it without", key=f"without_{place}", type="tertiary"):
            st.session_state[f"unsaved_{place}"] = True
            st.rerun()


def name_for(place: str) -> str:
    """The name under which the decisions about a file are to be remembered, "" for none."""
    return str(st.session_state.get(f"name_{place}") or "").strip()


# -- what to decide ------------------------------------------------------------------------------------


def _questions(report: ImportReport, source: Source, place: str) -> None:
    """What the file leaves open, one question each; whatever is not answered is taken as recognized."""
    ambiguous = [one for one in report.date_order if one.is_ambiguous]
    scale = report.scale if report.scale and not report.scale.is_certain else None
    if not (ambiguous or scale or report.unknown_values):
        return
    with st.container(border=True, key=f"decide_{place}"):
        st.markdown("**Please decide**")
        if ambiguous:
            _ask_order(ambiguous, place)
        if scale:
            _ask_scale(scale, place)
        _ask_values(report.unknown_values, source, place, words.asked(report))


def _ask_order(ambiguous: Sequence[DateQuestion], place: str) -> None:
    """One question for all date columns."""
    first = ambiguous[0]
    headers = wording.listed(dict.fromkeys(one.header for one in ambiguous))
    st.text(
        f"Dates in {headers} can be read two ways. {first.example} is taken as"
        f" {'day first' if first.order == 'dmy' else 'month first'} unless you say otherwise."
    )
    order = st.radio(
        "How are dates written?",
        ["mdy", "dmy"],
        format_func=ORDERS.__getitem__,
        index=None,
        horizontal=True,
        key=f"asked_order_{place}",
    )
    if order:
        st.session_state[f"order_{place}"] = order
        st.rerun()


def _ask_scale(scale: ProposedScale, place: str) -> None:
    """One question for all answers on a scale."""
    st.text(
        f"The answers are taken to run from {scale.low:g} to {scale.high:g}, {scale.best:g} is best"
        f" ({scale.why})."
    )
    chosen = st.selectbox(
        "How do the answers run?",
        list(SCALES),
        index=None,
        placeholder="As taken",
        key=f"asked_scale_{place}",
    )
    if chosen:
        st.session_state[f"scale_{place}"] = chosen
        st.rerun()


def _ask_values(
    unknown: Sequence[UnknownValue], source: Source, place: str, texts: Mapping[str, str]
) -> None:
    """Spellings this office uses for values we do not know: each once, with what it probably means."""
    for name in dict.fromkeys(one.column for one in unknown):
        asked = [one for one in unknown if one.column == name][:ASKED_AT_ONCE]
        column = source.column(name)
        with st.form(f"values_{place}_{name}", border=False):
            header = asked[0].header or name
            st.text(f"“{texts.get(header, header)}” – what do these mean? ({column.meaning.rstrip('.')}.)")
            chosen = {
                one.spelling: _value_row(one, column, place, number) for number, one in enumerate(asked)
            }
            if st.form_submit_button("Use these values"):
                decided = st.session_state.get(f"applied_{place}", {}).get("values", ())
                new = [(name, spelling, value) for spelling, value in chosen.items() if value]
                apply(place, values=(*decided, *new))


def _value_row(asked: UnknownValue, column: Column, place: str, number: int) -> str | None:
    """One spelling, how many rows have it, and what it means: the suggestion, another value, or not decided."""
    values = list(column.values)
    what, rows, means, _ = st.columns([34, 12, 34, 20], vertical_alignment="center")
    what.text(asked.spelling)
    rows.text(wording.plural(asked.count, "row"))
    chosen: str | None = means.selectbox(
        plain(f"What “{asked.spelling}” means"),
        values,
        index=values.index(asked.suggestion) if asked.suggestion in values else None,
        format_func=lambda value: YES_NO.get(value, value),
        placeholder="Choose what it means",
        label_visibility="collapsed",
        key=f"means_{place}_{column.name}_{number}",
    )
    return chosen


# -- what is wrong -------------------------------------------------------------------------------------


def _to_mend(report: ImportReport) -> None:
    """Rejected rows by cause, the commonest first, and the rows themselves one fold below."""
    if not report.causes:
        return
    with st.expander(
        f"{wording.plural(report.rejected, 'row')} to mend", expanded=True, icon=":material/build:"
    ):
        causes_list(report)
        note(
            "These rows stay out; the others come in. After the import, download them with the reasons,"
            " correct them there and drop that file here: only those rows are added."
        )
    if report.rejected_sample:
        with st.expander("Rows that stay out", icon=":material/block:"):
            rows_table([_flat(row) for row in report.rejected_sample], "Rejected rows with reasons")


def causes_list(report: ImportReport) -> None:
    """For each cause how many rows, what is wrong with examples, and what to do."""
    texts = words.asked(report)
    for cause in report.causes[:SHOWN_CAUSES]:
        rows, middle, to_do = st.columns([12, 48, 40], gap="small")
        what = middle.container(gap=None)
        rows.text(wording.plural(cause.count, "row"))
        what.text(words.cause(cause, texts))
        if cause.examples:
            what.caption(plain(words.examples(cause)))
        to_do.text(cause.to_do)
    more = report.causes[SHOWN_CAUSES:]
    if more:
        note(f"And {wording.plural(len(more), 'rarer cause')}; each row has its reasons in the file.")


def _off_roster(report: ImportReport) -> None:
    """Students nobody has heard of: their rows come in and are counted apart."""
    off_roster = report.off_roster
    if not off_roster or not off_roster.count:
        return
    with st.expander(
        f"{wording.plural(off_roster.count, 'student')} not on the roster", icon=":material/person_off:"
    ):
        note(
            "Their rows come in: counts include them, rates over the roster do not. Check the ids, or bring in"
            " a newer roster."
        )
        more = off_roster.count - len(off_roster.some)
        st.text("\n".join([*off_roster.some, *([f"and {wording.count(more)} more"] if more > 0 else [])]))


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
    """A rejected row with its reasons first."""
    reasons = " ".join(problem.message for problem in row.problems)
    sheet = {"Sheet": row.sheet} if row.sheet else {}
    return {"Row": row.row_number, "Why": reasons, **sheet, **row.cells}


# -- columns -------------------------------------------------------------------------------------------


def _columns(report: ImportReport, source: Source, place: str, choices: Choices) -> None:
    uncertain = [match for match in report.matches if match.is_uncertain]
    label = "Columns"
    if uncertain:
        label += f" – {wording.plural(len(uncertain), 'uncertain match', 'uncertain matches')}"
    with st.expander(label, expanded=bool(uncertain), icon=":material/view_column:"):
        mapping_editor(report, source, place)
        if (choices.columns or choices.values) and st.button("Back to the proposal", key=f"reset_{place}"):
            st.session_state.pop(f"applied_{place}")
            st.rerun()


def mapping_editor(report: ImportReport, source: Source, place: str) -> None:
    """For each column of the file what it was taken for, how sure, some of its values, and a choice."""
    matched = report.matches or [Match(header, None, "none", 0.0) for header in report.columns]
    matches = [match for match in matched if match.header and match.header not in OUTSIDE]
    if not matches:
        return
    proposed = [match.column or UNUSED for match in matches]
    texts = words.asked(report)
    questions = {"Question": [texts.get(match.header, "") for match in matches]} if texts else {}
    edited = st.data_editor(
        {
            "Column in your file": [match.header for match in matches],
            **questions,
            "Means": proposed,
            "Sure?": [
                "–" if not match.column else "Check" if match.is_uncertain else "Yes" for match in matches
            ],
            "Some of its values": [" · ".join(match.samples) for match in matches],
            "Because": [match.why for match in matches],
        },
        column_config={
            "Column in your file": st.column_config.TextColumn(disabled=True),
            "Question": st.column_config.TextColumn(disabled=True, width="medium"),
            "Means": st.column_config.SelectboxColumn(
                options=[UNUSED, *(column.name for column in source.columns)], required=True
            ),
            "Sure?": st.column_config.TextColumn(disabled=True, width="small"),
            "Because": st.column_config.TextColumn(disabled=True),
            "Some of its values": st.column_config.TextColumn(disabled=True, width="large"),
        },
        hide_index=True,
        num_rows="fixed",
        key=f"mapping_{place}_{source.id}",
    )
    meant = list(edited["Means"])
    if meant == proposed:
        return
    chosen = [column for column in meant if column != UNUSED]
    changed = {column for column, before in zip(meant, proposed, strict=True) if column != before}
    twice = next((column for column in chosen if chosen.count(column) > 1 and column in changed), None)
    if twice:
        st.warning(f"Two columns of the file are said to mean {twice}. Choose one of them.")
    elif st.button("Use these columns", key=f"use_{place}", type="primary"):
        headers = {
            column: match.header
            for match, column in zip(matches, meant, strict=True)
            if column != UNUSED and not (match.how in RESHAPED and column == match.column)
        }
        dropped = {column: "" for column in proposed if column != UNUSED and column not in meant}
        outside = {m.column: m.header for m in matched if m.header in OUTSIDE and m.column}
        apply(place, columns=tuple({**outside, **headers, **dropped}.items()))


# -- the rest ------------------------------------------------------------------------------------------


def _notes(report: ImportReport) -> None:
    if report.notes:
        with st.expander(f"Notes – {wording.count(len(report.notes))}", icon=":material/sticky_note_2:"):
            for sentence in report.notes:
                st.text(sentence)


def _options(source: Source, place: str) -> None:
    """What a file cannot say by itself."""
    with st.expander("Options", icon=":material/tune:"):
        if source.has_blank_reply:
            st.selectbox(
                "A blank reply means", list(BLANK), format_func=BLANK.__getitem__, key=f"blank_{place}"
            )
        if source.has_scale:
            st.selectbox("All responses are", list(WAVES), format_func=WAVES.__getitem__, key=f"wave_{place}")
            st.selectbox(
                "Answers run",
                ["", *SCALES],
                format_func=lambda name: name or SCALE_DEFAULT,
                key=f"scale_{place}",
            )
        st.selectbox("Dates are written", list(ORDERS), format_func=ORDERS.__getitem__, key=f"order_{place}")
        st.checkbox(
            "This file is the whole log: rows missing from it are retired (can be undone)",
            key=f"replace_{place}",
        )


def _refused(report: ImportReport, source_id: str, place: str, catalog: Mapping[str, Source]) -> None:
    """Why a file cannot come in as it is, and what can be decided here to change that."""
    outside = next((p.expected for p in report.problems if p.code == "student_from_sheet"), None)
    message = report.message or next((problem.message for problem in report.problems), "")
    if outside:
        st.text("No column says which student the rows belong to.")
        what = "sheet" if outside == SHEET else "file"
        if st.button(f"Every {what} is one student's, named after her id", key=f"outside_{place}"):
            apply(place, columns=((STUDENT_ID, outside),))
        return
    if message:
        st.error("This file cannot come in as it is.", icon=":material/block:")
        st.text(message)
    if source_id and report.columns:
        mapping_editor(report, catalog[source_id], place)
    if any(problem.row or problem.found for problem in report.problems):
        problem_table([problem.as_dict() for problem in report.problems])
