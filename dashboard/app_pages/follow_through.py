"""Who needs a nudge: short lists with names; done and snooze are remembered. Working view only."""

from datetime import date, timedelta

import streamlit as st

from dashboard import components, data
from dashboard.follow_through import FIRST, KINDS, Item, count_away, standing
from pipelines import wording

SNOOZE_DAYS = 7
MOST = 300  # rows a page can bear

asked = components.ask()
store = data.office_store()


def put_away(item: Item, state: str) -> None:
    until = date.today() + timedelta(days=SNOOZE_DAYS) if state == "snoozed" else None
    store.put_away([item.id], "snoozed" if state == "snoozed" else "done", until)


def row(item: Item) -> None:
    """One thing to follow up. Names are outside text: plain text, never Markdown."""
    who, whom, when, actions = st.columns([22, 36, 18, 24], vertical_alignment="center")
    who.text(item.student)
    whom.text(" · ".join(part for part in (item.contact, item.employer, item.detail) if part) or "–")
    if item.day:
        age = f", {wording.days(item.age_days)} ago" if item.age_days is not None else ""
        when.text(wording.day(item.day) + age)
    with actions.container(horizontal=True, wrap=False, horizontal_alignment="right", gap="small"):
        st.button(
            "Done",
            key=f"done_{item.id}",
            on_click=put_away,
            args=(item, "done"),
            type="tertiary",
            icon=":material/check:",
            help="Take it off the list for good",
        )
        st.button(
            "Snooze",
            key=f"snooze_{item.id}",
            on_click=put_away,
            args=(item, "snoozed"),
            type="tertiary",
            icon=":material/snooze:",
            help=f"Back in {SNOOZE_DAYS} days",
        )


if asked.view != "working":
    components.heading("Follow-through", "Lists with names are part of the working view only.")
    components.note("Choose “Working view” at the top right to see them.")
    raise components.PageDone

away = store.put_away_today(date.today())
found = {kind.id: data.follow_through_list(asked, kind.id) for kind in KINDS}
open_items = {name: standing(items, away) for name, items in found.items()}
components.heading(
    "Follow-through",
    f"{wording.plural(len(open_items['names_not_contacted']), 'name')} nobody has contacted, "
    f"{wording.plural(len(open_items['result_missing']), 'interview')} without a result, "
    f"{wording.plural(len(open_items['thank_you_due']), 'thank-you')} due, "
    f"{wording.plural(len(open_items['none_recorded']), 'student')} with no interview recorded.",
)
components.note("Counted to the newest date in each source, within the dates chosen above.")

labels = {f"{kind.title} ({wording.count(len(open_items[kind.id]))})": kind for kind in KINDS}
chosen = st.segmented_control(
    "List",
    [kind.id for kind in KINDS],
    format_func=lambda name: next(text for text, kind in labels.items() if kind.id == name),
    default=next((kind.id for kind in KINDS if open_items[kind.id]), KINDS[0].id),
    required=True,
    key="follow_list",
    label_visibility="collapsed",
)
kind = next(kind for kind in KINDS if kind.id == chosen)
items = open_items[kind.id]
with st.container(border=True, gap="xsmall"):
    st.caption(kind.advice)
    if not items:
        st.success(kind.empty, icon=":material/task_alt:")
    rows = st.container(gap="xsmall")
    show_all = len(items) > FIRST and st.toggle(f"Show all {wording.count(len(items))}", key=f"all_{kind.id}")
    with rows:
        for item in items[: MOST if show_all else FIRST]:
            row(item)
done_count, snoozed_count = count_away(found[kind.id], away)
if done_count or snoozed_count:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{done_count} done, {snoozed_count} snoozed.")
        st.button(
            "Put them back",
            key="bring_back",
            type="tertiary",
            on_click=store.bring_back,
            args=([item.id for item in found[kind.id]],),
        )
