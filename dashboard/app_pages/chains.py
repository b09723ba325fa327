"""Chains: pick an interview and see what it led to, from referral to referral. Names in the working view only."""

import streamlit as st

from dashboard.figures import exhibits
from dashboard.people import chains, working_view
from dashboard.people import student as words
from dashboard.widgets import frame, panels
from dashboard.widgets.declared import chart
from dashboard.widgets.plain_text import heading, note
from dashboard.widgets.students import outline, student_link
from pipelines.figures import wording

MOST = 300  # chains one list can bear

asked = frame.ask()
st.page_link("app_pages/referrals.py", label="Referrals", icon=":material/arrow_back:")


def explorer() -> None:
    all_chains = working_view.chains(asked)
    heading("Chains", chains.sentence(all_chains))
    if not all_chains:
        return
    with st.container(border=True, key="chain"):
        place = st.selectbox(
            f"Chain, the longest of {wording.count(len(all_chains))} first",
            range(min(MOST, len(all_chains))),
            format_func=lambda place: chains.title(all_chains[place]),
            key="chain_picked",
        )
        picked = all_chains[place]
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            student_link(picked.root["student_id"], picked.root["student"])
            note(chains.by_generation(picked))
        outline(
            (depth, row["held_on"], row["contact"], row["employer"], chains.remarks(row))
            for depth, row in words.outline(picked.interviews)
        )
    if len(all_chains) > MOST:
        note(f"The {MOST} longest can be picked; a filter or narrower dates bring up the others.")


if asked.view == "working":
    explorer()
else:
    heading("Chains", "How far one interview leads, from referral to referral.")
    note("Single chains name people: they are part of the working view only.")

figures = [
    chart("chain_depth", title="How long chains get"),
    chart(
        "interviews_led_on",
        exhibits.over_time("interviews_led_on", dates=False),
        key="chains_over_time",
        title="Interviews that led to another, month by month over all dates",
    ),
]
grid = st.grid(2, min_column_width=340, key="even_chains")
for figure in figures:
    with grid.cell():
        panels.panel(asked, figure)
