"""Text that is not Markdown stays what it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.widgets.plain_text import JOINER, heard, plain

MARKS = "\\`*_{}[]()#+!|~<>$:^=-"


@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_of_markdown_is_escaped(mark: str) -> None:
    assert plain(f"a{mark}b") == f"a\\{mark}b"


@given(st.text())
def test_nothing_else_is_changed_and_nothing_is_lost(text: str) -> None:
    shown = re.sub(r"\\(.)", r"\1", plain(text), flags=re.DOTALL)
    assert shown.replace(JOINER, "") == text.replace(JOINER, "")


@given(st.text())
def test_a_label_that_is_heard_holds_no_mark_and_nothing_that_escapes_one(text: str) -> None:
    assert not set(heard(text)) & (set(MARKS) - {"!"})  # "!" alone means nothing
    words = re.findall(r"[^\W_]+", text)
    assert re.findall(r"[^\W_]+", heard(text).replace(JOINER, "")) == [w for w in words if w]


# As the browser looks for links (mdast-util-gfm-autolink-literal), in the text that is left when Markdown is read.
LINKS = re.compile(
    r"(https?://|www(?=\.))([-.\w]+)([^ \t\r\n]*)|([-.\w+]+)@([-\w]+(?:\.[-\w]+)+)", re.IGNORECASE
)
ADDRESSES = (
    "https://example.com/x?y=1", "HTTP://example.com", "www.example.com", "WWW.example.com", "(www.example.com)",
    "mail a.b+c@example.com", "_x_@example.com", "xmpp:a@b.example", "mailto:a@b.example", "http://www.a.example@b.example",
    "https://user:secret@example.com", "wwww.example.com", "Ada https://a.example and Bo www.b.example",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_bare_address_is_no_link(address: str) -> None:
    assert LINKS.search(address), "a browser makes a link of it"
    assert not LINKS.search(heard(address))
    shown = re.sub(r"\\(.)", r"\1", plain(address))
    assert not LINKS.search(shown)
    assert shown.replace(JOINER, "") == address


@given(
    st.lists(st.sampled_from(["http", "s", ":", "/", "//", "www", ".", "@", "a", "é", "_", " "])).map("".join)
)
def test_no_text_has_a_link_in_it(text: str) -> None:
    assert not LINKS.search(re.sub(r"\\(.)", r"\1", plain(text)))


def test_words_are_words() -> None:
    assert plain("School of Business, 47% of 12.5 'students'") == "School of Business, 47% of 12.5 'students'"
