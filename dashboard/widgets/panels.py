"""Figures on a page: bordered cards, chart panels with table, definition and export, and what folds away."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal, cast

import streamlit as st
from streamlit.elements.lib.grid_container import GridContainer

from dashboard.asking import facts, targets
from dashboard.asking.question import Ask
from dashboard.charts.spec import ChartSpec, Exhibit
from dashboard.figures.exhibits import BySegment, NothingYet
from dashboard.figures.values import first, number_words, the, value_words
from dashboard.office.plans import Target
from dashboard.widgets import plan_forms, rows_dialog
from dashboard.widgets.frame import (
    FILTER_OF,
    FORMS,
    VIEW_SAYS,
    VIEWS,
    PageDone,
    cut_words,
    plain,
    problem_box,
    templates_button,
    toggle_filter,
)
from pipelines.docs import example_words, worked_examples
from pipelines.docs.worked_examples import Table
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.figures.results import Cell, Metric, View

PERSONS = ("student", "graduate", "response")  # one row of the figure is one person
MANY_COLUMNS, WHO_STAYS = 12, 2  # of a wide table the first two columns stay while the others scroll
LAST_YEAR = "vs. last year"  # the same dates


def card(
    asked: Ask,
    metric_id: str,
    *,
    title: str = "",
    pick: Callable[[Sequence[Cell]], Cell | None] | None = None,
    before: Ask | None = None,
    against: str = LAST_YEAR,
    not_with: str = "",
) -> None:
    """One bordered figure: value, change, n, interval, unknown share, and what is never shown without it.

    pick: chooses the cell of a figure with several. before: what it is compared with, by default the same
    dates a year before. A locked figure says which file unlocks it. not_with: a figure on the same page that this one
    gives way to where it may be published: a total beside an average gives away what few have.
    """
    metric = facts.catalog()[metric_id]
    with st.container(border=True, height="stretch"):
        if not_with and asked.view == "publishable":
            st.metric(plain(title or metric.title), "–")
            st.caption(plain(f"Never published beside “{facts.catalog()[not_with].title}”"))
            return
        _figure_in_card(asked, metric, title or metric.title, pick or first, before, against)


def card_row(key: str = "figures", most: int = 3) -> GridContainer:
    """A row of at most three figures; `with row.cell(): card(...)`."""
    return st.grid(most, min_column_width=220, key=f"even_{key}")


def outcomes_card(asked: Ask, before: Ask | None) -> None:
    """Outcomes rate and knowledge rate in one tile: never apart."""
    catalog = facts.catalog()
    with st.container(border=True, height="stretch"):
        both = st.grid(2, min_column_width=165, key="even_outcomes")  # one above the other where it is narrow
        for metric_id in ("career_outcomes_rate", "knowledge_rate"):
            with both.cell():
                _figure_in_card(
                    asked, catalog[metric_id], catalog[metric_id].title, first, before, "vs. class before", ()
                )


def _figure_in_card(
    asked: Ask,
    metric: Metric,
    title: str,
    pick: Callable[[Sequence[Cell]], Cell | None],
    before: Ask | None,
    against: str,
    beside: Sequence[str] | None = None,
) -> None:
    missing = facts.locked(asked.published, metric.id)
    if missing:
        locked(title, missing)
        return
    try:
        now = asked.figure(metric.id)
        earlier = before or (
            asked.a_year_before() if asked.has_year_before and against == LAST_YEAR else None
        )
        then = pick(earlier.alone().figure(metric.id).cells) if earlier else None
    except UserError as error:
        st.metric(plain(title), "–")
        st.caption(plain(error.message))
        return
    cell = pick(now.cells)
    change, grew = _change(metric, cell, then)
    st.metric(
        plain(title),
        value_words(metric, cell),
        change,
        delta_description=against if change is not None else None,
        delta_color=_delta_color(metric),
        delta_arrow="off" if not grew else "auto",
    )
    parts = [certainty(metric, cell)]
    parts += [
        f"{other.metric.title}: {value_words(other.metric, other.cells[0])}"
        for other in now.beside
        if len(other.cells) == 1
        and (beside is None or other.metric.id in beside)
        and (other.cells[0].value is not None or other.cells[0].band)
    ]
    reporting = next((other for other in now.beside if other.metric.id == "salary_reporting_rate"), None)
    if reporting and (reporting.cells[0].value or 1) < 0.5:
        parts.insert(0, "Fewer than half report one")
    parts += [*now.notes, *now.pooled, target_words(metric, targets.target_of(asked, metric), cell)]
    st.caption(plain(" · ".join(part for part in parts if part)))


def _change(metric: Metric, now: Cell | None, before: Cell | None) -> tuple[str | int | None, bool]:
    """(change in words, whether there is one), from released values only: a band has no change."""
    if now is None or before is None or now.value is None or before.value is None:
        return None, False
    step = now.value - before.value
    if metric.unit == "percent":
        if wording.rounded(step * 100) == 0:
            return 0, False
        return _signed(f"{wording.number(abs(step) * 100)} pts", step), True
    if metric.aggregate == "count":
        if not before.value:
            return None, False
        share = step / before.value
        if wording.rounded(share * 100) == 0:
            return 0, False
        return _signed(wording.percent(abs(share)), share), True
    if metric.unit == "usd":
        return (_signed(wording.usd(abs(step)), step), True) if step else (0, False)
    if wording.rounded(step, 1) == 0:
        return 0, False
    return _signed(wording.number(abs(step), 1), step), True


def target_words(metric: Metric, target: Target | None, cell: Cell | None) -> str:
    """The target and how far it is, as far as the value was released."""
    if target is None:
        return ""
    far = how_far(metric, target, cell)
    return f"target {number_words(metric, target.value)}" + (f", {far}" if far else "")


def how_far(metric: Metric, target: Target, cell: Cell | None) -> str:
    """From a released value to its target: a count in percent of it, a rate in points, anything else in its unit."""
    if cell is None or cell.value is None:
        return ""
    short = target.value - cell.value
    if short >= 0 if metric.less_is_better else short <= 0:
        return "reached"
    if metric.aggregate == "count":
        return f"{wording.percent(cell.value / target.value)} of it so far"
    if metric.unit == "percent":
        return f"{wording.number(abs(short) * 100)} pts to go"
    return f"{number_words(metric, abs(short)).removeprefix('+')} to go"


def _delta_color(metric: Metric) -> Literal["off", "inverse", "normal"]:
    """More outreach is neither good nor bad; fewer messages per talk and fewer late logs are good."""
    if metric.of == "thread" and metric.aggregate == "count":
        return "off"
    return "inverse" if metric.less_is_better else "normal"


def _signed(text: str, step: float) -> str:
    """With an ASCII sign: Streamlit reads the direction of its arrow from it."""
    return f"-{text}" if step < 0 else f"+{text}"


def certainty(metric: Metric, cell: Cell | None) -> str:
    """n, interval and unknown share in one small line, as far as they were released."""
    if cell is None:
        return ""
    parts = []
    if cell.denominator is not None and metric.aggregate != "count":
        if metric.of in PERSONS:
            parts.append(wording.n(cell.denominator))
        else:
            things = wording.noun(metric, cell.denominator)
            students = f" of {wording.plural(cell.people, 'student')}" if cell.people is not None else ""
            parts.append(f"{wording.count(cell.denominator)} {things}{students}")
    elif cell.people is not None and metric.unit != "students":
        parts.append(wording.plural(cell.people, wording.people_of(metric).removesuffix("s")))
    low_end, high_end = wording.interval(metric, cell)
    if low_end is not None and high_end is not None and cell.band is None:
        low, high = number_words(metric, low_end), number_words(metric, high_end)
        span = "range" if metric.interval == "census" else "95% interval"
        if low != high:
            parts.append(f"{span} {low} to {high}")
    if cell.unknown_count and cell.denominator is not None:
        share = cell.unknown_count / (cell.unknown_count + cell.denominator)
        parts.append(f"{wording.percent(share)} not recorded")
    return " · ".join(parts)


def page_needs(asked: Ask, *metric_ids: str) -> None:
    """Where nothing a page leads with can be shown, say once which file unlocks it, and stop there."""
    missing = [facts.locked(asked.published, metric_id) for metric_id in metric_ids]
    if not all(missing):
        return
    with st.container(border=True):
        st.header("Nothing here yet", anchor=False)
        st.markdown(plain(missing[0]))
        with st.container(horizontal=True):
            if st.button("Bring in files", type="primary", icon=":material/upload_file:", key="page_needs"):
                st.switch_page("app_pages/uploads.py")
            templates_button("page_needs")
    raise PageDone


def locked(title: str, unlocks: str) -> None:
    """A figure that has nothing to stand on yet: says which file unlocks it."""
    st.markdown(f"**{plain(title)}**")
    st.caption(plain(unlocks), help=None)
    st.page_link("app_pages/uploads.py", label="Bring in a file", icon=":material/upload_file:")


Draw = Callable[[Ask], Exhibit]


@dataclass(frozen=True)
class Panel:
    """A chart with all that belongs to it.

    key: unique in the app. draw: the exhibit for an ask, so that the same chart can be drawn for the view
    of an export. metrics: whose definitions it shows; the first one decides whether it is locked.
    caveats_first: what the first one can and cannot say stands above its chart, not in its definition only.
    opens_as: what is seen first; a table that is handed on as it is opens as one.
    """

    key: str
    title: str
    draw: Draw
    metrics: tuple[str, ...]
    caveats_first: bool = False
    opens_as: Literal["Chart", "Table"] = "Chart"


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
}


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
            _export_menu(asked, what)
    rows_dialog.show(asked, what.key, what.title, what.draw)
    if reading := " ".join(filter(None, (exhibit.spec.reading, *exhibit.spec.notes))):
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


def _export_menu(asked: Ask, what: Panel) -> None:
    """PNG, SVG, CSV, XLSX, PPTX; publishable unless another view is asked for, which then says so."""
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
    trial = asked.leaving_as(view, is_trial=True)
    try:
        what.draw(trial)
    except UserError as error:
        st.text(error.message)
        return
    for warning in trial.leaving.warnings if trial.leaving else ():
        st.warning(plain(warning), icon=":material/group:")
    for kind, (label, mime) in EXPORTS.items():
        st.download_button(
            label,
            data=_rendered(asked, what, view, kind),
            file_name=f"{what.key.replace('_', '-')}-{view}-{secrets.token_hex(6)}.{kind}",
            mime=mime,
            key=f"download_{what.key}_{view}_{kind}",
            on_click="ignore",
            width="stretch",
        )


def _rendered(asked: Ask, what: Panel, view: View, kind: str) -> Callable[[], bytes]:
    def render() -> bytes:
        from dashboard import exports

        return exports.render(what.draw(asked.leaving_as(view)), kind)

    return render


def caveats(metric: Metric) -> None:
    """What a figure asks, then what it can and cannot say, and of whom: to be read before its chart."""
    said = list(metric.caveats)
    whole = "" if metric.aggregate in ("count", "difference") else metric.denominator
    of_whom = [("Out of", whole), ("Leaves out", metric.leaves_out)]
    if not said and not metric.leaves_out:
        of_whom = [("Counts", metric.numerator)]
    said += [f"{label}: {text}." for label, text in of_whom if text]
    st.markdown(f"**{plain(metric.question)}**")
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in said))


def definition(metric: Metric, more: Callable[[], None] | None = None) -> None:
    """What a figure counts, in words and in SQL; `more` is shown between the two."""
    st.markdown(f"**{plain(metric.title)}**")
    st.markdown(plain(metric.question))
    whole = "" if metric.aggregate == "count" else metric.denominator
    lines = [("Counts", metric.numerator), ("Out of", whole), ("Leaves out", metric.leaves_out)]
    for label, text in lines:
        if text:
            st.markdown(f"{label}: {plain(text)}")
    for caveat in metric.caveats:
        st.markdown(f"- {plain(caveat)}")
    if metric.source:
        st.caption(plain(f"Source: {metric.source}"))
    if more:
        more()
    st.code(metric.sql.strip(), language="sql", wrap_lines=True)


def worked_example(metric: Metric) -> None:
    """At most five rows, what the figure does with each, and the sum; rows of further files where it needs them."""
    told = worked_examples.example(metric.id)
    title = example_words.heading(told)
    st.markdown(f"**{plain(title)}**")
    said = [f"**{plain(verdict)}**: {plain(why)}" for verdict, why in example_words.judged(metric, told)]
    with st.container(key=f"example_rows_{metric.id}"):
        _rows_of_file(told.table, title, {example_words.VERDICT: said})  # Markdown: the verdict stands out
    with st.container(key=f"example_given_{metric.id}"):
        for table_ in told.given:
            says = example_words.given(table_)
            st.markdown(plain(says))
            _rows_of_file(table_, says)
    results, rest = example_words.arithmetic(metric, told)
    lines = [*(f"**{plain(line)}**" for line in results), *(plain(line) for line in rest)]
    st.markdown("  \n".join(lines))


def _rows_of_file(rows: Table, alt: str, more: Mapping[str, list[str]] | None = None) -> None:
    """Rows as they stand in a file, in a table that stands still, as wide as it must be; `more`: a column after them.

    Names of columns may break after an underscore, so that a long one does not push the others off the page.
    """
    cells = {
        plain(name).replace("_", "_\u200b"): [plain(cell) for cell in column]
        for name, column in example_words.columns(rows)
    }
    st.table(cells | dict(more or {}), hide_index=True, width="stretch" if more else "content", alt=alt)


def panels(asked: Ask, main: Panel, second: Panel) -> None:
    """Two charts, 2:1; below each other where there is no room."""
    grid = st.grid(3, min_column_width=300, key="even_charts")
    with grid.cell(column_span=2):
        panel(asked, main)
    with grid.cell():
        panel(asked, second)


@dataclass(frozen=True)
class OneOf:
    """A card of one category of a figure that comes in several."""

    metric_id: str
    category: str
    title: str


@dataclass(frozen=True)
class Group:
    """Figures of a page's "More" that answer one question, under its heading.

    asked: where they are asked of others than the page's, all classes instead of the newest.
    """

    title: str
    cards: tuple[str | OneOf, ...] = ()
    panels: tuple[Panel, ...] = ()
    asked: Ask | None = None


def more_in_groups(asked: Ask, key: str, *groups: Group) -> None:
    """Everything else of a page, where that is much: group by group, drawn only when opened."""
    fold = st.expander("More", key=f"more_{key}", on_change="rerun")
    if not fold.open:
        return
    with fold:
        for place, group in enumerate(groups):
            with st.container(key=f"group_{key}_{place}"):
                st.header(group.title, anchor=False)
                _together(group.asked or asked, f"more_{place}", group.cards, group.panels)


def _together(asked: Ask, key: str, cards: Sequence[str | OneOf], extra: Sequence[Panel]) -> None:
    """Single figures in rows of three, charts in rows of two; fewer fill their row."""
    if cards:
        grid = card_row(key, min(3, len(cards)))
        for one in cards:
            with grid.cell():
                if isinstance(one, OneOf):
                    pick = the(facts.catalog()[one.metric_id].category, one.category)
                    card(asked, one.metric_id, title=one.title, pick=pick)
                else:
                    card(asked, one)
    if extra:
        grid = st.grid(min(2, len(extra)), min_column_width=400, key=f"even_{key}_charts")
        for what in extra:
            with grid.cell():
                panel(asked, what)
