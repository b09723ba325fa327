"""Bring files in. What an advisor wants here, in this order:

- to see in ten seconds that each file was understood: how much comes in, how much does not, and whom nobody knows;
- to answer as little as possible, once, and have it remembered;
- to press one button for all files, and be able to take it back;
- to mend the rows that stayed out and bring only those in.

Nothing is stored before they press the button.
"""

import secrets
from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard.asking import facts, served
from dashboard.asking.served import current
from dashboard.commands import intake
from dashboard.commands.upload import Upload
from dashboard.uploads import incoming, words
from dashboard.uploads.arrivals import arrivals_waiting
from dashboard.uploads.imported import STOPPED, Imported
from dashboard.uploads.incoming import Incoming
from dashboard.uploads.seen_now import rejected_button, seen_now
from dashboard.uploads.steps import steps
from dashboard.widgets.first_start import templates_button
from dashboard.widgets.plain_text import heading, note, plain
from dashboard.widgets.problems import problem_box
from pipelines.build.set_aside import headline, left_out, named
from pipelines.errors import Problem, UserError
from pipelines.figures import wording
from pipelines.ingest.import_report import ImportReport

catalog = facts.source_catalog()
st.session_state.setdefault("reports", [])
st.session_state.setdefault("batch", 0)


def import_all(files: Sequence[Incoming]) -> None:
    """All files, then the figures once; one refused file does not stop the others. Decisions are kept under the
    names given for them."""
    bar = st.progress(0.0, text="Starting")

    def show(share: float, text: str) -> None:
        bar.progress(share, text=plain(text[:1].upper() + text[1:]))

    names = [file.upload.name for file in files]
    try:
        reports = intake.import_uploads([(file.upload, file.choices) for file in files], show)
    except UserError as error:
        reports = [ImportReport(name, problems=(Problem(STOPPED, error.message),)) for name in names]
    st.session_state["reports"] = [
        remembered(file.upload.name, report, str(st.session_state.get(f"name_{file.place}") or "").strip())
        for file, report in zip(files, reports, strict=True)
    ]
    incoming.clear()
    st.rerun()


def remembered(name: str, report: ImportReport, mapping: str) -> Imported:
    """What became of a file, its decisions kept under the name given for them; "" keeps none."""
    if not mapping or report.is_refused:
        return Imported(name, report)
    try:
        return Imported(name, report, saved_as=intake.save_mapping(mapping, report))
    except UserError as error:
        return Imported(name, report, not_saved=error.message)


def change(import_id: int, what: str) -> None:
    """Undo or redo; what goes wrong is shown on the page."""
    try:
        (intake.undo if what == "undo" else intake.redo)(import_id)
        st.session_state["reports"] = []
    except UserError as error:
        st.session_state["change_problem"] = error.message


def take_files() -> None:
    """What was dropped goes into the session, and the place to drop files is empty again."""
    dropped = st.session_state[f"files_{st.session_state['batch']}"]
    if dropped:
        incoming.add([Upload(file.name, file.getvalue()) for file in dropped])
        st.session_state["batch"] += 1
        st.session_state["reports"] = []
        st.session_state.pop("step", None)


def drop_place(label: str) -> None:
    st.file_uploader(
        label,
        accept_multiple_files=True,
        key=f"files_{st.session_state['batch']}",
        on_change=take_files,
    )


def history() -> None:
    published = current()
    if published is None:
        return
    st.header("History", anchor=False)
    problem = st.session_state.pop("change_problem", None)
    if problem:
        problem_box(UserError(problem))
    with st.container(border=True, gap="xsmall"):
        for row in facts.history(published):
            number = int(row["import_id"])
            undone = row["status"] == "undone"
            what, became, actions = st.columns([36, 36, 28], vertical_alignment="center")
            title = catalog[row["source"]].title if row["source"] in catalog else row["source"]
            what.text(f"{number}. {row['file_name']}")
            told = "Undone" if undone else words.counts_short(row)
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


def rows_left_out() -> None:
    """The rows that the figures leave out, by file and row, and what to do about them."""
    published = current()
    rows = left_out(published) if published else []
    if not rows:
        return
    st.header("Left out of the figures", anchor=False)
    with st.container(border=True, gap="xsmall"):
        st.warning(plain(headline(rows)), icon=":material/rule:")
        for line in named(rows):
            st.text(line)


def mappings() -> None:
    """Mappings the office keeps: to share, or to forget."""
    problem = st.session_state.pop("mapping_problem", None)
    try:
        kept = intake.saved_mappings()
    except UserError as error:
        problem_box(error)
        return
    if not kept and not problem:
        return
    st.header("Saved mappings", anchor=False)
    if problem:
        problem_box(UserError(problem))
    with st.container(border=True, gap="xsmall"):
        for one in kept:
            what, of, actions = st.columns([36, 36, 28], vertical_alignment="center")
            what.text(one.name)
            of.text(catalog[one.file.source].title if one.file.source in catalog else "")
            with actions.container(horizontal=True, horizontal_alignment="right", gap="small"):
                st.download_button(
                    "Share",
                    data=partial(intake.mapping_text, one.name),
                    file_name=f"{one.slug}-{secrets.token_hex(6)}.toml",
                    mime="application/toml",
                    icon=":material/download:",
                    key=f"share_{one.slug}",
                    on_click="ignore",
                    type="tertiary",
                    help="A small file another office can use; it holds headers and words, no rows",
                )
                st.button(
                    "Forget",
                    key=f"forget_{one.slug}",
                    on_click=forget,
                    args=(one.name,),
                    type="tertiary",
                    icon=":material/delete:",
                    help="Imports made with it stay as they are",
                )


def forget(name: str) -> None:
    """Forget a saved mapping; what goes wrong is shown on the page."""
    try:
        intake.forget_mapping(name)
        st.session_state["previews"] = {}
    except UserError as error:
        st.session_state["mapping_problem"] = error.message


intake.STAND_BY.get_ready()
files = incoming.read_all()
if files:
    steps(files, import_all)
    if st.session_state["step"] == "kind":
        drop_place("Add another file")
else:
    heading("Uploads", "Drop the files you have. You see what each was taken for before anything is changed.")
    seen_now(st.session_state["reports"], change)
    drop_place("Files (CSV, TSV, XLSX, XLSB, XLS or ODS, also zipped, or a calendar, ICS; up to 25 MB each)")
    with st.container(horizontal=True, vertical_alignment="center"):
        templates_button("uploads")
        note("Ready-made spreadsheets and form questions. Files made from them need no matching.")
    arrivals_waiting(served.folder())
    rows_left_out()
    history()
    mappings()
