"""The export menu of a panel: publishable unless another view is asked for."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import cast

import streamlit as st

from dashboard.asking import served
from dashboard.asking.leaving import leaving_as
from dashboard.asking.question import Ask
from dashboard.figures.declared import Panel
from dashboard.widgets.address import VIEWS
from dashboard.widgets.filter_bar import VIEW_SAYS
from dashboard.widgets.plain_text import plain
from pipelines.errors import UserError
from pipelines.figures.results import View

EXPORTS = {
    "png": ("Picture (PNG)", "image/png"),
    "svg": ("Drawing (SVG)", "image/svg+xml"),
    "csv": ("Numbers (CSV)", "text/csv"),
    "xlsx": (
        "Workbook with chart (XLSX)",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "pptx": (
        "Slide with chart (PPTX)",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    "docx": (
        "Document with chart (DOCX)",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


def export_menu(asked: Ask, what: Panel) -> None:
    """PNG, SVG, CSV, XLSX, PPTX, DOCX; publishable unless another view is asked for, which then says so."""
    shown = st.segmented_control(
        "For",
        ["Publishable", "Internal", "Working"],
        default="Publishable",
        required=True,
        key=f"export_view_{what.key}",
        help="Publishable hides small groups. The other views say on their face that they are not.",
    )
    view = VIEWS[cast(str, shown)]
    st.caption(plain(VIEW_SAYS[view] + "."))
    is_official = (
        what.may_be_official
        and view == "publishable"
        and st.checkbox(
            "Official rates, to one decimal",
            key=f"official_{what.key}",
            help="For a director: the whole institution's rates of 100 graduates or more. The ledger notes it.",
        )
    )
    trial, leaving = leaving_as(asked, view, is_trial=True, is_official=is_official)
    try:
        what.draw(trial)
    except UserError as error:
        st.text(error.message)
        return
    for warning in leaving.warnings:
        st.warning(plain(warning), icon=":material/group:")
    for kind, (label, mime) in EXPORTS.items():
        st.download_button(
            label,
            data=_rendered(asked, what, view, kind, is_official=is_official),
            file_name=f"{what.key.replace('_', '-')}-{view}-{secrets.token_hex(6)}.{kind}",
            mime=mime,
            key=f"download_{what.key}_{view}_{kind}{'_official' * is_official}",
            on_click="ignore",
            width="stretch",
        )


def _rendered(asked: Ask, what: Panel, view: View, kind: str, *, is_official: bool) -> Callable[[], bytes]:
    def render() -> bytes:
        from dashboard.exports import formats
        from dashboard.exports.brand import read_brand

        question, _ = leaving_as(asked, view, is_official=is_official)
        return formats.render(what.draw(question), kind, read_brand(served.folder()))

    return render
