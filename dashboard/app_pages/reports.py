"""Reports: choose one, see what is in it, take it along as a file."""

import streamlit as st

from dashboard.asking.served import folder
from dashboard.reports import library
from dashboard.reports.assembled import asked_by
from dashboard.reports.looked_at import looked_at
from dashboard.widgets import (
    frame,
    kept_reports,
    refresh_deck,
    report_builder,
    report_preview,
    section_gradebook,
)
from dashboard.widgets.plain_text import heading, note, plain
from pipelines.figures import wording

asked = frame.ask()
heading(
    "Which report do you need?",
    "Choose one, look it over, and download it. Filters above apply to all of it.",
)
plans = {**library.ready(), **library.own(folder())}
wanted = st.query_params.get("report", "")
if st.session_state.get("report") not in plans:  # nobody has chosen, or it is gone
    st.session_state["report"] = wanted if wanted in plans else next(iter(plans))
    if wanted and wanted not in plans:
        note(f"There is no report called “{wanted}” here. These are the ones there are.")
changing = report_builder.draft()
with st.container(key="report_choice"):
    name = st.pills(
        "Report",
        list(plans),
        format_func=lambda one: plain(plans[one].title),
        required=True,
        key="report",
        disabled=changing is not None,  # one is being changed: save it or leave it first
        label_visibility="collapsed",
    )
if name != wanted:
    st.query_params["report"] = str(name)
plan = changing or plans[str(name)]
if changing:
    report_builder.builder(changing)
    plan = report_builder.draft() or changing
else:
    note(plan.says)
    st.button(
        "Make it your own",
        icon=":material/edit:",
        type="tertiary",
        key="report_own",
        on_click=report_builder.begin,
        args=(plan,),
    )
view = report_preview.view_choice()
report = looked_at(plan, asked, view)
report_preview.downloads(asked, plan, report)
if view == "working" and any(section.students for section in plan.sections):
    section_gradebook.gradebook_choice(asked_by(plan, asked, view))
if report.left_out:
    how_many = sum(len(part.left_out) for part in report.parts)
    what = (
        "One part of this report is"
        if how_many == 1
        else f"{wording.count(how_many)} parts of this report are"
    )
    with st.expander(f"{what} not shown", icon=":material/visibility_off:"):
        for line in report.left_out:
            note(line)
of_own, of_ours = st.columns(2)  # files somebody has already
with of_own:
    refresh_deck.place(asked, view)
with of_ours:
    kept_reports.what_left(asked)
report_preview.preview(report)
