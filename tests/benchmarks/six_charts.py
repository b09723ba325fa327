"""A page with one filter and six charts, for `clicking.py`: what the charts cost, without the rest of the dashboard."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from dashboard import charts, plotly_charts
from pipelines.asking import ask
from pipelines.metrics import segment_domain
from pipelines.results import Question, Released
from pipelines.warehouse import Warehouse

SIX = (
    ("outreach_volume", ("month",)),
    ("channel_mix", ()),
    ("interview_bands", ("program",)),
    ("referral_any_rate", ("channel",)),
    ("outcome_mix", ("class_year",)),
    ("career_outcomes_rate", ("college",)),
)
published = Warehouse(Path(os.environ["CAREER_CONVERSATIONS_WAREHOUSE"])).published()


@st.cache_data(show_spinner=False)
def figure(build: str, metric: str, question: Question) -> Released:
    return ask(published, metric, question, "working")


st.set_page_config(layout="wide")
chosen = st.multiselect("College", segment_domain(published, "college"))
classes = st.multiselect("Class", segment_domain(published, "class_year"))
where = (*(("college", value) for value in chosen), *(("class_year", value) for value in classes))
columns = st.columns(3) + st.columns(3)
for place, (metric, by) in zip(columns, SIX, strict=True):
    with place:
        spec = charts.chart_for(figure(published.build, metric, Question(by=by, where=where)))
        st.plotly_chart(
            plotly_charts.AsItStands(plotly_charts.figure(spec)),
            theme=None,
            config=plotly_charts.CONFIG,
            key=metric,
        )
