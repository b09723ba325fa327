"""Compare: two groups or periods side by side on any figures, and which differences are more than noise."""

from functools import partial

import streamlit as st

from dashboard.asking import facts, presets
from dashboard.asking.facts import catalog
from dashboard.asking.presets import PRESETS
from dashboard.asking.question import Ask
from dashboard.asking.served import settings
from dashboard.figures import compare
from dashboard.figures.compare import ChosenSide
from dashboard.figures.declared import Panel
from dashboard.widgets import filter_bar, frame, panels
from dashboard.widgets.plain_text import heading, note, plain
from pipelines.errors import UserError

asked = frame.ask()
groups = facts.groups(asked.published)
titles = compare.choosable()


def dates_of(shown: str) -> compare.SideDates:
    """What a choice of dates makes of the page's question."""
    if shown == compare.SAME_DATES:
        return lambda whole: whole
    if shown == compare.YEAR_BEFORE:
        return compare.a_year_before
    own = (
        filter_bar.own_dates(asked.facts, "other_between", bind="query-params")
        if shown == PRESETS["own"]
        else ()
    )
    since, until = presets.dates_called(shown, asked.facts.newest, settings(), own)
    return partial(compare.within, since=since, until=until)


def pick_sides() -> tuple[ChosenSide, ChosenSide]:
    """The widgets for both sides. Raises UserError where what is chosen makes no second side."""
    one, against, other = st.columns([9, 10, 9], vertical_alignment="bottom")
    chosen = one.multiselect(
        "First side",
        groups,
        key="group",
        placeholder="Everyone",
        max_selections=compare.MOST,
        bind="query-params",
    )
    mode = against.selectbox("Against", compare.AGAINST, key="against", bind="query-params")
    first_side = compare.side(tuple(groups[name] for name in chosen))
    if mode == compare.ALL_OTHERS:
        return first_side, compare.all_others(tuple(groups[name] for name in chosen), groups.values())
    if mode == compare.YEAR_BEFORE:
        return first_side, compare.side(tuple(groups[name] for name in chosen), dates=compare.a_year_before)
    theirs = other.multiselect(
        "Second side",
        groups,
        key="other",
        placeholder="Everyone",
        max_selections=compare.MOST,
        bind="query-params",
    )
    dates = st.selectbox(
        "Dates of the second side", compare.OTHER_DATES, key="other_dates", bind="query-params"
    )
    return first_side, compare.side(tuple(groups[name] for name in theirs), dates=dates_of(dates))


def show(asked: Ask, sides: tuple[ChosenSide, ChosenSide], metric_ids: list[str]) -> None:
    comparison = compare.compared(asked, sides, metric_ids)
    by_unit = compare.units(comparison)
    grid = st.grid(3 if len(by_unit) > 1 else 1, min_column_width=300, key="even_charts")
    for place, (unit, pairs) in enumerate(by_unit.items()):
        with grid.cell(column_span=2 if place == 0 and len(by_unit) > 1 else 1):
            panels.panel(
                asked,
                Panel(
                    f"compare_{''.join(c for c in unit if c.isalnum())}",
                    compare.chart_title(pairs),
                    partial(compare.exhibit, sides=sides, metric_ids=metric_ids, unit=unit),
                    tuple(pair.metric.id for pair in pairs),
                    is_said=True,
                ),
            )
    for words in comparison.left_out:
        note(words)
    note(compare.NO_CAUSE)


with st.container(key="comparing"):  # seen whole: the answer comes last and stands first
    title = st.container()
    try:
        sides = compare.named_apart(asked, *pick_sides())
        shown = st.multiselect(
            "Figures",
            titles,
            default=[catalog()[metric_id].title for metric_id in compare.USUAL],
            key="figures",
            max_selections=compare.MOST,
            bind="query-params",
        )
        metric_ids = [titles[name] for name in shown]
        with title:
            heading(*compare.answer(compare.compared(asked, sides, metric_ids)))
        show(asked, sides, metric_ids)
    except UserError as error:
        with title:
            heading("Compare two groups or periods")
        st.info(plain(error.message), icon=":material/compare_arrows:")
