"""What the Overview adds below its charts: what stands out, and what the last import changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.asking import facts, stand_out, updates
from dashboard.asking.facts import catalog, locked
from dashboard.asking.question import Ask
from dashboard.figures import stand_out_words
from dashboard.figures.compare import ALL_OTHERS
from dashboard.figures.stand_out_words import Pointer
from dashboard.widgets.address import DIMENSION, carried_filters
from dashboard.widgets.plain_text import plain
from pipelines.errors import UserError


def what_stands_out(asked: Ask) -> None:
    """At most five sentences, each a link to the page that shows the group; drawn after a page's charts."""
    standing_out = stand_out.what_stands_out(
        asked, between=st.empty().empty
    )  # a click meanwhile ends this script there
    if not standing_out.tests and not standing_out.left_out:
        return
    with st.container(border=True, gap="xsmall", key="stands_out"):
        st.header("What stands out", anchor=False)
        for pointer in stand_out_words.pointers(standing_out):
            page, filters = _where(asked, pointer)
            st.page_link(
                f"app_pages/{page}.py",
                label=plain(pointer.sentence),
                icon=":material/arrow_forward:",
                query_params=filters,
            )
        st.caption(plain(stand_out_words.basis(standing_out, asked.view)))


def _where(asked: Ask, pointer: Pointer) -> tuple[str, Mapping[str, str | Sequence[str]]]:
    """The figure's page with the group chosen in the filter bar; a group it does not offer: the Compare page."""
    if pointer.dimension in DIMENSION.values():
        return pointer.page, carried_filters(**{pointer.dimension: pointer.group})
    named = {pair: name for name, pair in facts.groups(asked.published).items()}
    side = {
        "group": named[pointer.dimension, pointer.group],
        "against": ALL_OTHERS,
        "figures": pointer.figure,
    }
    return "compare", {**carried_filters(), **side}


def what_changed(asked: Ask, headlines: Sequence[tuple[Ask, str]]) -> None:
    """One line on the newest import; folded below it, the files and how the headline figures moved.

    headlines: (who it is asked of, figure), as the cards above show them. Nothing is asked while it is folded.
    """
    update = updates.last_update(asked.published)
    line = stand_out_words.update_line(update.came_in, update.went)
    fold = st.expander(plain(line), key="what_changed", on_change="rerun", icon=":material/history:")
    if not fold.open:
        return
    with fold:
        for row in update.came_in:
            st.text(f"• {stand_out_words.import_words(row)}")
        for row in update.went:
            st.text(f"• Undone: {row['file_name']}")
        if update.before is None:
            st.caption("No earlier build is kept, so there is nothing to set the figures beside.")
        elif asked.view == "publishable":
            st.caption(
                "How the figures moved is not part of the publishable view: a change by a few students would tell"
                " about those few."
            )
        else:
            for who, metric_id in headlines:
                if not locked(who.published, metric_id):
                    st.text(f"• {_moved(updates.to_the_newest_of_both(who), metric_id)}")
            st.caption("Both builds were asked the same question: these filters and these dates.")


def _moved(asked: Ask, metric_id: str) -> str:
    metric = catalog()[metric_id]
    try:
        now = asked.figure(metric_id)
    except UserError as error:
        return f"{metric.title}: {error.message}"
    return stand_out_words.moved(metric, now, updates.figure_before(asked, metric_id))
