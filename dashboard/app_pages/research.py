"""Research: what goes together, each figure with what it can and cannot say above its chart."""

import streamlit as st

from dashboard.asking.facts import catalog, locked
from dashboard.figures import exhibits
from dashboard.widgets import frame, panels
from dashboard.widgets.cards import page_needs
from dashboard.widgets.declared import chart
from dashboard.widgets.plain_text import heading, note

# What belongs together stands side by side; a figure not named here follows by itself.
ORDER = (
    "outcome_by_interviews",
    "outcome_by_interviews_adjusted",
    "knowledge_by_interviews",
    "accepted_before_cutoff",
    "outcome_by_any_interview",
    "referral_advantage",
    "practice_effect",
    "practice_effect_any",
    "practice_effect_usefulness",
    "chain_depth",
)

asked = frame.ask()
heading(
    "Research",
    "What goes together, not what causes what. Above each chart stands what it can and cannot say.",
)
of_research = [metric.id for metric in catalog().values() if metric.tier == "research"]
page_needs(asked, *of_research)
note("Dates are not used for outcomes here: graduates are counted by class.")
of_research.sort(key=lambda metric_id: ORDER.index(metric_id) if metric_id in ORDER else len(ORDER))
# what waits for a file comes last
of_research.sort(key=lambda metric_id: bool(locked(asked.published, metric_id)))
grid = st.grid(2, min_column_width=340, key="even_research_charts")
for metric_id in of_research:
    with grid.cell():
        title = catalog()[metric_id].title
        of_classes = exhibits.of_all_classes(asked) if catalog()[metric_id].of == "graduate" else ""
        what = chart(
            metric_id,
            exhibits.research(metric_id),
            key=f"research_{metric_id}",
            title=f"{title}{of_classes}",
            caveats_first=True,
        )
        panels.panel(asked, what)
