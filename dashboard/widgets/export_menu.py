"""The export menu of a panel: publishable unless another view is asked for."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import streamlit as st

from dashboard.asking.leaving import leaving_as
from dashboard.asking.question import Ask
from dashboard.asking.served import folder
from dashboard.charts.spec import Exhibit
from dashboard.exports import letters
from dashboard.exports.file_names import base_name
from dashboard.exports.table_csv import lines_to_paste
from dashboard.figures.declared import Panel
from dashboard.figures.mark_names import core_of
from dashboard.figures.panel_catalog import name_in_plan
from dashboard.widgets import brand_in_use
from dashboard.widgets.address import VIEWS
from dashboard.widgets.filter_bar import VIEW_SAYS
from dashboard.widgets.plain_text import plain
from pipelines.errors import UserError
from pipelines.figures.results import View

if TYPE_CHECKING:
    from dashboard.exports.image import Look

EXPORTS = {
    "pptx": (
        "Slide with chart (PPTX)",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    "docx": (
        "Document with chart (DOCX)",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xlsx": (
        "Workbook with chart (XLSX)",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "csv": ("Numbers (CSV)", "text/csv"),
    "png": ("Picture (PNG)", "image/png"),
    "svg": ("Drawing (SVG)", "image/svg+xml"),
}
_SIZES = {"Slide": "slide", "Page": "page", "Column": "column"}


def export_menu(asked: Ask, what: Panel) -> None:
    """Every format and what can be copied; publishable unless another view is asked for, which then says so."""
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
        exhibit = what.draw(trial)
    except UserError as error:
        st.text(error.message)
        return
    for warning in leaving.warnings:
        st.warning(plain(warning), icon=":material/group:")
    brand_in_use.say_what_is_not_used()
    files = st.container()  # above what their pictures are to look like
    look = _look(what)
    render = _Rendering(asked, what, view, is_official, look)
    name = base_name(exhibit)
    for kind, (label, mime) in EXPORTS.items():
        files.download_button(
            label,
            data=render.as_file(kind),
            file_name=f"{name}-{secrets.token_hex(6)}.{kind}",
            mime=mime,
            key=f"download_{what.key}_{view}_{kind}{'_official' * is_official}",
            on_click="ignore",
            width="stretch",
        )
    _to_copy(what, render)
    if said := letters.note(exhibit):
        st.caption(plain(said))


def _look(what: Panel) -> Look:
    """What pictures are wanted for."""
    from dashboard.exports.image import Look

    with st.expander("Size of pictures", icon=":material/image:"):
        size = st.segmented_control(
            "Size",
            list(_SIZES),
            default="Page",
            required=True,
            key=f"picture_size_{what.key}",
            help="How wide it will stand: over a slide, a page, or a column of text.",
        )
        scale = st.segmented_control(
            "Pixels",
            ["1×", "2×"],
            default="2×",
            required=True,
            key=f"picture_scale_{what.key}",
            help="2× is sharp on slides and in print; 1× is smaller, for e-mail.",
        )
        clear = st.checkbox("Transparent background", key=f"picture_clear_{what.key}")
    return Look(_SIZES[cast(str, size)], int(cast(str, scale)[0]), clear)


class _Rendering:
    """The exhibit as it leaves, in one format after the other; each leaving is noted when it happens."""

    def __init__(self, asked: Ask, what: Panel, view: View, is_official: bool, look: Look) -> None:
        self._asked, self._what, self._view = asked, what, view
        self._is_official, self._look = is_official, look

    def exhibit(self) -> Exhibit:
        question, _ = leaving_as(self._asked, self._view, is_official=self._is_official)
        return replace(self._what.draw(question), mark=core_of(self._what, self._asked))

    def now(self, kind: str) -> bytes:
        from dashboard.reports.leaving import asked_of, chart_leaves

        asked_as = asked_of(self._asked, name_in_plan(self._what), is_official=self._is_official)
        return chart_leaves(folder(), self.exhibit(), asked_as, kind, brand_in_use.brand(), self._look)

    def as_file(self, kind: str) -> Callable[[], bytes]:
        return lambda: self.now(kind)


def _to_copy(what: Panel, render: _Rendering) -> None:
    """The picture and the table, to paste where one writes."""
    with st.expander("Copy", icon=":material/content_copy:"):
        wanted = st.segmented_control(
            "Copy as", ["Table", "Picture"], key=f"copy_as_{what.key}", label_visibility="collapsed"
        )
        if wanted == "Table":
            st.caption("The button in the corner copies it; it can be pasted into Excel, Word or a mail.")
            st.code(lines_to_paste(render.exhibit()), language=None, height=180)
        elif wanted == "Picture":
            try:
                picture = render.now("png")
            except UserError as error:
                st.text(error.message)
                return
            with st.container(key="picture_to_copy"):
                st.image(picture, width="stretch")
                st.button("Copy the picture", key=f"copy_picture_{what.key}", icon=":material/content_copy:")
