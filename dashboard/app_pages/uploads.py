"""Bring files in: what each was taken for and why, mapping, preview, import, history, undo."""

import hashlib
import secrets
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import streamlit as st

from dashboard import components, data
from dashboard.data import Choices, Upload
from pipelines import wording
from pipelines.errors import UserError

AT_ONCE = 3  # files read at the same time
UNUSED = "(not used)"
CERTAIN = 0.9  # a match below this is marked as uncertain
HOW = {
    "exact": "same name",
    "alias": "known name",
    "close": "similar name",
    "mapping": "your choice",
    "constant": "same for every row",
    "ignored": "not used",
    "passed_over": "not used",
    "none": "not known",
}

UNKNOWN_VALUE = "unknown_choice"
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
SCALE_DEFAULT = "From 1 to 5, 5 is best (unless the file was declared otherwise)"
SCALES: dict[str, tuple[float, float, str]] = {
    "From 1 to 5, 5 is best": (1, 5, "up"),
    "From 1 to 5, 1 is best": (1, 5, "down"),
    "From 1 to 7, 7 is best": (1, 7, "up"),
    "From 1 to 7, 1 is best": (1, 7, "down"),
    "From 0 to 10, 10 is best": (0, 10, "up"),
    "From 1 to 10, 10 is best": (1, 10, "up"),
}

catalog = data.source_catalog()
st.session_state.setdefault("reports", [])
st.session_state.setdefault("batch", 0)


def preview_key(upload: Upload, choices: Choices) -> tuple[str, Choices, str]:
    return hashlib.sha256(upload.content).hexdigest(), choices, data.build_name()


def preview_of(upload: Upload, choices: Choices) -> dict[str, Any]:
    """The preview, once per file, choices and build. Raises UserError as the import would."""
    found = st.session_state["previews"][preview_key(upload, choices)]
    if isinstance(found, UserError):
        raise found
    return dict(found)


def read_all(files: list[tuple[Upload, Choices]]) -> None:
    """Preview what was not looked at yet, a few files at a time."""
    known = st.session_state.setdefault("previews", {})
    waiting = {preview_key(*file): file for file in files if preview_key(*file) not in known}
    if not waiting:
        return
    with st.spinner(f"Reading {wording.plural(len(waiting), 'file')}"), ThreadPoolExecutor(AT_ONCE) as pool:
        known |= dict(zip(waiting, pool.map(looked_at, waiting.values()), strict=True))


def looked_at(file: tuple[Upload, Choices]) -> dict[str, Any] | UserError:
    try:
        return data.preview(*file)
    except UserError as error:
        return error


def choices_of(place: str) -> Choices:
    """What was decided about a file so far: the small choices by their widgets, the tables by what was applied."""
    state = st.session_state
    source = state.get(f"source_{place}", "")
    applied: dict[str, Any] = (
        state.get(f"applied_{place}", {}) if state.get(f"for_{place}", source) == source else {}
    )
    wave, scale = state.get(f"wave_{place}", ""), state.get(f"scale_{place}", "")
    return Choices(
        source=source,
        columns=applied.get("columns", ()),
        values=applied.get("values", ()),
        constants=(("wave", wave),) if wave else (),
        scale=SCALES.get(scale),
        date_order=state.get(f"order_{place}", ""),
        blank_reply=state.get(f"blank_{place}", ""),
        replace=bool(state.get(f"replace_{place}", False)),
    )


def apply(place: str, **decided: Any) -> None:
    """Keep what a table says; the file is looked at again with it."""
    st.session_state[f"for_{place}"] = st.session_state.get(f"source_{place}", "")
    st.session_state.setdefault(f"applied_{place}", {}).update(decided)
    st.rerun()


def counts(report: dict[str, Any]) -> str:
    """What became of every row, in one sentence that adds up."""
    read, accepted, rejected, skipped = (
        int(report.get(name) or 0) for name in ("rows_read", "accepted", "rejected", "skipped")
    )
    words = (
        f"{wording.plural(read, 'row')} read: {wording.count(accepted)} accepted, "
        f"{wording.count(rejected)} rejected, {wording.count(skipped)} skipped."
    )
    changes = [
        f"{wording.count(int(report[name]))} {name}"
        for name in ("new", "changed", "unchanged", "superseded", "removed")
        if report.get(name)
    ]
    return f"{words} {wording.listed(changes).capitalize()}." if changes else words


