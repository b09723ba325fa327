"""What Home is made of: tiles, what stands out, this week, the office's files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from dashboard.asking import facts, logs, served, stand_out, updates
from dashboard.asking.facts import catalog, locked
from dashboard.asking.question import Ask
from dashboard.figures import next_files, stand_out_words
from dashboard.figures.card_words import chip_color
from dashboard.figures.compare import ALL_OTHERS
from dashboard.figures.stand_out_words import Pointer
from dashboard.figures.tiles import Tile
from dashboard.people import nudges, working_view
from dashboard.people.lists import kinds_of
from dashboard.widgets import small_charts
from dashboard.widgets.address import DIMENSION, carried_filters
from dashboard.widgets.plain_text import plain
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.release.standing_out import StandingOut
from pipelines.sources.catalog import sources

MOST_FINDINGS = 3


# -- tiles -----------------------------------------------------------------------------------------


def tiles(row: Sequence[Tile]) -> None:
    """Four figures in a row, each a link to its page."""
    grid = st.grid(4, min_column_width=288, gap="small", key="even_tiles")
    for one in row:
        with grid.cell():
            _tile(one)


def _tile(one: Tile) -> None:
    with st.container(border=True, height="stretch", key=f"tile_{one.key}", gap=None):
        page = "uploads" if one.unlocks else one.page
        st.page_link(
            f"app_pages/{page}.py", label=plain(one.title), help="", query_params=carried_filters() or None
        )
        if one.unlocks:
            st.caption(plain(one.unlocks))
            return
        tone = one.tone.tone if one.tone else ""
        with st.container(key=f"tone_{tone or 'none'}_{one.key}"):
            st.metric(
                plain(one.title),
                plain(one.value),
                one.change or None,
                delta_color=chip_color(one.tone),
                delta_arrow="off",
                label_visibility="collapsed",
            )
            st.caption(plain(one.says) if one.says else "\u00a0")
        drawn = small_charts.trend(one.trend) if one.trend else ""
        drawn += small_charts.toward(one.toward) if one.toward else ""
        if drawn:
            st.html(drawn)


# -- what stands out -------------------------------------------------------------------------------


def what_stands_out(asked: Ask) -> None:
    """At most three findings, each with its sides and a link to the page that shows the group."""
    standing_out = stand_out.what_stands_out(
        asked, between=st.empty().empty
    )  # a click meanwhile ends it there
    pointers = _pointers(asked, standing_out)[:MOST_FINDINGS]
    grid = st.grid(max(len(pointers), 1), min_column_width=250, gap="small", key="even_findings")
    for place, pointer in enumerate(pointers):
        with grid.cell():
            _finding(asked, pointer, place)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="basis"):
        st.caption(plain(stand_out_words.basis(standing_out)), width="content")
        with st.popover("How we check", type="tertiary", key="how_checked"):
            for words in stand_out_words.how_checked(asked.view):
                st.markdown(plain(words))


def _pointers(asked: Ask, standing_out: StandingOut) -> list[Pointer]:
    """Logs that stopped, then groups, then what asking does."""
    found: list[Pointer | None] = []
    for log in logs.stopped_programs(asked)[:1]:
        held_since = logs.after_it_stopped(asked, log).alone().figure("interview_volume")
        found.append(stand_out_words.stopped_log(log.program, log.last_held, held_since))
    found += stand_out_words.pointers(standing_out)
    if not locked(asked.published, "referral_yield_by_asking"):
        found.append(stand_out_words.asking(asked.alone().figure("referral_yield_by_asking")))
    return [pointer for pointer in found if pointer]


def _finding(asked: Ask, pointer: Pointer, place: int) -> None:
    with st.container(border=True, height="stretch", key=f"finding_{place}", gap=None):
        st.subheader(plain(pointer.sentence.removesuffix(".")), anchor=False)
        st.caption(plain(pointer.basis))
        st.html(small_charts.sides(pointer.rows))
        st.space("stretch")
        page, filters = _where(asked, pointer)
        st.page_link(
            f"app_pages/{page}.py",
            label=plain(pointer.link),
            icon=":material/arrow_forward:",
            icon_position="right",
            query_params=filters,
            help="",
        )


def _where(asked: Ask, pointer: Pointer) -> tuple[str, Mapping[str, str | Sequence[str]]]:
    """The figure's page with the group chosen in the filter bar; a group it does not offer: the Compare page."""
    if not pointer.dimension:
        return pointer.page, carried_filters()
    if pointer.dimension in DIMENSION.values():
        return pointer.page, carried_filters(**{pointer.dimension: pointer.group})
    named = {pair: name for name, pair in facts.groups(asked.published).items()}
    side = {
        "group": named[pointer.dimension, pointer.group],
        "against": ALL_OTHERS,
        "figures": pointer.figure,
    }
    return "compare", {**carried_filters(), **side}


