"""Chains: pick an interview and see what it led to, from referral to referral. Names in the working view only."""

import streamlit as st

from dashboard.figures.panel_catalog import shown
from dashboard.people import chains, working_view
from dashboard.people import student as words
from dashboard.widgets import frame, panels
from dashboard.widgets.plain_text import heading, note
from dashboard.widgets.students import outline, student_link
from pipelines.figures import wording

MOST = 300  # chains one list can bear
FEW = 12  # interviews that need no folding

asked = frame.ask()
with st.container(key="back"):
    st.page_link("app_pages/referrals.py", label="Referrals", icon=":material/arrow_back:")


def explorer() -> None:
    all_chains = working_view.chains(asked)
    heading(chains.sentence(all_chains).removesuffix("."))
    if not all_chains:
        return
    with st.container(border=True, key="chain"):
        searched = st.text_input(
            "Search the chains",
            placeholder="Student, contact or employer",
            icon=":material/search:",
            key="chain_search",
        )
        found = {chain.key: chain for chain in chains.holding(all_chains, searched)}
        if not found:
            st.info(
                "No chain has all of that in a student, contact or employer.", icon=":material/search_off:"
            )
            return
        offered = list(found)[:MOST]
        if st.session_state.get("chain_picked") not in offered:
            st.session_state["chain_picked"] = offered[0]
        how_many = wording.plural(len(found), "chain")
        key = st.selectbox(
            how_many if len(found) == 1 else f"{how_many}, the longest first",
            offered,
            format_func=lambda key: chains.title(found[key]),
            key="chain_picked",
        )
        if len(found) > MOST:
            note(f"The {MOST} longest can be picked. Search, filter or choose narrower dates for the others.")
        one_chain(found[key], searched)


def one_chain(chain: chains.Chain, searched: str) -> None:
    """The interviews of a chain: of a long one its first levels, or what was searched for, until all are asked for."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        student_link(chain.root["student_id"], chain.root["student"])
        note(chains.by_generation(chain))
    lines = list(words.outline(chain.interviews))
    everything = chains.folded(lines, len(lines))
    shown = chains.on_the_way(lines, searched)
    if len(shown) == len(lines):  # nothing was searched for, or the student
        shown = chains.folded(lines, chains.levels_in(lines, FEW))
    is_short = len(lines) <= FEW or len(shown) == len(lines)
    all_of_it = f"Show all {wording.plural(len(lines), 'interview')}"
    if is_short or st.toggle(all_of_it, key=f"chain_all_{chain.key}"):
        shown = everything
    outline(
        (one.depth, one.row["held_on"], one.row["contact"], one.row["employer"], chains.branch_remarks(one))
        for one in shown
    )


if asked.view == "working":
    explorer()
else:
    heading("How far one interview leads, from referral to referral")
    note("Single chains name people: they are part of the working view only.")

grid = st.grid(2, min_column_width=340, key="even_chains")
for figure in shown("chain_depth", "chains_over_time"):
    with grid.cell():
        panels.panel(asked, figure)
