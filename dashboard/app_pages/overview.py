"""Overview: the director's page. Three figures, two charts, the rest in words."""

import streamlit as st

from dashboard.figures import exhibits, sentences
from dashboard.widgets import frame, news, panels
from dashboard.widgets.cards import card, card_row, outcomes_card, page_needs
from dashboard.widgets.declared import chart
from dashboard.widgets.plain_text import heading

asked = frame.ask()
heading("Overview", sentences.overview(asked))
page_needs(asked, "interview_volume", "outreach_volume", "career_outcomes_rate")
newest = exhibits.newest_class(asked)
graduates = asked.without_dates()
graduates = graduates.only(class_year=newest) if newest else graduates
has_roster = "roster" in asked.facts.sources
first_card = "participation_rate" if has_roster else "referral_any_rate"
cards = card_row()
with cards.cell():
    card(asked, first_card)
with cards.cell():
    card(asked, "interview_volume", title="Conversations held")
with cards.cell():
    outcomes_card(graduates)
panels.panels(
    asked,
    chart("interview_volume", exhibits.held_over_time, key="held", title="Conversations held"),
    chart("participation_rate", by="college", key="reached_by_college")
    if has_roster
    else chart("names_given", exhibits.names_given, key="names_given_first"),
)
stands_out = st.container()
rest = sentences.also(asked, graduates)
if rest:
    with st.container(border=True, gap="xsmall"):
        st.header("Also worth knowing", anchor=False)
        for sentence in rest:
            st.text(f"• {sentence}")
headlines = ((asked, first_card), (asked, "interview_volume"), (graduates, "career_outcomes_rate"))
news.what_changed(asked, (*headlines, (graduates, "knowledge_rate")))
with stands_out:  # last, so that nothing a person clicked waits for it
    news.what_stands_out(asked)
