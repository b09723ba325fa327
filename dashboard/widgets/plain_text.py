"""Text on a page. Outside text (headers, names of files, people, colleges) never goes through Markdown."""

from __future__ import annotations

import re

import streamlit as st

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~<>$:^=-])")


def plain(text: str) -> str:
    """Text as it is, where only Markdown is taken: every mark escaped."""
    return _MARKDOWN.sub(r"\\\1", text)


def heading(title: str, sentence: str) -> None:
    """A page's name and its one sentence."""
    st.title(title, anchor=False)
    if sentence:
        with st.container(key="sentence"):
            st.markdown(plain(sentence))


def note(text: str) -> None:
    st.caption(plain(text))
