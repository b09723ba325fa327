"""Bring files in. What an advisor wants here, in this order:

- to see in ten seconds that each file was understood: how much comes in, how much does not, and whom nobody knows;
- to answer as little as possible, once, and have it remembered;
- to press one button for all files, and be able to take it back;
- to mend the rows that stayed out and bring only those in.

Nothing is stored before she presses the button.
"""

import hashlib
import secrets
from functools import partial

import streamlit as st

from dashboard.asking import facts, served
from dashboard.asking.served import current
from dashboard.commands import intake
from dashboard.commands.upload import Upload
from dashboard.uploads import words
from dashboard.uploads.card import causes_list, choices_of, file_card, name_for
from dashboard.uploads.imported import Imported
from dashboard.widgets.first_start import templates_button
from dashboard.widgets.plain_text import heading, note, plain
from dashboard.widgets.problems import problem_box
from pipelines.build.set_aside import headline, left_out, named
from pipelines.errors import Problem, UserError
from pipelines.figures import wording
from pipelines.ingest.import_choices import Choices
from pipelines.ingest.import_report import ImportReport

STOPPED = "stopped"  # the code of the problem of a file of which nobody knows whether it came in

catalog = facts.source_catalog()
st.session_state.setdefault("reports", [])
st.session_state.setdefault("batch", 0)


def preview_key(upload: Upload, choices: Choices) -> tuple[str, str, Choices, str]:
    return upload.name, hashlib.sha256(upload.content).hexdigest(), choices, served.build_name()


def read_all(files: list[tuple[Upload, Choices]]) -> None:
    """Preview what was not looked at yet; a file that cannot be previewed has its error instead of a report."""
    known = st.session_state.setdefault("previews", {})
    waiting = {preview_key(*file): file for file in files if preview_key(*file) not in known}
    if not waiting:
        return
    bar = st.progress(0.0, text=f"Reading {wording.plural(len(waiting), 'file')}")

    def show(share: float, text: str) -> None:
        bar.progress(share, text=plain(text[:1].upper() + text[1:]))

    try:
        looks: list[ImportReport | UserError] = [*intake.previews(list(waiting.values()), show)]
    except UserError as error:
        looks = [error] * len(waiting)
    bar.empty()
    known |= dict(zip(waiting, looks, strict=True))


def import_all(decided: list[tuple[Upload, Choices]], places: list[str]) -> None:
    """All files, then the figures once; one refused file does not stop the others. Decisions are kept under the
    names given for them."""
    bar = st.progress(0.0, text="Starting")

    def show(share: float, text: str) -> None:
        bar.progress(share, text=plain(text[:1].upper() + text[1:]))

    names = [upload.name for upload, _ in decided]
    try:
        reports = intake.import_uploads(decided, show)
    except UserError as error:
        reports = [ImportReport(name, problems=(Problem(STOPPED, error.message),)) for name in names]
    st.session_state["reports"] = [
        remembered(name, report, name_for(place))
        for name, report, place in zip(names, reports, places, strict=True)
    ]
    st.session_state["previews"] = {}
    st.session_state["batch"] += 1  # an empty uploader for the next files
    st.rerun()


def remembered(name: str, report: ImportReport, mapping: str) -> Imported:
    """What became of a file, its decisions kept under the name given for them; "" keeps none."""
    if not mapping or report.is_refused:
        return Imported(name, report)
    try:
        return Imported(name, report, saved_as=intake.save_mapping(mapping, report))
    except UserError as error:
        return Imported(name, report, not_saved=error.message)


def report_box(imported: Imported) -> None:
    """What became of one file."""
    report = imported.report
    with st.container(border=True):
        if report.is_refused:
            is_stopped = any(problem.code == STOPPED for problem in report.problems)
            st.error(
                "Stopped before it was done. The history below says whether the file came in."
                if is_stopped
                else "Not imported; nothing was changed.",
                icon=":material/block:",
            )
            st.text(imported.name)
            for problem in report.problems:
                st.text(problem.message)
            return
        if report.figures_not_built:
            st.warning(
                plain(f"In, but the figures are not up to date. {report.figures_not_built}"),
                icon=":material/warning:",
            )
        elif report.status == "unchanged":
            st.info("Already imported; nothing changed.", icon=":material/info:")
        else:
            st.success("Imported. The figures are up to date.", icon=":material/check_circle:")
        st.text(imported.name)
        st.header(plain(words.headline(report)), anchor=False)
        title = catalog[report.source or ""].title
        st.markdown(plain(f"{title}: {words.counts(report)}"))
        if imported.saved_as:
            st.text(
                f"Remembered as {imported.saved_as}: files like this one are read the same way from now on."
            )
        if imported.not_saved:
            st.text(f"The decisions were not kept under that name. {imported.not_saved}")
        if report.causes:
            causes_list(report)
        if report.rejected and report.import_id:
            with st.container(horizontal=True, vertical_alignment="center"):
                rejected_button(report.import_id, "report")
                note(
                    "Correct them in that file and drop it here: only those rows are added. Columns that"
                    " are not used are blank in it; they are not stored."
                )


def rejected_button(import_id: int, place: str) -> None:
    st.download_button(
        "Rejected rows",
        data=lambda: intake.rejected(import_id),
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
        (intake.undo if what == "undo" else intake.redo)(import_id)
        st.session_state["reports"] = []
    except UserError as error:
        st.session_state["change_problem"] = error.message


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


heading("Uploads", "Drop the files you have. You see what each was taken for before anything is changed.")
became = st.container()
uploaded = st.file_uploader(
    "Files (CSV, TSV, XLSX, XLS or ODS, up to 25 MB each)",
    accept_multiple_files=True,
    key=f"files_{st.session_state['batch']}",
)
if not uploaded:  # what became of the last files makes room for the next ones
    with became:
        for imported in st.session_state["reports"]:
            report_box(imported)
files = {
    place: (upload, choices_of(place))
    for file in uploaded
    for place, upload in [(f"{st.session_state['batch']}_{file.file_id}", Upload(file.name, file.getvalue()))]
}
read_all(list(files.values()))
decided: list[tuple[Upload, Choices]] = []
places: list[str] = []
shown: list[ImportReport] = []
for place, file in files.items():
    report = st.session_state["previews"][preview_key(*file)]
    if file_card(file[0], place, file[1], report):
        decided.append(file)
        places.append(place)
        shown.append(report)
if decided:
    with st.container(horizontal=True, vertical_alignment="center"):
        is_pressed = st.button(
            f"Import {wording.plural(len(decided), 'file')}",
            type="primary",
            icon=":material/upload:",
            key="import",
        )
        note(words.total(shown))
    if is_pressed:
        import_all(decided, places)
if not uploaded:
    with st.container(horizontal=True, vertical_alignment="center"):
        templates_button("uploads")
        note("Starter and full templates, forms and surveys that map by themselves.")
rows_left_out()
history()
mappings()
