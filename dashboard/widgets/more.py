"""Everything else of a page, group by group, drawn only when it is opened."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.asking import facts
from dashboard.asking.question import Ask
from dashboard.figures.values import the
from dashboard.widgets.cards import card, card_row
from dashboard.widgets.declared import Group, OneOf, Panel
from dashboard.widgets.panels import panel


def more_in_groups(asked: Ask, key: str, *groups: Group) -> None:
    """Everything else of a page, where that is much: group by group, drawn only when opened."""
    fold = st.expander("More", key=f"more_{key}", on_change="rerun")
    if not fold.open:
        return
    with fold:
        for place, group in enumerate(groups):
            with st.container(key=f"group_{key}_{place}"):
                st.header(group.title, anchor=False)
                _together(group.asked or asked, f"more_{place}", group.cards, group.panels)


def _together(asked: Ask, key: str, cards: Sequence[str | OneOf], extra: Sequence[Panel]) -> None:
    """Single figures in rows of three, charts in rows of two; fewer fill their row."""
    if cards:
        grid = card_row(key, min(3, len(cards)))
        for one in cards:
            with grid.cell():
                if isinstance(one, OneOf):
                    pick = the(facts.catalog()[one.metric_id].category, one.category)
                    card(asked, one.metric_id, title=one.title, pick=pick)
                else:
                    card(asked, one)
    if extra:
        grid = st.grid(min(2, len(extra)), min_column_width=400, key=f"even_{key}_charts")
        for what in extra:
            with grid.cell():
                panel(asked, what)
