"""Text on a page. Outside text (headers, names of files, people, colleges) never goes through Markdown."""

from __future__ import annotations

import re

import streamlit as st

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~<>$:^=-])")


# What a browser makes a link of by itself, after it has taken the backslashes away: an address of the web or of mail.
_BARE_LINK = re.compile(r"https?:(?=//)|www(?=\.)|[-.\w+](?=@)", re.IGNORECASE)
JOINER = "\u2060"  # of no width: shows nothing, and no address goes across it


def plain(text: str) -> str:
    """Text as it is, where only Markdown is taken: every mark escaped, and nothing in it becomes a link."""
    return _MARKDOWN.sub(r"\\\1", _BARE_LINK.sub(rf"\g<0>{JOINER}", text))


def heading(title: str, sentence: str) -> None:
    """A page's name and its one sentence."""
    st.title(title, anchor=False)
    if sentence:
        with st.container(key="sentence"):
            st.markdown(plain(sentence))


def note(text: str) -> None:
    st.caption(plain(text))
