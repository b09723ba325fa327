"""A chart with all that belongs to it: its finding as title, one menu, the chart or its table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Literal

import streamlit as st

from dashboard.asking import facts
from dashboard.asking.question import Ask
from dashboard.charts.shown_rows import found, shown
from dashboard.charts.spec import ChartSpec, Exhibit
from dashboard.figures import sentences
from dashboard.figures.card_words import NOTHING_MATCHES, why_hidden
from dashboard.figures.declared import Panel
from dashboard.figures.exhibits import BySegment, NothingYet, cut_words
from dashboard.figures.panel_catalog import name_in_plan, panels
from dashboard.widgets import card_state, plan_forms, report_builder, rows_dialog
from dashboard.widgets.address import FILTER_OF, toggle_filter
from dashboard.widgets.card_state import CardState
from dashboard.widgets.cards import left_locked
from dashboard.widgets.definition import caveats, definition
from dashboard.widgets.export_menu import export_menu
from dashboard.widgets.plain_text import heard, plain
from dashboard.widgets.table_height import table_height
from dashboard.widgets.way_out import way_out_button
from pipelines.errors import UserError
from pipelines.figures import wording

LONGEST_N = 40  # letters a line below a title has for it; the table and "How sure is this?" have it whole
MOST_LETTERS = 80  # of what somebody looks for in a list
MANY_COLUMNS, WHO_STAYS = 12, 2  # of a wide table the first two columns stay while the others scroll
DIALOGS = {
    "sure": "How sure is this?",
    "definition": "What this counts",
    "export": "Export",
    "report": "Add to a report",
    "note": "Notes on dates",
}


def panel(asked: Ask, what: Panel) -> None:
    """A card: the finding, the figure's name and n below it, the menu, the chart or its table."""
    asked = what.of(asked)
    if left_locked(asked, what.title, what.metrics[0]):
        return
    with st.container(border=True, key=f"card_{what.key}"):
        _body(asked, what)


def _body(asked: Ask, what: Panel) -> None:
    state = card_state.read(what.key, what.opens_as)
    what = _as_cut(what, state)
    try:
        exhibit = what.draw(asked)
    except UserError as error:
        _head(what.title, "")
        is_to_come = isinstance(error, NothingYet)
        if what.caveats_first:
            caveats(facts.catalog()[what.metrics[0]])
        st.info(plain(error.message), icon=":material/lock:" if is_to_come else ":material/filter_alt_off:")
        _menu(asked, what, state, None)
        return
    spec = exhibit.spec
    is_hidden = asked.view != "working" and spec.is_blank
    is_unclear = is_hidden and not spec.categories  # nothing recorded, or too little of it to show
    finding = "" if what.is_said or is_unclear else spec.finding
    _head(finding or what.title, _below(asked, what, exhibit, title=what.title if finding else ""))
    _menu(asked, what, state, spec)
    if what.caveats_first:
        caveats(facts.catalog()[what.metrics[0]])
    if is_hidden:
        hidden(exhibit)
    elif not spec.categories:
        empty()
    elif state.is_table:
        table(exhibit)
    else:
        rows = len(spec.categories)
        _chart(_looked_for(spec, what.key) if state.is_whole else spec, f"chart_{what.key}")
        if len(shown(spec).categories) < rows:
            st.button(
                "Show fewer" if state.is_whole else f"Show all {rows}",
                icon=":material/unfold_less:" if state.is_whole else ":material/unfold_more:",
                type="tertiary",
                key=f"all_{what.key}",
                on_click=card_state.show_whole,
                args=(what.key, not state.is_whole),
            )
    if spec.notes and not is_hidden:
        with st.container(key=f"notes_{what.key}"):
            st.caption(plain(" ".join(wording.but_left_out(spec.notes))))
    way_out_button(exhibit.way_out, what.key)
    rows_dialog.show(asked, what.key, what.title, what.draw)
    _dialog(asked, what, exhibit)


def _head(finding: str, below: str) -> None:
    st.header(plain(finding), anchor=False)
    if below:
        st.caption(plain(below))


