"""How pages look beyond what the theme file can say."""

from __future__ import annotations

import streamlit as st

from pipelines import data_files


def style() -> None:
    """Give the page its style sheet."""
    st.html(f"<style>\n{data_files.text('widgets/style.css', 'dashboard')}</style>")
