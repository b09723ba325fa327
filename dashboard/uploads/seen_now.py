"""After an import: what became of each file, what can be seen now, what is still locked, the next best file."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.asking import facts
from dashboard.asking.served import current
from dashboard.commands import intake
from dashboard.figures.next_files import PAGES, changed_by, in_words, next_file
from dashboard.uploads import words
from dashboard.uploads.check import causes_list
from dashboard.uploads.imported import STOPPED, Imported
from dashboard.widgets.plain_text import note, plain
from pipelines.figures import wording
from pipelines.store.warehouse import Published

Change = Callable[[int, str], None]


def seen_now(done: Sequence[Imported], change: Change) -> None:
    """What became of the files that were just brought."""
    for number, imported in enumerate(done):
        _became(imported, change, number)
    came_in = [one.report.source or "" for one in done if not one.report.is_refused]
    published = current()
    if came_in and published:
        _what_to_see(published, came_in)


def _became(imported: Imported, change: Change, number: int) -> None:
    report = imported.report
    with st.container(border=True, key=f"became_{number}", gap="xsmall"):
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
                st.text(words.in_plain_words(problem.message))
            return
        if report.figures_not_built:
            st.warning(
                plain(f"In, but the figures are not up to date. {report.figures_not_built}"),
                icon=":material/warning:",
            )
        elif words.is_known(report):
            st.info("Nothing changed.", icon=":material/info:")
        else:
            st.success("Imported. The figures are up to date.", icon=":material/check_circle:")
        st.header(plain(report.message if words.is_known(report) else words.came_in(report)), anchor=False)
        st.text(imported.name)
        note(words.counts(report))
        if imported.saved_as:
            st.text(
                f"Remembered as {imported.saved_as}: files like this one are read the same way from now on."
            )
        if imported.not_saved:
            st.text(f"The choices were not kept under that name. {imported.not_saved}")
        if report.causes:
            causes_list(report, f"became{number}")
        _take_back(imported, change)


def _take_back(imported: Imported, change: Change) -> None:
    report = imported.report
    if not report.import_id:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if not words.is_known(report):
            st.button(
                "Undo this import",
                key=f"take_back_{report.import_id}",
                type="tertiary",
                icon=":material/undo:",
                on_click=change,
                args=(report.import_id, "undo"),
            )
        if report.rejected:
            rejected_button(report.import_id, "report")
            note("Correct them in that file and drop it here: only those rows are added.")


def rejected_button(import_id: int, place: str) -> None:
    """The rows with problems as a file, with the reasons."""
    st.download_button(
        "Rows with problems",
        data=lambda: intake.rejected(import_id),
        file_name=f"rejected-{import_id}-{secrets.token_hex(6)}.csv",
        mime="text/csv",
        icon=":material/download:",
        key=f"rejected_{place}_{import_id}",
        on_click="ignore",
        type="tertiary",
        help="The rows that were not imported, with reasons; correct them there and bring that file in",
    )


def _what_to_see(published: Published, brought: Sequence[str]) -> None:
    """Links to the pages that changed, what is still locked, and the file that is worth most next."""
    open_pages = [page for page in PAGES if not facts.locked(published, page.metric)]
    changed = [page for page in changed_by(brought) if page in open_pages]
    locked = [page for page in PAGES if page not in open_pages]
    there = {row["source"] for row in facts.history(published) if row["status"] != "undone"}
    nearest = next_file(there)
    with st.container(border=True, key="see_now", gap="xsmall"):
        st.header("Here is what you can see now", anchor=False)
        for page in changed:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.page_link(f"app_pages/{page.name}.py", label=page.title, icon=":material/arrow_forward:")
                note(page.answers)
        if not changed:
            note("These figures need one more file first.")
        if nearest:
            st.text(in_words(nearest))
        if locked:
            with st.expander(f"Still locked: {wording.listed(page.title for page in locked)}", key="locked"):
                for page in locked:
                    st.text(f"{page.title}. {facts.locked(published, page.metric)}")
