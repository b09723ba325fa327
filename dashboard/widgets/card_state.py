"""How a reader has a card: as chart or table, cut by what, and which of its dialogs is open.

Form and cut stand in the address (`form_<card>`, `cut_<card>`), so that a link shows what was looked at; the session
keeps them for the way back.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

_KEPT, _DIALOG = "_cards", "_card_dialog"


@dataclass
class CardState:
    """cut: as an address names it, "" where nobody chose one. cuts: the dimensions there are. is_whole: every row."""

    is_table: bool
    is_whole: bool
    cut: str = ""
    cuts: tuple[str, ...] = ()


def read(key: str, opens_as: str) -> CardState:
    """What the address says of a card, else what this session last had."""
    form = _word(f"form_{key}") or opens_as
    is_whole = bool(st.session_state.setdefault(_KEPT, {}).get(f"all_{key}"))
    return CardState(is_table=form == "Table", is_whole=is_whole, cut=_word(f"cut_{key}"))


def _word(name: str) -> str:
    kept = st.session_state.setdefault(_KEPT, {})
    if name in st.query_params:
        kept[name] = st.query_params[name]
    elif name in kept:
        st.query_params[name] = kept[name]
    return str(kept.get(name, ""))


def _say(name: str, word: str) -> None:
    st.session_state.setdefault(_KEPT, {})[name] = word
    st.query_params[name] = word


def _forget(name: str) -> None:
    st.session_state.setdefault(_KEPT, {}).pop(name, None)
    st.query_params.pop(name, None)


def show_as(key: str, form: str, opens_as: str) -> None:
    """For callbacks."""
    word = form.capitalize()
    _forget(f"form_{key}") if word == opens_as else _say(f"form_{key}", word)


def show_whole(key: str, is_whole: bool) -> None:
    """For callbacks: every row of a chart, or its largest. For this session: a link opens with the largest."""
    st.session_state.setdefault(_KEPT, {})[f"all_{key}"] = is_whole


def cut_by(key: str, words: str) -> None:
    """For callbacks."""
    _say(f"cut_{key}", words)


def open_dialog(key: str, kind: str) -> None:
    """For callbacks."""
    st.session_state[_DIALOG] = (key, kind)


def close_dialog() -> None:
    st.session_state.pop(_DIALOG, None)


def dialog_of(key: str) -> str | None:
    """Which dialog of this card is open."""
    opened = st.session_state.get(_DIALOG)
    return opened[1] if opened and opened[0] == key else None
