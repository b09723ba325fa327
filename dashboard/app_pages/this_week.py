"""Who could use a nudge this week, a row a student; done and snooze are remembered. Working view only."""

import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from math import ceil

import streamlit as st

from dashboard.asking import served
from dashboard.charts.spec import SYNTHETIC
from dashboard.exports import table_csv
from dashboard.people import digest, nudges, working_view
from dashboard.people.counted_rows import CONFIDENTIAL
from dashboard.people.lists import COLUMNS, FIRST, kinds_of, table
from dashboard.people.nudges import SNOOZES, Entry, Nudge
from dashboard.widgets import frame, message_dialog, nudge_rows
from dashboard.widgets.address import root_address
from dashboard.widgets.frame import PageDone
from dashboard.widgets.nudge_rows import DONE, OPTIONS, PUT_BACK, WRITE
from dashboard.widgets.plain_text import heading, note, plain
from dashboard.widgets.problems import tried
from pipelines.figures import wording

ON_A_PAGE = 25  # students
EVERYBODY, SNOOZED, PUT_AWAY = "all", "snoozed", "done"  # beside the lists, in the address too
SAID = "_week_said"  # in the session: what was just done, and how it is undone

asked = frame.ask()
if asked.view != "working":
    heading("Lists with names are part of the working view only")
    note("Choose “Working view” at the top right to see them.")
    raise PageDone

store, today = served.put_away(), date.today()
away = store.on(today)
kinds = kinds_of(asked.published)
every_list = {kind.id: working_view.follow_through_list(asked, kind.id) for kind in kinds}
still_open = nudges.open_on(every_list, kinds, away)
waiting = nudges.waiting(still_open)
lists: dict[str, list[Entry]] = {
    EVERYBODY: waiting,
    **still_open,
    SNOOZED: nudges.put_away(every_list, kinds, away, "snoozed"),
    PUT_AWAY: nudges.put_away(every_list, kinds, away, "done"),
}
how_many = {name: nudges.students(entries) for name, entries in lists.items()}


def act(students: Sequence[Nudge], option: str) -> None:
    """What a button or a menu asks for, of these students."""
    if option == WRITE:
        message_dialog.open_for(students)
        return
    items = [item for nudge in students for item in nudge.items]
    until = None
    if option in PUT_BACK:
        state, change = "open", store.bring_back(items)
    elif option == DONE:
        state, change = "done", store.put(items, "done")
    else:
        until = today + timedelta(days=SNOOZES[option.removeprefix("Snooze ")])
        state, change = "snoozed", store.put(items, "snoozed", until)
    st.session_state[SAID] = (nudges.after(len(students), state, until, today), change)
    nudge_rows.pick_none()


def undo() -> None:
    _, change = st.session_state.pop(SAID)
    store.undo(change)


def another_list() -> None:
    st.query_params["list"] = st.session_state["week_list"]
    st.session_state["week_page"] = 1
    forget()


def forget() -> None:
    """Begin a list anew: nothing ticked, nothing said, nobody written to."""
    st.session_state.pop(SAID, None)
    nudge_rows.pick_none()
    message_dialog.close()


def more_menu(name: str, rows: Sequence[Nudge]) -> None:
    """The digest and the list as a file."""
    st.caption(f"The weekly digest: what is on every list, the first {FIRST} names each. {CONFIDENTIAL}.")
    week = working_view.digest_of(asked, away, root_address())
    labels = {"eml": "E-mail draft (EML)", "html": "Web page (HTML)", "txt": "Plain text (TXT)"}
    for ending, label in labels.items():
        st.download_button(
            label,
            data=partial(digest.rendered, week, ending),
            file_name=f"this-week-{week.day.isoformat()}-{secrets.token_hex(6)}.{ending}",
            mime=digest.FORMATS[ending],
            key=f"digest_{ending}",
            on_click="ignore",
            width="stretch",
        )
    if rows:
        st.caption("The list that is shown, all of it.")
        st.download_button(
            "This list (CSV)",
            data=partial(list_file, name, [entry for nudge in rows for entry in nudge.entries]),
            file_name=f"{name.replace('_', '-')}-confidential-{secrets.token_hex(6)}.csv",
            mime="text/csv",
            key="week_file",
            on_click="ignore",
            width="stretch",
        )


