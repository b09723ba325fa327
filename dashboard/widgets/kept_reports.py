"""What left the office, on the page: whether a file still says it, what changed since, and making it again."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import cast

import streamlit as st

from dashboard.asking.question import Ask
from dashboard.asking.served import folder
from dashboard.commands.intake import command_line
from dashboard.commands.upload import Upload
from dashboard.exports.formats import FORMATS as CHART_FORMATS
from dashboard.reports import formats
from dashboard.reports.kept import Kept, KeptReports, made_on
from dashboard.reports.leaving import left_again
from dashboard.reports.library import name_of
from dashboard.reports.since import since_then
from dashboard.reports.verify import MEANS, Figure, Verdict, Verified
from dashboard.reports.verify_command import lines_of
from dashboard.reports.verifying.readers import FORMATS
from dashboard.widgets import brand_in_use
from dashboard.widgets.plain_text import note, plain
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.store.leftovers import workplace
from pipelines.typed_json import from_plain

_ICONS: dict[Verdict, str] = {
    "equal": ":material/check_circle:",
    "superseded": ":material/update:",
    "unknown": ":material/help:",
    "altered": ":material/error:",
}
_MOST = 50  # that are offered to be made again; the command line lists all


def what_left(asked: Ask) -> None:
    """Folded away until somebody asks: a place for a file, and the list of what left."""
    fold = st.expander(
        "Verify a file that left, or make it again",
        icon=":material/verified:",
        key="kept_open",
        on_change="rerun",
    )
    if not fold.open:  # all that left is read for the list
        return
    with fold:
        note(
            "Every figure that leaves carries a code. Drop a file here to see whether its figures are still those that"
            " left, also after somebody edited it. It is looked through and not kept."
        )
        sent = st.file_uploader("File to verify", type=list(FORMATS), key="verify_file")
        if sent is not None:
            _verified(Upload(sent.name, sent.getvalue()), asked.published.build)
        _again(asked)


def _verified(upload: Upload, build: str) -> None:
    """Looked through once, in a process of its own: a stranger's file cannot hurt the server."""
    asked_before, found = st.session_state.get("_verified", ((), None))
    asked_now = (upload.sha256, upload.name, build)
    if found is None or asked_before != asked_now:
        try:
            with st.spinner("Looking through the file"):
                found = _looked_through(upload)
        except UserError as error:
            st.error(plain(error.message))
            return
        st.session_state["_verified"] = (asked_now, found)
    _say(found)


def _looked_through(upload: Upload) -> Verified:
    unfinished = "The file was not looked through to the end."
    with workplace() as (place, in_use):
        path = place / "sent.bin"
        path.write_bytes(upload.content)
        arguments = ["verify", f"--name={upload.name}", "--json", str(path)]
        return from_plain(Verified, command_line(arguments, unfinished, in_use=in_use))


def _say(found: Verified) -> None:
    counts = {verdict: sum(one.verdict == verdict for one in found.figures) for verdict in MEANS}
    said = wording.listed(f"{count} {verdict}" for verdict, count in counts.items() if count)
    show = {"equal": st.success, "superseded": st.warning, "unknown": st.warning, "altered": st.error}[
        found.verdict
    ]
    told = MEANS[found.verdict] if found.figures else "Nothing in it is known to have left this office."
    show(plain(f"{told} {said and f'Of its figures: {said}.'}".strip()), icon=_ICONS[found.verdict])
    for figure in found.figures:
        if figure.verdict != "equal":
            _figure(figure)
    for line in found.notes:
        note(line)


def _figure(figure: Figure) -> None:
    left = f", left {figure.left}" if figure.left else ""
    st.markdown(
        f"{_ICONS[figure.verdict]} {plain(f'{figure.title or figure.code} ({figure.code}): {figure.verdict}{left}')}"
    )
    for line in lines_of(figure):
        note(line)


def _again(asked: Ask) -> None:
    store = KeptReports(folder())
    left = {kept.code: kept for kept in store.all()}
    if not left:
        note("Nothing has left yet: a report or chart is kept here when it is downloaded.")
        return
    code = st.selectbox(
        "What left, the newest first",
        list(left)[:_MOST],
        index=None,
        placeholder="Choose one to make it again",
        format_func=lambda one: _named(left[one]),
        key="kept_code",
    )
    if code is None:
        return
    kept = left[code]
    facts = (
        f"Code {kept.code}",
        kept.view,
        kept.period,
        kept.filters,
        f"data through {kept.as_of}",
        f"build {kept.build}",
    )
    note(" · ".join(filter(None, facts)))
    _what_changed(kept, asked)
    _download(store, kept)
    note(f"It is kept until somebody removes it: career-conversations kept {kept.code} --delete.")


def _named(kept: Kept) -> str:
    view = "" if kept.view == "publishable" else f" · {kept.view}"
    return f"{made_on(kept)} · {kept.title}{view} · {kept.period}"


def _what_changed(kept: Kept, asked: Ask) -> None:
    if kept.build == asked.published.build:
        note("Today's data are those it was made of.")
        return
    since = since_then(kept, asked.published)
    if since.why_not:
        note(since.why_not)
    elif not since.superseded:
        note("What changed since: nothing. Every figure reads the same today.")
    for old in since.superseded:
        was, now = " / ".join(old.was), " / ".join(old.now) or "not shown"
        note(f"Changed since: {old.title}. It read “{was}”; today “{now}”.")


def _download(store: KeptReports, kept: Kept) -> None:
    """In any format, with the figures it left with."""
    known = tuple(formats.FORMATS if kept.report is not None else CHART_FORMATS)
    ending = st.segmented_control(
        "Make again as",
        known,
        default=kept.files[-1].ending,
        required=True,
        format_func=str.upper,
        key="kept_as",
    )
    st.download_button(
        "Make again",
        data=_made(store, kept, cast(str, ending)),
        file_name=f"{name_of(kept.title)}-{kept.code.lower()}-{secrets.token_hex(6)}.{ending}",
        key="kept_download",
        icon=":material/download:",
        on_click="ignore",
    )


def _made(store: KeptReports, kept: Kept, ending: str) -> Callable[[], bytes]:
    return lambda: left_again(store, kept, ending, brand_in_use.brand())
