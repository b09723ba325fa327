"""Every figure: question, numerator, denominator, what is left out, caveats, source, a worked example, SQL."""

from functools import partial

import streamlit as st

from dashboard.asking import facts
from dashboard.widgets.definition import definition, worked_example
from dashboard.widgets.plain_text import heading

TIERS = {
    "core": "The figures a page leads with",
    "more": "One click away",
    "research": "To be read with their caveat first",
}

heading(
    "Definitions",
    "What each number means, who is counted, and a worked example.",
)
catalog = facts.catalog()
words = st.text_input(
    "Search", placeholder="Search figures", icon=":material/search:", label_visibility="collapsed"
)
matching = [
    metric
    for metric in catalog.values()
    if (words or "").lower() in " ".join((metric.id, metric.title, metric.question, metric.numerator)).lower()
]
if not matching:
    st.info("No figure has these words in it.", icon=":material/search_off:")
for tier, says in TIERS.items():
    group = [metric for metric in matching if metric.tier == tier]
    if group:
        st.header(says, anchor=False)
        for metric in group:
            is_alone = len(matching) == 1
            fold = st.expander(
                metric.title,
                expanded=is_alone,
                key=f"define_{metric.id}{'_alone' if is_alone else ''}",
                on_change="rerun",  # seventy definitions at once would take the page its time
            )
            if fold.open:
                with fold:
                    definition(metric, partial(worked_example, metric))