def _below(asked: Ask, what: Panel, exhibit: Exhibit, title: str) -> str:
    """The grey line: which figure, of which time, of how many.

    Graduates are of no dates; over time and by group n is another in every mark, and stands there.
    """
    is_of_graduates = facts.catalog()[what.metrics[0]].of == "graduate"
    is_of_the_page = exhibit.period == wording.period(asked.since, asked.until) and asked.period_words
    named = sentences.within(asked) if is_of_the_page and asked.since else exhibit.period
    time = "" if is_of_graduates else named
    is_one_n = not exhibit.spec.is_time and exhibit.n[:1].isdigit() and "each group" not in exhibit.n
    n = f"n = {exhibit.n}" if is_one_n and len(exhibit.n) <= LONGEST_N else ""
    return " · ".join(part for part in (title, time, n) if part)


# -- the menu --------------------------------------------------------------------------------------


def _menu(asked: Ask, what: Panel, state: CardState, spec: ChartSpec | None) -> None:
    """The card's one control. What it offers is data: words, and what choosing them does."""
    choices: dict[str, Callable[[], None]] = {}
    if spec is not None and spec.categories:
        other = "chart" if state.is_table else "table"
        choices[f"Show as {other}"] = partial(card_state.show_as, what.key, other, what.opens_as)
    if isinstance(what.draw, BySegment):
        for dimension in state.cuts:
            if dimension != what.draw.dimension:
                words = cut_words(dimension)
                choices[words] = partial(card_state.cut_by, what.key, words)
    if spec is not None:
        choices[DIALOGS["sure"]] = partial(card_state.open_dialog, what.key, "sure")
    choices[DIALOGS["definition"]] = partial(card_state.open_dialog, what.key, "definition")
    if spec is not None and asked.view == "working":
        choices["See the rows"] = partial(rows_dialog.open_for, what.key)
    if spec is not None:
        choices["Export…"] = partial(card_state.open_dialog, what.key, "export")
        if what.key in panels():
            choices["Add to a report…"] = partial(card_state.open_dialog, what.key, "report")
        if spec.is_time:
            choices["Note a date"] = partial(card_state.open_dialog, what.key, "note")

    def picked() -> None:
        chosen = st.session_state[f"pick_{what.key}"]
        if chosen in choices:
            choices[chosen]()

    with st.container(
        key=f"menu_{what.key}", width="content"
    ):  # the words are for readers, the eye sees dots
        st.menu_button(
            f"Options: {heard(what.title)}",
            list(choices),
            icon=":material/more_horiz:",
            type="tertiary",
            key=f"pick_{what.key}",
            on_click=picked,
        )


def _as_cut(what: Panel, state: CardState) -> Panel:
    """The panel as a reader has it cut, where its figure is a cut of many; the address keeps the choice."""
    if not isinstance(what.draw, BySegment):
        return what
    own, about = cut_words(what.draw.dimension), what.title
    about = about.removesuffix(f" {own.lower()}")
    if about == what.title:
        about = facts.catalog()[what.draw.metric_id].title
    state.cuts = what.draw.cuts
    cuts = {cut_words(dimension): dimension for dimension in what.draw.cuts}
    if state.cut in (own, "") or state.cut not in cuts:
        return what
    return replace(what, title=f"{about} {state.cut.lower()}", draw=what.draw.by(cuts[state.cut]))


def _dialog(asked: Ask, what: Panel, exhibit: Exhibit) -> None:
    kind = card_state.dialog_of(what.key)
    if kind is None:
        return
    drawn: dict[str, Callable[[], None]] = {
        "sure": partial(_how_sure, what, exhibit),
        "definition": partial(_definitions, asked, what),
        "export": partial(export_menu, asked, what),
        "report": partial(report_builder.add_dialog, asked, name_in_plan(what)),
        "note": partial(plan_forms.notes, asked, what.key),
    }
    width: Literal["small", "large"] = "large" if kind == "definition" else "small"
    dialog = st.dialog(DIALOGS[kind], width=width, on_dismiss=card_state.close_dialog)
    dialog(drawn[kind])()


def _definitions(asked: Ask, what: Panel) -> None:
    for metric_id in what.metrics:
        metric = facts.catalog()[metric_id]
        definition(metric, partial(plan_forms.target_form, asked, metric, what.key))