def mapping_editor(report: dict[str, Any], source_id: str, place: str) -> None:
    """Which column of the file means what: shown with how sure it is, and a choice for each."""
    found = report.get("matches") or [
        {"header": header, "column": None, "how": "none", "score": 0.0}
        for header in report.get("columns") or []
    ]
    matches = [match for match in found if match["header"] and not match["header"].startswith("@")]
    if not matches:
        return
    proposed = [match["column"] or UNUSED for match in matches]
    edited = st.data_editor(
        {
            "Column in your file": [match["header"] for match in matches],
            "Means": proposed,
            "Sure?": [
                "–" if not match["column"] else "Yes" if match["score"] >= CERTAIN else "Please check"
                for match in matches
            ],
            "Because": [HOW.get(match["how"], match["how"]) for match in matches],
        },
        column_config={
            "Column in your file": st.column_config.TextColumn(disabled=True),
            "Means": st.column_config.SelectboxColumn(
                options=[UNUSED, *(column.name for column in catalog[source_id].columns)], required=True
            ),
            "Sure?": st.column_config.TextColumn(disabled=True, width="small"),
            "Because": st.column_config.TextColumn(disabled=True, width="small"),
        },
        hide_index=True,
        num_rows="fixed",
        key=f"mapping_{place}_{source_id}",
    )
    meant = list(edited["Means"])
    if meant == proposed:
        return
    chosen = [column for column in meant if column != UNUSED]
    twice = next((column for column in chosen if chosen.count(column) > 1), None)
    if twice:
        st.warning(f"Two columns of the file are said to mean {twice}. Choose one of them.")
    elif st.button("Use these columns", key=f"use_{place}", type="primary"):
        headers = {
            column: match["header"] for match, column in zip(matches, meant, strict=True) if column != UNUSED
        }
        dropped = {column: "" for column in proposed if column != UNUSED and column not in headers}
        outside = {m["column"]: m["header"] for m in found if m["header"].startswith("@") and m["column"]}
        apply(place, columns=tuple({**outside, **headers, **dropped}.items()))


def values_editor(report: dict[str, Any], source_id: str, place: str) -> None:
    """Spellings this office uses for values we do not know: what each of them means."""
    headers = {match["header"]: match["column"] for match in report.get("matches") or [] if match["column"]}
    columns = {column.name: column for column in catalog[source_id].columns if column.values}
    unknown: dict[tuple[str, str], None] = {}
    for row in report.get("rejected_sample") or []:
        for problem in row.get("problems") or []:
            column = headers.get(problem.get("column") or "", problem.get("column") or "")
            if problem.get("code") == UNKNOWN_VALUE and column in columns and problem.get("found"):
                unknown[column, problem["found"]] = None
    for column in dict.fromkeys(column for column, _ in unknown):
        spellings = [found for name, found in unknown if name == column]
        with st.form(f"values_{place}_{column}", border=True):
            st.markdown(components.plain(f"What do these mean in {column}?"))
            edited = st.data_editor(
                {"In your file": spellings, "Means": [""] * len(spellings)},
                column_config={
                    "In your file": st.column_config.TextColumn(disabled=True),
                    "Means": st.column_config.SelectboxColumn(options=list(columns[column].values)),
                },
                hide_index=True,
                num_rows="fixed",
                key=f"means_{place}_{column}",
            )
            if st.form_submit_button("Use these values"):
                decided = st.session_state.get(f"applied_{place}", {}).get("values", ())
                new = [
                    (column, raw, value)
                    for raw, value in zip(spellings, edited["Means"], strict=True)
                    if isinstance(value, str) and value
                ]
                apply(place, values=(*decided, *new))


def options(source_id: str, place: str) -> None:
    """What a file cannot say by itself."""
    source = catalog[source_id]
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


def rows_table(rows: list[Any], alt: str) -> None:
    """Rows of the file as plain text."""
    found = dict.fromkeys(name for row in rows for name in row)
    names = [name for name in found if any(row.get(name) not in (None, "") for row in rows)]
    st.dataframe(
        {name: [components.cell_text(row.get(name)) for row in rows] for name in names},
        hide_index=True,
        alt=alt,
    )


