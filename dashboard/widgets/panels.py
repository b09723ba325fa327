"""A chart with all that belongs to it: title, cut, chart or table, definition, export, rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from dashboard.asking import facts
from dashboard.asking.question import Ask
from dashboard.charts.spec import ChartSpec, Exhibit
from dashboard.figures.exhibits import BySegment, NothingYet, cut_words
from dashboard.widgets import plan_forms, rows_dialog
from dashboard.widgets.address import FILTER_OF, FORMS, toggle_filter
from dashboard.widgets.cards import locked
from dashboard.widgets.declared import Panel
from dashboard.widgets.definition import caveats, definition
from dashboard.widgets.export_menu import export_menu
from dashboard.widgets.plain_text import plain
from dashboard.widgets.problems import problem_box
from pipelines.errors import UserError
from pipelines.figures import wording

MANY_COLUMNS, WHO_STAYS = 12, 2  # of a wide table the first two columns stay while the others scroll


def panel(asked: Ask, what: Panel) -> None:
    """A figure panel: title, reading, Chart | Table, definition, export."""
    with st.container(border=True, height="stretch", key=f"panel_{what.key}"):
        missing = facts.locked(asked.published, what.metrics[0])
        if missing:
            locked(what.title, missing)
        else:
            _panel_body(asked, what)


def _panel_body(asked: Ask, what: Panel) -> None:
    what = _as_cut(what)
    if what.caveats_first:
        caveats(facts.catalog()[what.metrics[0]])
    controls = st.container(
        horizontal=True, vertical_alignment="center", gap="small", key=f"tools_{what.key}"
    )
    with controls:
        form = st.segmented_control(
            f"{what.title}: chart or table",
            FORMS,
            default=what.opens_as,
            required=True,
            key=f"form_{what.key}",
            label_visibility="collapsed",
            width="content",
            bind="query-params",
        )
        about = st.popover("Definition", type="tertiary", key=f"about_{what.key}", on_change="rerun")
        export = st.popover("Export", type="tertiary", key=f"export_{what.key}", on_change="rerun")
        rows_dialog.button(asked, what.key)
    if about.open:
        with about:
            for metric_id in what.metrics:
                metric = facts.catalog()[metric_id]
                definition(metric, partial(plan_forms.target_form, asked, metric, what.key))
    try:
        exhibit = what.draw(asked)
    except NothingYet as reason:
        st.info(plain(reason.message), icon=":material/lock:")
        return
    except UserError as error:
        problem_box(error)
        return
    if export.open:
        with export:
            export_menu(asked, what)
    rows_dialog.show(asked, what.key, what.title, what.draw)
    if reading := " ".join(filter(None, (exhibit.spec.reading, *wording.but_left_out(exhibit.spec.notes)))):
        st.caption(plain(reading))
    if not exhibit.spec.categories:
        empty()
    elif form == "Table":
        table(exhibit)
    else:
        _chart(exhibit.spec, f"chart_{what.key}")
        if exhibit.spec.is_time:
            with controls:
                plan_forms.notes_menu(asked, what.key)


def _as_cut(what: Panel) -> Panel:
    """The panel's title; where its figure is a cut of many, the choice of another, which the address keeps."""
    if not isinstance(what.draw, BySegment):
        st.header(what.title, anchor=False)
        return what
    cuts = {cut_words(dimension): dimension for dimension in what.draw.cuts}
    own = cut_words(what.draw.dimension)
    about = what.title.removesuffix(f" {own.lower()}")
    if about == what.title:
        about = facts.catalog()[what.draw.metric_id].title
    row = st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"head_{what.key}")
    with row:
        st.header(about, anchor=False, width="content")
        chosen = st.selectbox(
            f"{about}: cut",
            list(cuts),
            key=f"cut_{what.key}",
            label_visibility="collapsed",
            width=170,
            bind="query-params",
        )
    if chosen == own:
        return what
    return replace(what, title=f"{about} {chosen.lower()}", draw=what.draw.by(cuts[chosen]))


def _chart(spec: ChartSpec, key: str) -> None:
    """The chart; where it is cut by what the filter bar filters, a click on a row filters by it."""
    from dashboard.drawing import plotly_figure  # here: only pages that draw load it

    filter_key = FILTER_OF.get(spec.dimension)
    if filter_key:
        key += "_clickable"  # the style sheet lets a finger that begins on such a chart scroll on
        spec = replace(spec, hint="Click to show it alone, again to show all")
    drawn = plotly_figure.AsItStands(plotly_figure.figure(spec))
    looks: dict[str, Any] = {"theme": None, "config": plotly_figure.CONFIG, "key": key, "alt": spec.alt_text}
    if filter_key:
        rows = dict(zip(spec.categories, spec.segments, strict=True))
        clicked = partial(_filter_by_mark, key, filter_key, rows)
        st.plotly_chart(drawn, on_select=clicked, selection_mode="points", **looks)
    else:
        st.plotly_chart(drawn, **looks)


def _filter_by_mark(key: str, filter_key: str, rows: Mapping[str, str]) -> None:
    """What a click on a mark does: its row becomes the filter bar's choice. Marks say their row in `customdata`."""
    points = st.session_state[key].selection.points
    name = str(points[0].get("customdata")) if points else ""
    if name in rows:
        toggle_filter(filter_key, rows[name])


def empty() -> None:
    """Nothing matches: said, not drawn as zero."""
    st.info(
        "Nothing matches these filters and dates. Widen them, or choose All dates.",
        icon=":material/search_off:",
    )


def table(exhibit: Exhibit) -> None:
    """The chart's numbers."""
    columns = exhibit.table.columns
    st.dataframe(
        {name: _alike([row[place] for row in exhibit.table.rows]) for place, name in enumerate(columns)},
        hide_index=True,
        column_config={
            name: st.column_config.Column(pinned=True)
            for name in columns[: WHO_STAYS if len(columns) > MANY_COLUMNS else 0]
        },
        alt=exhibit.spec.alt_text,
    )


def _alike(cells: list[str | float | int | None]) -> list[str | float | int | None]:
    """A column of numbers and words, as one that says why a count is not shown, in words throughout."""
    if len({isinstance(cell, str) for cell in cells if cell is not None}) < 2:
        return cells
    return [wording.count(cell) if isinstance(cell, int) else cell for cell in cells]


def panels(asked: Ask, main: Panel, second: Panel) -> None:
    """Two charts, 2:1; below each other where there is no room."""
    grid = st.grid(3, min_column_width=300, key="even_charts")
    with grid.cell(column_span=2):
        panel(asked, main)
    with grid.cell():
        panel(asked, second)
