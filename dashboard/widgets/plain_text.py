"""Text on a page. Outside text (headers, names of files, people, colleges) never goes through Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Action:
    """The one thing a page asks for: where it is done. query: of that page's address."""

    label: str
    page: str
    icon: str
    query: tuple[tuple[str, str], ...] = ()


def heading(says: str, lede: str = "", action: Action | None = None) -> None:
    """What a page says first: an h1; a grey line of what else must be known to read it; one thing to do about it."""
    with st.container(horizontal=True, gap="medium", key="answer"):
        with st.container(gap=None, key="says"):
            st.title(plain(says), anchor=False)
            if lede:
                with st.container(key="lede"):
                    st.markdown(plain(lede))
        if action:
            with st.container(width="content", key="action"):
                st.page_link(
                    f"app_pages/{action.page}.py",
                    label=plain(action.label),
                    icon=action.icon,
                    query_params=dict(action.query) or None,
                    help="",
                )


def note(text: str) -> None:
    st.caption(plain(text))
