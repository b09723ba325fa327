"""A report on the page: its parts as the file will have them, and the buttons that make the file."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import cast

import streamlit as st

from dashboard.asking.question import Ask
from dashboard.asking.served import folder
from dashboard.reports import formats
from dashboard.reports.assembled import Chart, Part, Report, assembled
from dashboard.reports.leaving import asked_of_plan, report_leaves
from dashboard.reports.plan import Plan
from dashboard.widgets import brand_in_use, panels, report_for_each
from dashboard.widgets.address import VIEWS
from dashboard.widgets.export_menu import EXPORTS
from dashboard.widgets.filter_bar import VIEW_SAYS
from dashboard.widgets.plain_text import plain
from pipelines.figures.results import View

MIMES = {
    "pdf": "application/pdf",
    "html": "text/html",
    "zip": "application/zip",
    **{ending: EXPORTS[ending][1] for ending in ("pptx", "docx", "xlsx")},
}


def view_choice() -> View:
    """For whom the report is: publishable unless another view is chosen, which then says so on every page."""
    shown = st.segmented_control(
        "For",
        ["Publishable", "Internal", "Working"],
        default="Publishable",
        required=True,
        key="report_view",
        help="Publishable hides small groups. The other views say on their face that they are not.",
    )
    view = VIEWS[cast(str, shown)]
    st.caption(plain(f"{VIEW_SAYS[view]}."))
    return view


def downloads(asked: Ask, plan: Plan, report: Report) -> None:
    """A button a format; a file is made when it is asked for, and what leaves is remembered then."""
    for warning in report.warnings:
        st.warning(plain(warning), icon=":material/group:")
    brand_in_use.say_what_is_not_used()
    with st.container(horizontal=True, key="report_downloads"):
        for place, (ending, label) in enumerate(formats.NAMES.items()):
            st.download_button(
                label,
                data=_rendered(asked, plan, report.view, ending),
                file_name=f"{formats.stem(report)}-{secrets.token_hex(6)}.{ending}",
                mime=MIMES[ending],
                key=f"download_report_{ending}",
                type="secondary" if place else "primary",
                icon=":material/download:",
                on_click="ignore",
            )
        report_for_each.for_each(asked, plan, formats.stem(report), report.view)


def _rendered(asked: Ask, plan: Plan, view: View, ending: str) -> Callable[[], bytes]:
    def leaves() -> bytes:
        asked_as = asked_of_plan(plan, asked)
        return report_leaves(folder(), assembled(plan, asked, view), asked_as, ending, brand_in_use.brand())

    return leaves


def preview(report: Report) -> None:
    """The parts of the report, one below the other."""
    for place, part in enumerate(report.parts):
        with st.container(border=True, key=f"report_part_{place}"):
            _part(part, place)


def _part(part: Part, place: int) -> None:
    st.header(plain(part.heading), anchor=False)
    if part.says:
        st.markdown(plain(part.says))
    if part.lede:
        st.caption(plain(part.lede))
    if part.words:
        st.markdown(plain(part.words))
    if part.told:
        grid = st.grid(4, min_column_width=200, key=f"even_report_{place}")
        for number in part.told:
            with grid.cell(), st.container(border=True, height="stretch"):
                st.metric(plain(number.title), number.value)
                st.caption(plain(number.below))
    for order, chart in enumerate(part.charts):
        _chart(chart, f"report_{place}_{order}")
    for line in part.reasons:
        st.caption(plain(f"Not shown: {line}"))


def _chart(chart: Chart, key: str) -> None:
    st.subheader(plain(chart.title), anchor=False)
    st.caption(plain(chart.below))
    if chart.is_table:
        panels.table(chart.exhibit)
    else:
        panels.drawn(chart.exhibit.spec, key)
