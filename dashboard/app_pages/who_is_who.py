"""Who is who: what looks like one student, employer or contact, decided by a person; every decision can be undone."""

import hashlib
from collections.abc import Sequence

import streamlit as st

from dashboard.asking import facts
from dashboard.asking.served import current
from dashboard.commands import intake
from dashboard.widgets.first_start import first_start
from dashboard.widgets.frame import PageDone
from dashboard.widgets.plain_text import heading, note, plain
from dashboard.widgets.problems import problem_box
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.identity.decisions import Decision
from pipelines.identity.suggestion import Suggestion

FIRST = 15  # suggestions shown before "show all": a list one can finish
SAME, APART = "Same", "Not the same"
KINDS = {
    "student": (
        "Students",
        "Rows that name somebody the roster does not know by id or e-mail. Until you say so, they stay apart.",
    ),
    "employer": (
        "Employers",
        "One employer under several names. The name on the right is used from then on.",
    ),
    "contact": (
        "Contacts",
        "Contacts who look like one person. Different e-mail addresses never merge by themselves.",
    ),
}
SIDES = {
    "student": ("In your files", "May be"),
    "employer": ("Written as", "Would be called"),
    "contact": ("Contact", "May be the same as"),
}
DECIDED = "decided"
WIDTHS = (35, 35, 30)

published = current()
if published is None:
    first_start()
    raise PageDone


def place(one: Suggestion) -> str:
    """A widget's name for a pair: nothing of the outside text."""
    return "answer_" + hashlib.sha256(f"{one.left_key}\n{one.right_key}".encode()).hexdigest()[:16]


def save(open_ones: Sequence[Suggestion]) -> None:
    """Decide everything answered, in one go; what goes wrong is shown on the page."""
    answers = [
        (one.left_key, one.right_key, st.session_state[place(one)] == SAME)
        for one in open_ones
        if st.session_state.get(place(one))
    ]
    try:
        st.session_state["who_problems"] = intake.decide(answers)
    except UserError as error:
        st.session_state["who_problems"] = [error.message]


def take_back(decision_id: int) -> None:
    try:
        intake.undo_decision(decision_id)
    except UserError as error:
        st.session_state["who_problems"] = [error.message]


def suggestion_row(one: Suggestion) -> None:
    """Two names, why they may be one, and the answer. Names are outside text: plain text, never Markdown."""
    left, right, answer = st.columns(WIDTHS, vertical_alignment="center")
    left.text(one.left_name)
    right.text(one.right_name)
    answer.segmented_control(
        "Are they the same?", (SAME, APART), key=place(one), label_visibility="collapsed"
    )
    st.caption(plain(". ".join(one.evidence) + "."))


def decision_row(one: Decision) -> None:
    words, when, action = st.columns([62, 20, 18], vertical_alignment="center")
    words.text(one.words)
    when.text(wording.day(one.decided_at.date()))
    action.button(
        "Undo",
        key=f"undo_decision_{one.decision_id}",
        on_click=take_back,
        args=(one.decision_id,),
        type="tertiary",
        icon=":material/undo:",
    )


waiting_in_all = facts.who_is_who(published)
decided = facts.decisions_made(published)
by_kind = {kind: [one for one in waiting_in_all if one.kind == kind] for kind in KINDS}
counted = [wording.plural(len(ones), kind) for kind, ones in by_kind.items() if ones]
heading(
    "Who is who",
    f"{wording.listed(counted)} may be somebody already known."
    if counted
    else "Nothing waits for a decision.",
)
note("Nothing is merged until you say so. Leave open what you do not know; every decision can be undone.")
for message in st.session_state.pop("who_problems", []):
    problem_box(UserError(message))

names = {kind: f"{KINDS[kind][0]} ({wording.count(len(ones))})" for kind, ones in by_kind.items() if ones}
if decided:
    names[DECIDED] = f"Decided ({wording.count(len(decided))})"
if names:
    chosen = st.segmented_control(
        "What",
        list(names),
        format_func=names.__getitem__,
        default=next(iter(names)),
        required=True,
        key=f"who_{'_'.join(names)}",
        label_visibility="collapsed",
    )
    with st.container(border=True, gap="xsmall"):
        if chosen == DECIDED:
            for decision in decided:
                decision_row(decision)
        else:
            st.caption(KINDS[chosen][1])
            waiting = by_kind[chosen]
            for column, side in zip(st.columns(WIDTHS), (*SIDES[chosen], ""), strict=True):
                column.markdown(f"**{side}**" if side else "")
            rows = st.container(gap="xsmall")
            show_all = len(waiting) > FIRST and st.toggle(
                f"Show all {wording.count(len(waiting))}", key=f"who_all_{chosen}"
            )
            with rows:
                for one in waiting if show_all else waiting[:FIRST]:
                    suggestion_row(one)
    if chosen != DECIDED:
        answered = sum(bool(st.session_state.get(place(one))) for one in waiting_in_all)
        st.button(
            f"Save {wording.plural(answered, 'decision')}" if answered else "Save",
            type="primary",
            icon=":material/check:",
            key="save_decisions",
            disabled=not answered,
            on_click=save,
            args=(waiting_in_all,),
        )
