"""Growth: what students say changed between the two surveys."""

import streamlit as st

from dashboard import components, page_figures, panels, sentences
from dashboard.panels import Panel, card

chosen = components.ask()
asked = chosen if sentences.has_growth(chosen) else chosen.without_dates()
components.heading("Growth", sentences.growth(asked))
panels.page_needs(asked, "clarity_change", "confidence_change")
if asked is not chosen:
    components.note("In the dates chosen above nobody answered the second survey: shown are all dates.")
clarity, confidence = st.columns(2)
with clarity:
    card(asked, "clarity_change")
with confidence:
    card(asked, "confidence_change")
panels.panels(
    asked,
    Panel(
        "clarity_by_program",
        "Clarity by program",
        page_figures.by_segment("clarity_change", "program"),
        ("clarity_change",),
    ),
    Panel(
        "confidence_by_first_generation",
        "Confidence by first generation",
        page_figures.by_segment("confidence_change", "is_first_generation"),
        ("confidence_change",),
    ),
)
panels.more(
    asked,
    "growth",
    (),
    (
        Panel(
            "confidence_by_program",
            "Confidence by program",
            page_figures.by_segment("confidence_change", "program"),
            ("confidence_change",),
        ),
        Panel(
            "clarity_by_college",
            "Clarity by college",
            page_figures.by_segment("clarity_change", "college"),
            ("clarity_change",),
        ),
    ),
)
