"""What arrived by itself in a drop folder and waits for a person: which file, since when, and why."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import streamlit as st

from dashboard.widgets.plain_text import note
from dashboard.widgets.problems import problem_box
from pipelines.arrivals.receipt import waiting
from pipelines.errors import UserError
from pipelines.figures import wording


def arrivals_waiting(warehouse: Path) -> None:
    """A section, where anything waits; nothing else."""
    try:
        files = list(waiting(warehouse))
    except UserError as problem:
        problem_box(problem)
        return
    if not files:
        return
    st.header("Arrived, and waiting for you", anchor=False)
    with st.container(border=True, gap="xsmall"):
        for found in files:
            since = datetime.fromisoformat(found.receipt.at).date()
            st.text(f"{found.receipt.file}, since {wording.day(since)}\n{' '.join(found.receipt.why)}")
        note(
            "These lie in the folder “quarantine” beside where they arrived. Once a mapping is saved or an answer given"
            " here, they come in by themselves the next time."
        )
