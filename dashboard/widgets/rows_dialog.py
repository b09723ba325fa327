"""The dialog that shows the rows behind a chart. Working view only."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from typing import Any, cast

import streamlit as st

from dashboard.asking.question import Ask, whole_of
from dashboard.asking.recorder import recorded
from dashboard.exports import table_csv
from dashboard.people import counted_rows, working_view
from dashboard.people.counted_rows import Choice
from dashboard.widgets.plain_text import plain
from dashboard.widgets.problems import problem_box
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.figures.results import Released
from pipelines.figures.rows_behind import MOST_ROWS

OPEN = "rows_of"  # in the session: the panel whose rows are looked at
DAY = "MMM D, YYYY"


def open_for(key: str) -> None:
    """For callbacks: the next run shows the rows of this panel."""
    st.session_state[OPEN] = key


def show(asked: Ask, key: str, title: str, draw: Callable[[Ask], Any]) -> None:
    """The dialog, where this panel's was asked for."""
    if asked.view == "working" and st.session_state.get(OPEN) == key:
        dialog = st.dialog(plain(f"Rows behind “{title}”"), width="large", on_dismiss=close)
        dialog(_body)(asked, key, draw)


def close() -> None:
    st.session_state.pop(OPEN, None)


def _body(asked: Ask, key: str, draw: Callable[[Ask], Any]) -> None:
    try:
        question, recorder = recorded(asked)
        draw(question)
        figures = counted_rows.drawn_from(recorder.answers)
        name, cut = _figure(figures, key)
        choice = _segment(asked, cut, key)
        behind = working_view.rows_behind(asked, cut.metric.id, choice)
    except UserError as error:
        problem_box(error)
        return
    says, is_it = counted_rows.adds_up(cut.metric, behind, choice.cell)
    (st.markdown if is_it else st.warning)(plain(says))
    if not behind.rows:
        return
    with st.container(key=f"named_rows_{key}"):  # Streamlit's own download guards nothing and says nothing
        _table(*counted_rows.table(cut.metric, behind), [row.get("student_id") for row in behind.rows], key)
    if behind.row_count > len(behind.rows):
        st.caption(f"The first {wording.count(MOST_ROWS)} rows, newest first; the download has them all.")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Download (CSV)",
            data=_file(asked, cut, name, choice, says),
            file_name=f"rows-{key.replace('_', '-')}-confidential-{secrets.token_hex(6)}.csv",
            mime="text/csv",
            icon=":material/download:",
            key=f"rows_file_{key}",
            on_click="ignore",
        )
        st.caption(f"{counted_rows.CONFIDENTIAL}.")


def _figure(figures: dict[str, Released], key: str) -> tuple[str, Released]:
    names = list(figures)
    if not names:
        raise UserError("This chart has no rows to show.")
    name = names[0]
    if len(names) > 1:
        name = st.selectbox("Figure", names, key=f"rows_figure_{key}")
    return name, figures[name]


def _segment(asked: Ask, cut: Released, key: str) -> Choice:
    whole = whole_of(asked, cut)
    segments = counted_rows.choices(whole, cut)
    if len(segments) == 1:
        return segments[0]
    place = st.selectbox(
        "Segment",
        range(len(segments)),
        format_func=lambda place: segments[place].name,
        key=f"rows_segment_{key}_{cut.metric.id}",
    )
    return segments[cast(int, place)]


def _table(
    columns: tuple[str, ...], cells: tuple[tuple[counted_rows.Value, ...], ...], students: list[Any], key: str
) -> None:
    dates = [name for place, name in enumerate(columns) if any(isinstance(row[place], date) for row in cells)]
    picked = st.dataframe(
        {name: [row[place] for row in cells] for place, name in enumerate(columns)},
        hide_index=True,
        height=420 if len(cells) > 11 else "auto",
        placeholder="",
        column_config={name: st.column_config.DateColumn(format=DAY) for name in dates},
        key=f"rows_table_{key}",
        on_select="rerun",
        selection_mode="single-row",
        alt="Rows behind the figure",
    )
    chosen = picked.selection.rows
    if chosen and chosen[0] < len(students) and students[chosen[0]]:
        # a link keeps the filters; the page it opens closes this dialog for the way back
        st.page_link(
            "app_pages/student.py",
            label="Open this student",
            icon=":material/person:",
            query_params={"student": str(students[chosen[0]])},
        )
    else:
        st.caption("Select a row to open the student's page.")


def _file(asked: Ask, cut: Released, name: str, choice: Choice, says: str) -> Callable[[], bytes]:
    def render() -> bytes:
        behind = working_view.rows_behind(asked, cut.metric.id, choice, most=None)
        columns, cells = counted_rows.table(cut.metric, behind)
        written = [[cell.isoformat() if isinstance(cell, date) else cell for cell in row] for row in cells]
        face = counted_rows.face(cut, name, choice, says, is_synthetic=asked.facts.is_synthetic)
        return table_csv.table(columns, written, face)

    return render
