"""A page with one filter and six charts, for `clicking.py`: what the charts cost, without the rest of the dashboard."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.asking import ahead
from dashboard.asking.question import Ask
from dashboard.asking.served import current
from dashboard.charts.exhibit import chart_for
from dashboard.charts.marks import marks_of
from dashboard.drawing import plotly_figure
from pipelines.figures.measure import segment_domain

SIX = (
    ("outreach_volume", ("month",)),
    ("channel_mix", ()),
    ("interview_bands", ("program",)),
    ("referral_any_rate", ("channel",)),
    ("outcome_mix", ("class_year",)),
    ("career_outcomes_rate", ("college",)),
)
published = current()
assert published is not None
st.set_page_config(layout="wide")
chosen = st.multiselect("College", segment_domain(published, "college"))
classes = st.multiselect("Class", segment_domain(published, "class_year"))
where = (*(("college", value) for value in chosen), *(("class_year", value) for value in classes))
asked = Ask(published, where)
ahead.ask(partial(asked.figure, metric, by) for metric, by in SIX)
columns = st.columns(3) + st.columns(3)
for place, (metric, by) in zip(columns, SIX, strict=True):
    with place:
        spec = chart_for(marks_of(marks_of(asked.figure(metric, by))))
        st.plotly_chart(
            plotly_figure.AsItStands(plotly_figure.figure(spec)),
            theme=None,
            config=plotly_figure.CONFIG,
            key=metric,
        )