# -- this week -------------------------------------------------------------------------------------


def this_week(asked: Ask) -> None:
    """How many to nudge and why, with Start."""
    with st.container(key="week", height="stretch", gap="xsmall"):
        st.header("This week", anchor=False)
        if asked.view != "working":
            st.caption("Whom to nudge is part of the working view: it names students.")
            return
        kinds = [kind for kind in kinds_of(asked.published) if kind.is_for_all]
        lists = {kind.id: working_view.follow_through_list(asked, kind.id) for kind in kinds}
        waiting = nudges.open_on(lists, kinds, served.put_away().on(date.today()))
        students = nudges.students(nudges.waiting(waiting))
        if not students:
            st.caption("Nobody is waiting for a nudge.")
            return
        st.caption(plain(f"{wording.plural(students, 'student')} to nudge"))
        for kind in kinds:
            if entries := waiting[kind.id]:
                oldest = max(entry.item.age_days or 0 for entry in entries)
                count, _, things = wording.plural(len(entries), *kind.counted).partition(" ")
                with st.container(key=f"nudge_{kind.id}"):
                    st.markdown(f"**{plain(count)}** {plain(things)}")
                    st.caption(plain(f"oldest {wording.days(oldest)}" if oldest else ""))
        st.space("stretch")
        if st.button("Start with the oldest", type="primary", width="stretch", key="start_week"):
            st.switch_page("app_pages/this_week.py")


# -- files -----------------------------------------------------------------------------------------


def files(asked: Ask, headlines: Sequence[tuple[Ask, str]]) -> None:
    """What the last file changed; while files are missing, which, in the order of their worth."""
    there = {row["source"] for row in facts.history(asked.published) if row["status"] != "undone"}
    has = next_files.stands_for(there)
    if missing := [source for source in next_files.WORTH if source not in has]:
        _checklist(has, missing)
    _what_changed(asked, headlines)


def _checklist(has: set[str], missing: Sequence[str]) -> None:
    done = len(next_files.WORTH) - len(missing)
    with st.container(border=True, key="checklist", gap="xsmall"):
        st.header(plain(f"Your office is {done} of {len(next_files.WORTH)} files along"), anchor=False)
        st.caption("Each file answers a question. Any order works.")
        grid = st.grid(3, min_column_width=288, gap="small", key="even_checklist")
        for source, answers in next_files.WORTH.items():
            with grid.cell():
                mark = ":material/check_circle:" if source in has else ":material/radio_button_unchecked:"
                name = sources()[source].title
                is_next = source == missing[0]
                st.markdown(f"{mark} {'**Next: ' if is_next else ''}{plain(name)}{'**' if is_next else ''}")
                st.caption(plain(f"{answers[:1].upper()}{answers[1:]}"))
        if st.button("Bring in files", type="primary", icon=":material/upload_file:", key="bring_next"):
            st.switch_page("app_pages/uploads.py")


def _what_changed(asked: Ask, headlines: Sequence[tuple[Ask, str]]) -> None:
    """One line on the newest import; folded below it, the files and how the headline figures moved.

    headlines: (who it is asked of, figure), as the tiles show them. Nothing is asked while it is folded.
    """
    update = updates.last_update(asked.published)
    line = stand_out_words.update_line(update.came_in, update.went)
    fold = st.expander(plain(line), key="what_changed", on_change="rerun", icon=":material/history:")
    if not fold.open:
        return
    with fold:
        for row in update.came_in:
            st.text(f"• {stand_out_words.import_words(row)}")
        for row in update.went:
            st.text(f"• Undone: {row['file_name']}")
        if update.before is None:
            st.caption("No earlier build is kept, so there is nothing to set the figures beside.")
        elif asked.view == "publishable":
            st.caption(
                "How the figures moved is not part of the publishable view: a change by a few students would tell"
                " about those few."
            )
        else:
            for who, metric_id in headlines:
                if not locked(who.published, metric_id):
                    st.text(f"• {_moved(updates.to_the_newest_of_both(who), metric_id)}")
            st.caption("Both builds were asked the same question: these filters and these dates.")


def _moved(asked: Ask, metric_id: str) -> str:
    metric = catalog()[metric_id]
    try:
        now = asked.figure(metric_id)
    except UserError as error:
        return f"{metric.title}: {error.message}"
    return stand_out_words.moved(metric, now, updates.figure_before(asked, metric_id))
