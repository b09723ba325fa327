"""Who needs a nudge: short lists with names; done and snooze are remembered. Working view only."""

import secrets
from datetime import date, timedelta
from functools import partial

import streamlit as st

from dashboard.asking import served
from dashboard.charts.spec import SYNTHETIC
from dashboard.exports import table_csv
from dashboard.office.put_away import State
from dashboard.people import digest, messages, working_view
from dashboard.people.counted_rows import CONFIDENTIAL
from dashboard.people.lists import (
    COLUMNS,
    FIRST,
    Item,
    ListKind,
    about,
    count_away,
    counts,
    kinds_of,
    since_when,
    still_open,
    table,
)
from dashboard.widgets import frame, plain_text
from dashboard.widgets.address import root_address
from dashboard.widgets.frame import PageDone
from dashboard.widgets.plain_text import note
from dashboard.widgets.problems import tried
from dashboard.widgets.students import student_link
from pipelines.errors import UserError
from pipelines.figures import wording

SNOOZE_DAYS = 7
MOST = 300  # rows a page can bear

asked = frame.ask()
store = served.put_away()


def put_away(item: Item, state: State) -> None:
    until = date.today() + timedelta(days=SNOOZE_DAYS) if state == "snoozed" else None
    store.put([item.id], state, until)


def row(item: Item, kind: ListKind) -> None:
    """One thing to follow up. Names are outside text: plain text, never Markdown."""
    who, whom, when, actions = st.columns([21, 31, 18, 30], vertical_alignment="center")
    with who:
        student_link(item.student_id, item.student)
    whom.text(about(item) or "–")
    when.text(since_when(item))
    with actions.container(horizontal=True, wrap=False, horizontal_alignment="right", gap="small"):
        words = st.popover("Message", type="tertiary", key=f"message_{item.id}", on_change="rerun")
        if words.open:
            with words:
                message(item, kind)
        st.button(
            "Done",
            key=f"done_{item.id}",
            on_click=tried(put_away),
            args=(item, "done"),
            type="tertiary",
            help="Take it off the list for good",
        )
        st.button(
            "Snooze",
            key=f"snooze_{item.id}",
            on_click=tried(put_away),
            args=(item, "snoozed"),
            type="tertiary",
            help=f"Back in {SNOOZE_DAYS} days",
        )


def message(item: Item, kind: ListKind) -> None:
    """What to write, to copy or to open as a draft; nothing is sent from here."""
    try:
        written = working_view.message(item, kind.id)
    except UserError as error:
        st.text(error.message)
        return
    st.caption("To and subject")
    st.code(item.email or "No e-mail address is on the roster", language=None)
    st.code(written.subject, language=None, wrap_lines=True)
    st.caption("Text")
    st.code(written.text, language=None, wrap_lines=True)
    link = messages.mailto(item.email, written)
    if link:
        st.link_button("Open in my mail program", link, icon=":material/mail:")


def list_file(kind: ListKind, items: list[Item]) -> bytes:
    face = [
        ("Data", SYNTHETIC if asked.facts.is_synthetic else ""),
        ("View", CONFIDENTIAL),
        ("List", kind.title),
        ("Filters", wording.filters(asked.where)),
        (
            "Period",
            wording.period(asked.since, asked.until) if kind.is_dated else "Whatever dates are chosen",
        ),
        ("Build", asked.published.build),
    ]
    return table_csv.table(COLUMNS, table(items), [(heading, words) for heading, words in face if words])


def digest_menu() -> None:
    st.caption(f"What stands on every list, the first {FIRST} names each. {CONFIDENTIAL}.")
    week = working_view.digest_of(asked, away, root_address())
    labels = {"eml": "E-mail draft (EML)", "html": "Web page (HTML)", "txt": "Plain text (TXT)"}
    for ending, label in labels.items():
        st.download_button(
            label,
            data=partial(digest.rendered, week, ending),
            file_name=f"follow-through-{week.day.isoformat()}-{secrets.token_hex(6)}.{ending}",
            mime=digest.FORMATS[ending],
            key=f"digest_{ending}",
            on_click="ignore",
            width="stretch",
        )


if asked.view != "working":
    plain_text.heading("Follow-through", "Lists with names are part of the working view only.")
    note("Choose “Working view” at the top right to see them.")
    raise PageDone

away = store.on(date.today())
kinds = kinds_of(asked.published)
every_list = {kind.id: working_view.follow_through_list(asked, kind.id) for kind in kinds}
open_items = {name: still_open(items, away) for name, items in every_list.items()}
plain_text.heading("Follow-through", counts(open_items, kinds))
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    note("Counted to the newest date in each source.")
    st.space("stretch")
    st.page_link("app_pages/student.py", label="Find a student", icon=":material/person_search:")
    menu = st.popover(
        "Weekly digest", type="tertiary", icon=":material/mail:", key="digest", on_change="rerun"
    )
if menu.open:
    with menu:
        digest_menu()


def keep_list_in_address() -> None:
    st.query_params["list"] = st.session_state["follow_list"]


labels = {kind.id: f"{kind.title} ({wording.count(len(open_items[kind.id]))})" for kind in kinds}
wanted = st.query_params.get("list", "")
chosen = st.segmented_control(
    "List",
    list(labels),
    format_func=labels.__getitem__,
    default=wanted
    if wanted in labels
    else next((kind.id for kind in kinds if open_items[kind.id]), kinds[0].id),
    required=True,
    key="follow_list",
    label_visibility="collapsed",
    on_change=keep_list_in_address,
)
kind = next(kind for kind in kinds if kind.id == chosen)
items = open_items[kind.id]
with st.container(border=True, gap="xsmall"):
    st.caption(kind.advice)
    if not items:
        st.success(kind.empty, icon=":material/task_alt:")
    lines = st.container(gap="xsmall")
    show_all = len(items) > FIRST and st.toggle(f"Show all {wording.count(len(items))}", key=f"all_{kind.id}")
    with lines:
        for item in items[: MOST if show_all else FIRST]:
            row(item, kind)
    if show_all and len(items) > MOST:
        st.caption(f"The first {wording.count(MOST)}; the file has them all.")
    if items:
        st.download_button(
            "Download this list (CSV)",
            data=lambda: list_file(kind, items),
            file_name=f"{kind.id.replace('_', '-')}-confidential-{secrets.token_hex(6)}.csv",
            mime="text/csv",
            icon=":material/download:",
            type="tertiary",
            key=f"file_{kind.id}",
            on_click="ignore",
            help=f"{CONFIDENTIAL}.",
        )

done_count, snoozed_count = count_away(every_list[kind.id], away)
if done_count or snoozed_count:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{done_count} done, {snoozed_count} snoozed.")
        st.button(
            "Put them back",
            key="bring_back",
            type="tertiary",
            on_click=tried(store.bring_back),
            args=([item.id for item in every_list[kind.id]],),
        )