def _how_sure(what: Panel, exhibit: Exhibit) -> None:
    """What a careful reader asks next: who is highest and lowest and who is left out, how many, what it cannot say."""
    st.markdown(f"**{plain(what.title)}**")
    st.markdown(plain(exhibit.spec.reading))
    for words in exhibit.caveats:
        st.markdown(f"- {plain(words)}")
    for heading, words in exhibit.face():
        if heading in ("Figure beside", "Reference", "Target", "Filters", "Period", "As of", "n"):
            st.caption(plain(f"{heading}: {words}"))


# -- chart and table -------------------------------------------------------------------------------


def _looked_for(spec: ChartSpec, key: str) -> ChartSpec:
    """Every row, or those a reader looks for by name."""
    whole = replace(spec, rows_shown=len(spec.categories))
    if shown(whole) == shown(spec):
        return whole
    text = st.text_input(
        "Find in this list",
        key=f"find_{key}",
        placeholder="Find in this list",
        icon=":material/search:",
        label_visibility="collapsed",
        max_chars=MOST_LETTERS,
    )
    some = found(whole, text)
    if some.categories:
        return some
    st.caption(plain(f"Nothing here is called “{text}”: all {len(whole.categories)} are shown."))
    return whole


def _chart(spec: ChartSpec, key: str) -> None:
    """The chart; where it is cut by what the filter bar filters, a click on a row filters by it."""
    filter_key = FILTER_OF.get(spec.dimension)
    if not filter_key:
        drawn(spec, key)
        return
    key += "_clickable"  # the style sheet lets a finger that begins on such a chart scroll on
    rows = dict(zip(spec.categories, spec.segments, strict=True))
    clicked = partial(_filter_by_mark, key, filter_key, rows)
    hint = "Click to choose it for the whole page, again to choose all"
    drawn(replace(spec, hint=hint), key, on_select=clicked, selection_mode="points")


def drawn(spec: ChartSpec, key: str, **clicks: Any) -> None:
    """A chart, as high as what it holds. clicks: what `st.plotly_chart` is told of them."""
    from dashboard.drawing import plotly_figure  # here: only pages that draw load it

    figure = plotly_figure.figure(spec)
    st.plotly_chart(
        plotly_figure.AsItStands(figure),
        theme=None,
        config=plotly_figure.CONFIG,
        key=key,
        alt=spec.alt_text,
        height=figure["layout"]["height"],  # said to Streamlit too: the card has it before it can draw
        **clicks,
    )


def _filter_by_mark(key: str, filter_key: str, rows: Mapping[str, str]) -> None:
    """What a click on a mark does: its row becomes the filter bar's choice. Marks say their row in `customdata`."""
    points = st.session_state[key].selection.points
    name = str(points[0].get("customdata")) if points else ""
    if name in rows:
        toggle_filter(filter_key, rows[name])


def empty() -> None:
    """Nothing matches: said, not drawn as zero."""
    st.info(NOTHING_MATCHES, icon=":material/search_off:")


def hidden(exhibit: Exhibit) -> None:
    """Nothing that may be told: said once instead of a row of blanks. Whether there is anything is not told either."""
    st.info(plain(why_hidden(exhibit.spec.notes)), icon=":material/visibility_off:")


def table(exhibit: Exhibit) -> None:
    """The chart's numbers."""
    columns = exhibit.table.columns
    st.dataframe(
        {name: _alike([row[place] for row in exhibit.table.rows]) for place, name in enumerate(columns)},
        hide_index=True,
        height=table_height(len(exhibit.table.rows)),
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


# -- where cards stand -----------------------------------------------------------------------------


def stacks(
    asked: Ask,
    main: Sequence[Panel],
    second: Sequence[Panel],
    key: str = "evidence",
    *,
    is_even: bool = False,
) -> None:
    """Two columns of cards, 7 : 5 or even, each card as high as what it holds; one column where there is no room."""
    with st.container(key=f"stacks_{key}"):
        left, right = st.columns([1, 1] if is_even else [7, 5], gap="small")
        for column, cards in ((left, main), (right, second)):
            with column:
                for what in cards:
                    panel(asked, what)
