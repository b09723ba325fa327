"""The files of the session on their way in: what each was read as under what was decided about it.

uploaded -> Incoming, kept by place -> read_all(): a report of each, from memory where nothing changed -> steps
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from dashboard.asking import served
from dashboard.commands import intake
from dashboard.commands.upload import Upload
from dashboard.uploads.decisions import Decided, choices_of, decided
from dashboard.widgets.plain_text import plain
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.ingest.import_choices import Choices
from pipelines.ingest.import_report import ImportReport
from pipelines.sources.catalog import Source, sources

Previews = dict[tuple[str, str, Choices, str], ImportReport | UserError]


@dataclass(frozen=True)
class Incoming:
    """A file, what was decided about it, and what an import of both would do; error: why that cannot be told."""

    place: str
    upload: Upload
    choices: Choices
    report: ImportReport
    error: UserError | None = None

    @property
    def decided(self) -> Decided:
        return decided(self.place)

    @property
    def is_hopeless(self) -> bool:
        """Nothing that could be said here would let it in."""
        is_unread = self.report.is_refused and not self.report.columns and not self.is_calendar
        return self.error is not None or is_unread

    @property
    def is_calendar(self) -> bool:
        """Whether its entries are suggestions, of which somebody says what they were."""
        return bool(self.report.suggested_talks)

    @property
    def can_come_in(self) -> bool:
        return self.error is None and not self.report.is_refused

    @cached_property
    def taken_for(self) -> str:
        """The kind of file it is taken for: as said, as recognized, else the likeliest; "" where nothing is near."""
        report = self.report
        asked = next((one.source for one in report.questions if one.source), "")
        likeliest = next((guess.source for guess in report.guesses), "")
        return self.choices.source or report.source or asked or likeliest

    @property
    def source(self) -> Source | None:
        return sources().get(self.taken_for)


def add(uploads: Sequence[Upload]) -> None:
    """Take files into the session, each under a place of its own."""
    for upload in uploads:
        number = st.session_state["places"] = st.session_state.get("places", 0) + 1
        st.session_state.setdefault("files", {})[f"f{number}"] = upload


def remove(place: str) -> None:
    """Let go of a file and what was said about it."""
    st.session_state["files"].pop(place, None)
    st.session_state.pop(f"decided_{place}", None)
    if not st.session_state["files"]:
        clear()


def clear() -> None:
    """Let go of all files."""
    for place in list(st.session_state.get("files", {})):
        st.session_state.pop(f"decided_{place}", None)
    st.session_state["files"], st.session_state["previews"] = {}, {}
    st.session_state.pop("step", None)


def read_all() -> list[Incoming]:
    """Every file of the session as it would come in now; what was looked at before is not read again."""
    files: dict[str, Upload] = st.session_state.get("files", {})
    chosen = {place: choices_of(place) for place in files}
    known: Previews = st.session_state.setdefault("previews", {})
    keys = {place: _key(upload, chosen[place]) for place, upload in files.items()}
    waiting = {keys[place]: (files[place], chosen[place]) for place in files if keys[place] not in known}
    if waiting:
        known |= _looked_at(waiting)
    return [_incoming(place, files[place], chosen[place], known[keys[place]]) for place in files]


def _key(upload: Upload, choices: Choices) -> tuple[str, str, Choices, str]:
    return upload.name, upload.sha256, choices, served.build_name()


def _looked_at(waiting: dict[tuple[str, str, Choices, str], tuple[Upload, Choices]]) -> Previews:
    """A file that cannot be previewed has its error instead of a report."""
    bar = st.progress(0.0, text=f"Reading {wording.plural(len(waiting), 'file')}")

    def show(share: float, text: str) -> None:
        bar.progress(share, text=plain(text[:1].upper() + text[1:]))

    try:
        looks: list[ImportReport | UserError] = [*intake.previews(list(waiting.values()), show)]
    except UserError as error:
        looks = [error] * len(waiting)
    bar.empty()
    return dict(zip(waiting, looks, strict=True))


def _incoming(place: str, upload: Upload, choices: Choices, look: ImportReport | UserError) -> Incoming:
    if isinstance(look, UserError):
        return Incoming(place, upload, choices, ImportReport(upload.name), look)
    if look.saved_mapping:
        decided(place).saved = (look.saved_mapping.name, look.saved_mapping.source)
    return Incoming(place, upload, choices, look)
