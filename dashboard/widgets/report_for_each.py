"""The same report for each college, program or major, in one ZIP with the list of what is not shown where."""

from __future__ import annotations

import io
import secrets
from typing import cast

import streamlit as st

from dashboard.asking.facts import dimension_options
from dashboard.asking.question import Ask
from dashboard.reports import each, formats
from dashboard.reports.plan import Plan
from dashboard.widgets import brand_in_use
from dashboard.widgets.plain_text import plain
from pipelines.figures import wording
from pipelines.figures.results import View

BY = ("college", "program", "major", "class_year", "campus", "degree_level")
ASKED = [ending for ending in formats.NAMES if ending != "zip"]


def for_each(asked: Ask, plan: Plan, report_stem: str, view: View) -> None:
    """A menu beside the formats; nothing is made before it is asked for."""
    several = {name: len(dimension_options(asked.published, name)) for name in BY}
    choices = [name for name, count in several.items() if count > 1]
    if not choices:
        return
    with st.popover("One for each …", icon=":material/folder_zip:", key="report_each"):
        dimension = cast(
            str,
            st.selectbox(
                "A report for each",
                choices,
                format_func=lambda name: f"{wording.title(name).lower()} ({several[name]:,})",
                key="report_each_of",
            ),
        )
        ending = cast(
            str, st.selectbox("As", ASKED, format_func=formats.NAMES.__getitem__, key="report_each_as")
        )
        st.caption(plain("Each has its own filter and name; a list says what is not shown where."))

        def packed() -> bytes:
            out = io.BytesIO()
            each.into_zip(
                each.one_for_each(plan, asked, dimension, view, ending), out, ending, brand_in_use.brand()
            )
            return out.getvalue()

        st.download_button(
            "Download all (ZIP)",
            data=packed,
            file_name=f"{report_stem}-each-{dimension.replace('_', '-')}-{secrets.token_hex(6)}.zip",
            mime="application/zip",
            icon=":material/download:",
            key="download_report_each",
            on_click="ignore",
        )
