"""The one box for problems: what is a person's to mend, and what is a fault of ours."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from pipelines.errors import UserError

_TRIED = "_tried"


def problem_box(error: UserError) -> None:
    """The one place where a person learns that something is theirs to mend. No traceback."""
    with st.container(border=True, key=f"problem_{secrets.token_hex(4)}"):
        st.error("This cannot be shown as asked.", icon=":material/error:")
        st.text(error.message)
        if error.problems:
            problem_table([problem.as_dict() for problem in error.problems])


def tried(action: Callable[..., object]) -> Callable[..., None]:
    """A callback that keeps what goes wrong and is a person's to mend for the page, which shows it (`show_tried`).

    Streamlit runs callbacks before the page, where nothing catches what they raise.
    """

    def run(*arguments: object) -> None:
        try:
            action(*arguments)
        except UserError as error:
            st.session_state[_TRIED] = error

    return run


def show_tried() -> None:
    """What went wrong in the callback before this run of the page, once."""
    if error := st.session_state.pop(_TRIED, None):
        problem_box(error)


def problem_table(problems: Sequence[Mapping[str, Any]]) -> None:
    """What is wrong, row by row: quoted cells stay plain text."""
    st.dataframe(
        {
            "Row": [cell_text(problem.get("row")) for problem in problems],
            "Column": [problem.get("column") or "" for problem in problems],
            "Problem": [problem.get("message") or "" for problem in problems],
            "Found": [cell_text(problem.get("found")) for problem in problems],
            "Expected": [cell_text(problem.get("expected")) for problem in problems],
            "Rows": [problem.get("count", 1) for problem in problems],
        },
        hide_index=True,
        alt="Problems found in the file",
    )


def cell_text(value: Any) -> str:
    """A cell of somebody's file as text."""
    return "" if value is None else str(value)


def fault_box() -> None:
    """For what is our fault: one sentence; the log says where."""
    st.error(
        "Something went wrong on this page. It was noted in the server's log, without any data."
        " Reload the page; if it happens again, tell whoever looks after this dashboard.",
        icon=":material/error:",
    )