def file_card(upload: Upload, place: str) -> Choices | None:
    """One file: what it was taken for and what would happen. None: it cannot be imported as it is."""
    with st.container(border=True):
        st.text(upload.name)
        choices = choices_of(place)
        source = choices.source
        try:
            report = preview_of(upload, choices)
        except UserError as error:
            components.problem_box(error)
            report = {"status": "refused"}
        taken = report.get("source") or ""
        st.selectbox(
            "This file is",
            ["", *catalog],
            format_func=lambda name: (
                catalog[name].title
                if name
                else f"Recognized: {catalog[taken].title}"
                if taken and not source
                else "Recognize it for me"
            ),
            key=f"source_{place}",
        )
        why = next(
            (guess.get("why") for guess in report.get("guesses") or [] if guess["source"] == taken), ""
        )
        if why and not source:
            st.text(f"Why: {why if isinstance(why, str) else ', '.join(why)}")
        if report["status"] == "refused":
            refused(report, source, place)
            return None
        st.markdown(components.plain(counts(report)))
        if report["status"] == "unchanged":
            st.info(
                "This file was imported before; importing it again changes nothing.", icon=":material/info:"
            )
        for sentence in report.get("notes") or []:
            st.text(f"Note: {sentence}")
        uncertain = [m for m in report.get("matches") or [] if m["column"] and m["score"] < CERTAIN]
        label = "Columns"
        if uncertain:
            label += f" – {wording.plural(len(uncertain), 'uncertain match', 'uncertain matches')}"
        with st.expander(label, expanded=bool(uncertain), icon=":material/view_column:"):
            mapping_editor(report, taken, place)
            if (choices.columns or choices.values) and st.button(
                "Back to the proposal", key=f"reset_{place}"
            ):
                st.session_state.pop(f"applied_{place}")
                st.rerun()
        if report.get("accepted_sample"):
            with st.expander("Rows that come in", icon=":material/check_circle:"):
                rows_table(report["accepted_sample"], "The first rows that come in, as understood")
        if report.get("rejected_sample"):
            with st.expander("Rows that are rejected, and why", expanded=True, icon=":material/block:"):
                rows_table([flat(row) for row in report["rejected_sample"]], "Rejected rows with reasons")
        elif report.get("problems"):
            with st.expander("What is wrong with some rows", expanded=True, icon=":material/block:"):
                components.problem_table(report["problems"])
        values_editor(report, taken, place)
        options(taken, place)
        return choices


def refused(report: dict[str, Any], source_id: str, place: str) -> None:
    """Why a file cannot come in as it is, and what can be decided here to change that."""
    problems = report.get("problems") or []
    outside = next((p["expected"] for p in problems if p.get("code") == "student_from_sheet"), None)
    message = report.get("message") or next((problem["message"] for problem in problems), "")
    if outside:
        st.text("No column says which student the rows belong to.")
        what = "sheet" if outside == "@sheet" else "file"
        if st.button(f"Every {what} is one student's, named after her id", key=f"outside_{place}"):
            apply(place, columns=(("student_id", outside),))
        return
    st.text(message)
    if source_id and report.get("columns"):
        mapping_editor(report, source_id, place)
    if any(problem.get("row") or problem.get("found") for problem in problems):
        components.problem_table(problems)


def flat(row: Any) -> dict[str, Any]:
    """A rejected row with its reasons first, whatever shape the report gives it."""
    if not isinstance(row, dict):
        return {"Row": row}
    cells = row.get("cells")
    cells = cells if isinstance(cells, dict) else {}
    problems = row.get("problems") or []
    reasons = "; ".join(str(p.get("message", p)) if isinstance(p, dict) else str(p) for p in problems)
    rest = {
        name: value for name, value in row.items() if name not in ("cells", "problems", "row", "row_number")
    }
    return {"Row": row.get("row", row.get("row_number")), "Why": reasons, **rest, **cells}


def import_all(decided: list[tuple[Upload, Choices]]) -> None:
    """Each file by itself: one refused file does not stop the others."""
    reports = []
    bar = st.progress(0.0, text="Starting")
    for place, (upload, choices) in enumerate(decided):

        def step(share: float, text: str, place: int = place) -> None:
            done = (place + share) / len(decided)
            bar.progress(done, text=components.plain(f"File {place + 1} of {len(decided)}: {text}"))

        try:
            reports.append((upload.name, data.import_upload(upload, choices, step)))
        except UserError as error:
            reports.append((upload.name, {"status": "refused", "problems": [{"message": error.message}]}))
    st.session_state["reports"] = reports
    st.session_state["previews"] = {}
    st.session_state["batch"] += 1  # an empty uploader for the next files
    st.rerun()