def list_file(name: str, entries: Sequence[Entry]) -> bytes:
    face = [
        ("Data", SYNTHETIC if asked.facts.is_synthetic else ""),
        ("View", CONFIDENTIAL),
        ("List shown", titles[name]),
        ("Filters", wording.filters(asked.where)),
        ("Period", wording.period(asked.since, asked.until)),
        ("Build", asked.published.build),
    ]
    rows = table((entry.kind, entry.item) for entry in entries)
    return table_csv.table(COLUMNS, rows, [(title, words) for title, words in face if words])


def nothing_here(name: str) -> str:
    own = next((kind.empty for kind in kinds if kind.id == name), "")
    others = {
        EVERYBODY: "No name, thank-you, result or reply waits.",
        SNOOZED: "Nobody is snoozed.",
        PUT_AWAY: "Nothing is marked done.",
    }
    return own or others[name]


def advice(name: str) -> str:
    """What a list holds and what to do about it."""
    kind = next((kind for kind in kinds if kind.id == name), None)
    if kind:
        return f"{wording.plural(len(still_open[name]), *kind.counted)}. {kind.advice}"
    if name == PUT_AWAY:
        return "These stay here until your files say that they are done."
    if name == SNOOZED:
        return "These come back by themselves on their day."
    return ""


titles = {EVERYBODY: "All", **{kind.id: kind.title for kind in kinds}, SNOOZED: "Snoozed", PUT_AWAY: "Done"}
if "week_list" not in st.session_state:  # the page was just opened
    forget()
    wanted = st.query_params.get("list", "")
    st.session_state["week_list"] = wanted if wanted in lists else EVERYBODY
shown = st.session_state["week_list"] = st.session_state["week_list"]  # kept, whatever lists come and go
is_away = shown in (SNOOZED, PUT_AWAY)
rows = (nudges.as_listed if is_away else nudges.by_student)(lists[shown])

with st.container(key="week_head", horizontal=True, wrap=False, vertical_alignment="top"):
    with st.container(gap="xsmall"):
        heading(nudges.answer(how_many[EVERYBODY]), nudges.lede(waiting, today))
    with st.container(key="week_more", width="content"):
        more = st.popover(
            "Digest and files", type="tertiary", icon=":material/more_horiz:", key="digest", on_change="rerun"
        )
if more.open:
    with more:
        more_menu(shown, rows)

st.pills(
    "Lists",
    [name for name, on_it in lists.items() if on_it or name in (EVERYBODY, shown)],
    format_func=lambda name: f"{titles[name]} {wording.count(how_many[name])}",
    required=True,
    key="week_list",
    label_visibility="collapsed",
    on_change=another_list,
)

if said := st.session_state.get(SAID):
    with st.container(key="week_said", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<p role="status">{said[0]}</p>', width="content")
        st.button("Undo", key="week_undo", type="tertiary", on_click=tried(undo))

if words := advice(shown):
    note(words)
if not rows:
    st.success(plain(nothing_here(shown)), icon=":material/task_alt:")
    raise PageDone

pages = ceil(len(rows) / ON_A_PAGE)
page = st.session_state["week_page"] = min(st.session_state.get("week_page", 1), pages)
on_page = rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
options = PUT_BACK if is_away else OPTIONS
with st.container(border=True, gap=None, key="week_rows"):
    nudge_rows.bar(rows, on_page, act, options)
    for nudge in on_page:
        nudge_rows.row(nudge, today, act, options)
with st.container(key="week_foot", horizontal=True, vertical_alignment="center"):
    order = "Latest first" if is_away else "Oldest first"
    note(f"{order} · {wording.count(len(on_page))} of {wording.plural(len(rows), 'student')}")
    if pages > 1:
        st.space("stretch")
        st.pagination(pages, key="week_page", width=320)
message_dialog.show(rows, today)
