"""What the office wants to reach and how far it is; what happened when; the views people kept."""

import streamlit as st

from dashboard.asking import facts, served, targets
from dashboard.asking.facts import locked
from dashboard.figures.card_words import how_far
from dashboard.figures.values import first, number_words, value_words
from dashboard.office.plans import year_words
from dashboard.widgets import frame, plan_forms
from dashboard.widgets.plain_text import heading, note
from dashboard.widgets.table_height import table_height
from pipelines.errors import UserError

asked = frame.ask()
heading("Targets and notes", "What the office wants to reach, what happened when, and the views people kept.")
catalog = facts.catalog()

with st.container(border=True):
    st.header("Targets", anchor=False)
    note("For the whole office. Shown on Home, beside figures and on charts.")
    rows = []
    for target in asked.standing.targets:
        metric = catalog.get(target.metric)
        if metric is None:
            continue
        try:
            # on one published page, totals and averages of the same students would tell what few have
            is_open = asked.view != "publishable"
            cell = first(targets.toward(asked, target).cells) if is_open else None
        except UserError:
            cell = None
        rows.append(
            (
                metric.title,
                year_words(target.year),
                number_words(metric, target.value),
                value_words(metric, cell),
                how_far(metric, target, cell),
            )
        )
    if rows:
        names = ("Figure", "Academic year", "Target", "Now", "How far")
        st.dataframe(
            {name: [row[place] for row in rows] for place, name in enumerate(names)},
            hide_index=True,
            height=table_height(len(rows)),
            alt="Targets and how far they are",
        )
    figures = {
        metric.title: metric
        for metric in sorted(catalog.values(), key=lambda metric: metric.title)
        if targets.can_have_target(metric) and not locked(asked.published, metric.id)
    }
    this_year = plan_forms.this_year(asked)
    years = {year_words(year): year for year in (this_year + 1, this_year, this_year - 1)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.selectbox("Figure", list(figures), key="target_figure", width=320)
        year = st.selectbox("Academic year", list(years), index=1, key="target_year", width=150)
    if title:
        plan_forms.target_row(asked, figures[title], years[year], f"plans_{figures[title].id}")
        note("Clear the number to take a target away.")

with st.container(border=True):
    st.header("Notes on dates", anchor=False)
    note("Shown on every time chart that covers the date, and in its exports.")
    plan_forms.note_form(asked, "plans")
    plan_forms.notes_list(asked, "plans")

with st.container(border=True):
    st.header("Saved views", anchor=False)
    if served.plans().views():
        plan_forms.views_list()
    else:
        note("None yet. “Saved views” in the filter bar keeps a page and its filters under a name.")