def report_box(name: str, report: dict[str, Any]) -> None:
    status = report["status"]
    with st.container(border=True):
        if status == "refused":
            st.error("Not imported; nothing was changed.", icon=":material/block:")
            st.text(name)
            for problem in report.get("problems") or []:
                st.text(problem["message"])
            return
        if status == "unchanged":
            st.info("Already imported; nothing changed.", icon=":material/info:")
        else:
            st.success("Imported. The figures are up to date.", icon=":material/check_circle:")
        st.text(name)
        title = catalog[report["source"]].title if report.get("source") in catalog else ""
        st.markdown(components.plain(f"{title}: {counts(report)}" if title else counts(report)))
        if report.get("problems"):
            components.problem_table(report["problems"])
        if report.get("rejected") and report.get("import_id"):
            rejected_button(int(report["import_id"]), "report")


def rejected_button(import_id: int, place: str) -> None:
    st.download_button(
        "Rejected rows",
        data=lambda: data.rejected(import_id),
        file_name=f"rejected-{import_id}-{secrets.token_hex(6)}.csv",
        mime="text/csv",
        icon=":material/download:",
        key=f"rejected_{place}_{import_id}",
        on_click="ignore",
        type="tertiary",
        help="The rows that were not taken, with reasons; correct them there and bring that file in",
    )


def change(import_id: int, what: str) -> None:
    """Undo or redo; what goes wrong is shown on the page."""
    try:
        (data.undo if what == "undo" else data.redo)(import_id)
        st.session_state["reports"] = []
    except UserError as error:
        st.session_state["change_problem"] = error.message


def history() -> None:
    published = data.current()
    if published is None:
        return
    st.header("History", anchor=False)
    problem = st.session_state.pop("change_problem", None)
    if problem:
        components.problem_box(UserError(problem))
    with st.container(border=True, gap="xsmall"):
        for row in data.history(published):
            number = int(row["import_id"])
            undone = row["status"] == "undone"
            what, became, actions = st.columns([36, 36, 28], vertical_alignment="center")
            title = catalog[row["source"]].title if row["source"] in catalog else row["source"]
            what.text(f"{number}. {row['file_name']}")
            told = "Undone" if undone else counts_short(row)
            became.text(f"{title}, {wording.day(row['imported_at'].date())}\n{told}")
            with actions.container(horizontal=True, horizontal_alignment="right", gap="small"):
                if row["rejected"] and not undone:
                    rejected_button(number, "history")
                st.button(
                    "Redo" if undone else "Undo",
                    key=f"{'redo' if undone else 'undo'}_{number}",
                    on_click=change,
                    args=(number, "redo" if undone else "undo"),
                    type="tertiary",
                    icon=":material/redo:" if undone else ":material/undo:",
                )


def counts_short(row: dict[str, Any]) -> str:
    return (
        f"{wording.count(row['accepted'])} accepted, {wording.count(row['rejected'])} rejected,"
        f" {wording.count(row['skipped'])} skipped"
    )


components.heading(
    "Uploads", "Drop the files you have. You see what each was taken for before anything is changed."
)
for name, report in st.session_state["reports"]:
    report_box(name, report)
uploaded = st.file_uploader(
    "Files (CSV, TSV or XLSX, up to 25 MB each)",
    accept_multiple_files=True,
    key=f"files_{st.session_state['batch']}",
)
decided: list[tuple[Upload, Choices]] = []
uploads = {
    f"{st.session_state['batch']}_{file.file_id}": Upload(file.name, file.getvalue()) for file in uploaded
}
read_all([(upload, choices_of(place)) for place, upload in uploads.items()])
for place, upload in uploads.items():
    choice = file_card(upload, place)
    if choice is not None:
        decided.append((upload, choice))
if decided and st.button(
    f"Import {wording.plural(len(decided), 'file')}", type="primary", icon=":material/upload:", key="import"
):
    import_all(decided)
if not uploaded:
    with st.container(horizontal=True, vertical_alignment="center"):
        components.templates_button("uploads")
        components.note(
            "Starter and full templates, an interview form and a tracker sheet that map by themselves."
        )
history()
