"""An office without data: what to bring, the templates, and the sample office to look around in."""

from __future__ import annotations

import secrets

import streamlit as st

from dashboard.commands import intake
from dashboard.widgets.plain_text import heading
from dashboard.widgets.problems import problem_box
from pipelines.errors import UserError


def first_start() -> None:
    """No data yet: what to bring, the templates, and the sample office to look around in."""
    heading(
        "Welcome to Career Conversations",
        "Bring the files you already have: one row per interview is enough to start.",
    )
    own, sample = st.columns(2)
    with own.container(border=True, height="stretch"):
        st.header("Your own files", anchor=False)
        st.markdown(
            "- **An interview log** is enough: responses of a form, a quiz export, a sheet. Who talked to"
            " whom, and when.\n"
            "- **A roster** turns counts into shares: who is expected, in which college and class.\n"
            "- **Outreach, referrals, surveys and outcomes** each unlock their page.\n\n"
            "CSV, TSV, XLSX, XLSB, XLS or ODS, also zipped; headers need not match anything."
        )
        with st.container(horizontal=True):
            if st.button("Bring in files", type="primary", icon=":material/upload_file:"):
                st.switch_page("app_pages/uploads.py")
            templates_button("first")
    with sample.container(border=True, height="stretch"):
        st.header("A sample office", anchor=False)
        st.markdown(
            "One invented university with 2,400 students, to see what the pages say before you bring"
            " anything. Every page is marked *Synthetic: do not cite*. It takes about a minute to load."
        )
        load_sample_button()


def templates_button(key: str) -> None:
    st.download_button(
        "Templates",
        data=intake.templates_zip,
        file_name=f"career-conversations-templates-{secrets.token_hex(6)}.zip",
        mime="application/zip",
        icon=":material/download:",
        key=f"templates_{key}",
        on_click="ignore",
    )


def load_sample_button() -> None:
    if not st.button("Load the sample office", icon=":material/science:", key="load_sample"):
        return
    try:
        with st.status("Loading the sample office", expanded=True) as status:
            bar = st.progress(0.0)
            steps = st.container(gap=None)

            def show(done: float, step: str) -> None:
                bar.progress(done)
                steps.text(step)

            intake.load_sample(show)
            status.update(label="The sample office is loaded", state="complete")
    except UserError as error:
        problem_box(error)
        return
    st.rerun()
