"""How pages look beyond what the theme file can say."""

from __future__ import annotations

import streamlit as st

from pipelines import data_files

SHEETS = ("style.css", "this_week.css")


def style() -> None:
    """Give the page its style sheets."""
    sheets = "\n".join(data_files.text(f"widgets/{name}", "dashboard") for name in SHEETS)
    st.html(f"<style>\n{sheets}</style>")
