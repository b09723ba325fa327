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


_MARKS = re.compile(r"[\\`*_{}\[\]()#+|~<>$:^=]+")


def heard(text: str) -> str:
    """Outside text for a label that is heard, not seen: readers speak it as it stands, backslashes too.

    So Markdown's marks are blanks here, and a hyphen is one that Markdown does not know.

    >>> heard("How - (really)? *student_id*")
    'How ‑ really ? student id'
    """
    spoken = " ".join(_MARKS.sub(" ", text).split()).replace("-", "\u2011")
    return _BARE_LINK.sub(rf"\g<0>{JOINER}", spoken)


def heading(title: str, sentence: str) -> None:
    """A page's name and its one sentence."""
    st.title(title, anchor=False)
    if sentence:
        with st.container(key="sentence"):
            st.markdown(plain(sentence))


def note(text: str) -> None:
    st.caption(plain(text))
