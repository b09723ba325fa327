"""Everything else of a page, group by group, drawn only when it is opened."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.asking import facts
from dashboard.asking.question import Ask
from dashboard.figures.declared import Group, OneOf, Panel
from dashboard.figures.values import the
from dashboard.widgets.cards import Card, cards, left_locked
from dashboard.widgets.panels import panel, stacks


def more_in_groups(asked: Ask, key: str, *groups: Group) -> None:
    """Everything else of a page, where that is much: group by group, drawn only when opened."""
    was_open = f"_more_{key}_open"  # in the session: open where it was left, whatever page lies between
    fold = st.expander(
        "More", expanded=bool(st.session_state.get(was_open)), key=f"more_{key}", on_change="rerun"
    )
    st.session_state[was_open] = fold.open
    if not fold.open:
        return
    with fold:
        for place, group in enumerate(groups):
            with st.container(key=f"group_{key}_{place}"):
                st.header(group.title, anchor=False)
                _together(group.asked or asked, f"more_{place}", group.cards, group.panels)


def _together(asked: Ask, key: str, row: Sequence[str | OneOf], extra: Sequence[Panel]) -> None:
    """Single figures in rows of three, charts in two stacks; fewer fill their row."""
    if row:
        cards(asked, *map(_card_of, row), key=key)
    shown = [what for what in extra if not left_locked(asked, what.title, what.metrics[0])]
    if len(shown) == 1:
        panel(asked, shown[0])
    elif shown:
        stacks(asked, shown[::2], shown[1::2], key=key, is_even=True)


def _card_of(one: str | OneOf) -> Card:
    if isinstance(one, OneOf):
        pick = the(facts.catalog()[one.metric_id].category, one.category)
        return Card(one.metric_id, title=one.title, pick=pick)
    return Card(one)
