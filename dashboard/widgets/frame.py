"""What pages are made of: the filter bar, figure cards, figure panels, lists, the one box for problems.

Outside text (headers, names of files, people, colleges) never goes through Markdown: it is shown with
`st.text`, in tables, or in widgets that take plain text.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast
from urllib.parse import urlsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.asking import presets, served
from dashboard.asking.facts import Facts, every_dimension, facts_of
from dashboard.asking.presets import PRESETS, year_before
from dashboard.asking.question import Ask
from dashboard.asking.served import current, settings
from dashboard.commands import intake
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.figures.results import View
from pipelines.store.warehouse import Published

log = logging.getLogger("career_conversations")

VIEWS: dict[str, View] = {"Working": "working", "Internal": "internal", "Publishable": "publishable"}
VIEW_SAYS: dict[View, str] = {
    "working": "Working view: confidential student and contact records",
    "internal": "Internal view: not for publication",
    "publishable": "Publishable view: small groups are hidden, numbers rounded",
}
FILTERS = {"program": "Program", "college": "College", "class": "Class"}
DIMENSION = {"program": "program", "college": "college", "class": "class_year"}
FILTER_OF = {dimension: key for key, dimension in DIMENSION.items()}
PERIOD_WORDS = {
    "year": "This academic year",
    "term": "This term",
    "12m": "In the last 12 months",
    "all": "In all",
    "own": "In these dates",
}
URL_KEYS = (*FILTERS, "dates", "between", "view")
FORMS = ("Chart", "Table")  # of a panel: form_<panel>; its cut is cut_<panel>
OF_ONE_PAGE = ("student", "list")  # read by their page, which says itself what it does not know
STREAMLITS_OWN = ("embed", "embed_options")
SYNTHETIC = "Synthetic: do not cite"


def style() -> None:
    """The little that the theme file cannot say."""
    st.html(
        """<style>
        .st-key-sentence p { font-size: 1.2rem; line-height: 1.5; max-width: 62rem; }
        [class*="st-key-even_"] [data-testid="stGridCellContent"] > div { flex-grow: 1; }
        @media (max-width: 1100px) {
            .st-key-even_charts [data-testid="stGridCell"] { grid-column: 1 / -1 !important; }
        }
        [data-testid="stHeading"] h2 { padding: 0.5rem 0 1rem; line-height: 1.2; }
        [class*="st-key-panel_"] [data-testid="stHeading"] h2 { padding: 0.25rem 0; }
        [class*="st-key-group_"] > [data-testid="stElementContainer"] h2 { font-size: 1.3rem; padding-bottom: 0.5rem; }
        [data-testid="stMetricValue"] { line-height: 1.15; }
        [data-testid="stCode"] .token.token { color: #1F5E4B; }  /* Streamlit's own are too pale to read */
        [data-testid="stCode"] .token.token.keyword { color: #1B5FA8; }
        [data-testid="stCode"] .token.token:is(.comment, .operator, .punctuation) { color: #4A5566; }
        [class*="st-key-head_"] { margin-bottom: -1rem; row-gap: 0; }
        [class*="st-key-tools_"] { row-gap: 0; }
        [class*="st-key-example_"] td:not(:last-child) *, [class*="st-key-example_given"] td * { white-space: nowrap; }
        [class*="st-key-example_rows"] td:last-child { min-width: 13rem; }
        [class*="st-key-example_rows"] td:last-child * { max-width: none; }
        @media (max-width: 640px) {  /* a row is a line of cells and, below it, what the figure does with it */
            [class*="st-key-example_"] tr { display: block; padding: 0.3rem 0.4rem; }
            [class*="st-key-example_"] tr :is(th, td) { display: inline-block; border: none; padding: 0 0.6rem 0 0; }
            [class*="st-key-example_"] td:not(:last-child) * { white-space: normal; }
            [class*="st-key-example_"] tbody tr { border-top: 1px solid #DDE3EA; }
            [class*="st-key-example_rows"] td:last-child { display: block; }
        }
        [class*="st-key-cut_"] [role="group"] { height: 1.87rem; min-height: 0; align-items: center; }
        @media (hover: none) { [class*="_clickable"] .nsewdrag { pointer-events: none !important; } }
        @media (max-width: 640px) {
            .st-key-filters > [data-testid="stLayoutWrapper"] > [data-testid="stHorizontalBlock"] {
                display: grid; grid-template-columns: 1fr 1fr; gap: 0.5rem;
            }
            .st-key-filters [data-testid="stColumn"] { min-width: 0; width: auto; }
        }
        .st-key-stands_out [data-testid="stPageLink"] p { white-space: normal; color: #1B5FA8; }
        .st-key-stands_out [data-testid="stPageLink"] a { height: auto; padding-left: 0; }
        a[href*="student?student="] { padding-left: 0; background: none !important; }
        a[href*="student?student="] p {
            color: #1B5FA8; font-size: 1rem; font-weight: 400; line-height: 1.4; white-space: normal;
        }
        a[href*="student?student="]:hover p { text-decoration: underline; }
        [class*="st-key-named_"] [data-testid="stElementToolbarButton"]:has([aria-label^="Download"]) {
            display: none;
        }
        </style>"""
    )


class PageDone(Exception):
    """A page that has said all it can say for now; the frame goes on to its foot."""


# -- problems --------------------------------------------------------------------------------------


def problem_box(error: UserError) -> None:
    """The one place where a person learns that something is hers to mend. No traceback."""
    with st.container(border=True, key=f"problem_{secrets.token_hex(4)}"):
        st.error("This cannot be shown as asked.", icon=":material/error:")
        st.text(error.message)
        if error.problems:
            problem_table([problem.as_dict() for problem in error.problems])


def problem_table(problems: Sequence[Mapping[str, Any]]) -> None:
    """What is wrong, row by row: quoted cells stay plain text."""
    st.dataframe(
        {
            "Row": [_text(problem.get("row")) for problem in problems],
            "Column": [problem.get("column") or "" for problem in problems],
            "Problem": [problem.get("message") or "" for problem in problems],
            "Found": [_text(problem.get("found")) for problem in problems],
            "Expected": [_text(problem.get("expected")) for problem in problems],
            "Rows": [problem.get("count", 1) for problem in problems],
        },
        hide_index=True,
        alt="Problems found in the file",
    )


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def fault_box() -> None:
    """For what is our fault: one sentence; the log says where."""
    st.error(
        "Something went wrong on this page. It was noted in the server's log, without any data."
        " Reload the page; if it happens again, tell whoever looks after this dashboard.",
        icon=":material/error:",
    )


# -- frame -----------------------------------------------------------------------------------------


def frame(
    published: Published | None,
    is_filtered: bool,
    page: str = "",
    own: Mapping[str, Collection[str]] | None = None,
) -> DeltaGenerator | None:
    """The filter bar and the line below it, which is given back. Pages ask through `ask()` afterwards.

    own: further keys of the page's address, with what they may hold.
    """
    is_new_page = st.session_state.get("_page") not in (None, page)
    st.session_state["_page"] = page
    st.session_state["_ask"] = None
    st.session_state["_build"] = published.build if published else ""
    if published is None:
        return None
    facts = facts_of(published)
    if is_filtered:
        _notice_unknown(facts, own or {})
        if is_new_page:
            _follow_link({**_allowed(facts), **(own or {})})
        put = st.session_state.get("_put", {}).get(page)
        if put and _are_filters_known(facts):
            _asked(published, facts).ask_ahead(put)
        asked, line = _filter_bar(published, facts)
        st.session_state["_ask"] = replace(asked, standing=served.plans().standing(), put={})
        return line
    if facts.is_synthetic:
        _synthetic_badge()
    return None


def _synthetic_badge() -> None:
    st.badge(SYNTHETIC, color="orange", icon=":material/science:")


def ask() -> Ask:
    """What this person asks on this rerun; where there is nothing to ask yet, the first start."""
    if st.session_state.get("_ask") is None:
        first_start()
        raise PageDone
    _stop_on_ignored()
    return cast(Ask, st.session_state["_ask"])


def foot() -> None:
    """One small line below every page."""
    if asked := st.session_state.get("_ask"):
        st.session_state.setdefault("_put", {})[st.session_state["_page"]] = asked.to_ask_again()
    build = st.session_state.get("_build")
    says = "Running for one person on this computer; nobody else can reach it."
    st.caption(plain(f"Build {build}. {says}" if build else says))


def _filter_bar(published: Published, facts: Facts) -> tuple[Ask, DeltaGenerator]:
    """The filters and the line below them: what they say, and the line."""
    with st.container(key="filters"):
        places = st.columns([18, 18, 17, 24, 19], vertical_alignment="bottom")
        for place, (key, title) in zip(places, FILTERS.items(), strict=False):
            place.multiselect(
                title,
                facts.options[DIMENSION[key]],
                key=key,
                placeholder=f"All {title.lower()}{'es' if title == 'Class' else 's'}",
                label_visibility="collapsed",
                bind="query-params",
            )
        preset = places[3].selectbox(
            "Dates", list(PRESETS.values()), key="dates", label_visibility="collapsed", bind="query-params"
        )
        places[4].selectbox(
            "View",
            [f"{name} view" for name in VIEWS],
            key="view",
            label_visibility="collapsed",
            bind="query-params",
        )
        if preset == PRESETS["own"]:
            own_dates(facts, "between")
    asked = _asked(published, facts)
    line = st.container(horizontal=True, vertical_alignment="center", gap="small", key="tools_frame")
    with line:
        if facts.is_synthetic:
            _synthetic_badge()
        said = [wording.period(asked.since, asked.until), VIEW_SAYS[asked.view]]
        st.caption(plain(" · ".join(said)), width="content")
    return asked, line


def own_dates(facts: Facts, key: str) -> Sequence[date]:
    """Two dates of a person's own; one while the second is still to be chosen."""
    newest = facts.newest or date.today()
    return cast(
        Sequence[date],
        st.date_input(
            "Between",
            value=(year_before(newest), newest),
            key=key,
            format="MM/DD/YYYY",
            bind="query-params",
        ),
    )


def _are_filters_known(facts: Facts) -> bool:
    """Does the session hold what this office has for every filter? Drawn anew, the widgets see to it."""
    held = st.session_state
    return all(
        key in held and set(held[key] if key in FILTERS else [held[key]]) <= set(known)
        for key, known in _allowed(facts).items()
    )


def _asked(published: Published, facts: Facts) -> Ask:
    """What the filters say, which the session knows before they are drawn again."""
    chosen = st.session_state
    preset = next(key for key, words in PRESETS.items() if words == chosen["dates"])
    since, until = presets.preset_dates(preset, facts.newest, settings(), chosen.get("between") or ())
    return Ask(
        published=published,
        where=tuple((DIMENSION[key], value) for key in FILTERS for value in chosen[key]),
        since=since,
        until=until,
        view=VIEWS[chosen["view"].removesuffix(" view")],
        period_words=PERIOD_WORDS[preset],
    )


def address(**chosen: str) -> dict[str, str | list[str]]:
    """The filters as the address of another page carries them; `chosen` (by dimension) replaces what was there."""
    kept: dict[str, str | list[str]] = {}
    for key in URL_KEYS:
        value = st.session_state.get(key)
        if key in FILTERS:
            kept[key] = [chosen[DIMENSION[key]]] if DIMENSION[key] in chosen else list(value or ())
        elif key == "between" and st.session_state.get("dates") == PRESETS["own"] and value:
            kept[key] = [day.isoformat() for day in value]
        elif isinstance(value, str) and value not in (PRESETS["year"], "Working view"):
            kept[key] = value
    return {key: value for key, value in kept.items() if value}


def _notice_unknown(facts: Facts, own: Mapping[str, Collection[str]]) -> None:
    """Remember what the address asks for and this office does not have, before the widgets drop it."""
    allowed = {**_allowed(facts), **own}
    of_panels = {"form": set(FORMS), "cut": {cut_words(name) for name in every_dimension()}}
    found: list[tuple[str, str]] = []
    for key in st.query_params:
        values = st.query_params.get_all(key)
        part, _, panel = key.partition("_")
        if panel and part in of_panels:
            found += [(key, value) for value in values if value not in of_panels[part]]
        elif key in allowed:
            found += [(key, value) for value in values if value and value not in allowed[key]]
        elif key in ("between", "other_between"):
            found += [(key, value) for value in values if value and not _is_day(value)]
        elif key not in (*STREAMLITS_OWN, *OF_ONE_PAGE):
            found += [(key, value) for value in values]
    if found:
        known = st.session_state.setdefault("_ignored", [])
        known += [pair for pair in found if pair not in known]


def cut_words(dimension: str) -> str:
    """A cut as a reader chooses it and as an address names it."""
    return f"By {wording.title(dimension).lower()}"


def toggle_filter(key: str, value: str) -> None:
    """Narrow a filter to one value; the same value again takes it off. For callbacks: before widgets are drawn."""
    published = current()
    if published is not None and value in facts_of(published).options[DIMENSION[key]]:
        st.session_state[key] = [] if st.session_state.get(key) == [value] else [value]


def _allowed(facts: Facts) -> dict[str, Collection[str]]:
    """What the filter bar's keys in the address may hold."""
    return {
        **{key: set(facts.options[DIMENSION[key]]) for key in FILTERS},
        "dates": set(PRESETS.values()),
        "view": {f"{name} view" for name in VIEWS},
    }


ONE_OF_SEVERAL = ("dates", "view", "against", "other_dates")  # keys that hold one value


def _follow_link(allowed: Mapping[str, Collection[str]]) -> None:
    """Give the filters what the address of a link between pages asks for.

    Filters that were on the page before keep their value otherwise, whatever the address says.
    """
    for key, known in allowed.items():
        values = st.query_params.get_all(key)
        if values and all(value in known for value in values):
            st.session_state[key] = values[0] if key in ONE_OF_SEVERAL else values
    for key in ("between", "other_between"):
        days = st.query_params.get_all(key)
        if len(days) == 2 and all(map(_is_day, days)):
            st.session_state[key] = tuple(map(date.fromisoformat, days))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _dismiss_ignored() -> None:
    for key, _ in st.session_state.pop("_ignored", []):
        if key not in URL_KEYS and key in st.query_params:
            del st.query_params[key]


def _stop_on_ignored() -> None:
    ignored = st.session_state.get("_ignored")
    if not ignored:
        return
    st.warning(
        "The address of this page asks for something this office does not have. It was ignored, so the"
        " figures would show more people than the link meant.",
        icon=":material/filter_alt_off:",
    )
    for key, value in ignored[:20]:
        st.text(f"{FILTERS.get(key, key)}: {value}"[:200])
    st.button("Show the figures without it", on_click=_dismiss_ignored, type="primary", key="dismiss_ignored")
    raise PageDone


# -- words -----------------------------------------------------------------------------------------

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~<>$:^=-])")


def plain(text: str) -> str:
    """Text as it is, where only Markdown is taken: every mark escaped."""
    return _MARKDOWN.sub(r"\\\1", text)


def heading(title: str, sentence: str) -> None:
    """A page's name and its one sentence."""
    st.title(title, anchor=False)
    if sentence:
        with st.container(key="sentence"):
            st.markdown(plain(sentence))


def note(text: str) -> None:
    st.caption(plain(text))


def student_link(student_id: str, name: str) -> None:
    """A student's name that opens her page."""
    st.page_link("app_pages/student.py", label=plain(name), query_params={"student": student_id})


DEEPEST = 8  # steps a line of an outline is set in


def outline(lines: Iterable[tuple[int, date, str, str | None, str]]) -> None:
    """(generation, day, contact, employer, what else): what one interview led to stands further in."""
    with st.container(gap="xsmall"):
        for generation, day, contact, employer, told in lines:
            depth = min(generation, DEEPEST)
            when, *_, whom = st.columns([16, *([4 * depth] if depth else []), 84 - 4 * depth], gap="small")
            when.text(wording.day(day))
            name = " · ".join(part for part in (contact, employer) if part)
            whom.text(("↳ " if depth else "") + name + (f"\n{told}" if told else ""))


def filters_in_address() -> list[tuple[str, str]]:
    """The filters of this page as its address has them."""
    return [(key, value) for key in FILTERS for value in st.session_state.get(key) or ()]


def root_address() -> str:
    """Where this dashboard is found, without any page."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else "http://127.0.0.1:8501"


# -- nothing yet -----------------------------------------------------------------------------------


def first_start() -> None:
    """No data yet: what to bring, the templates, and the sample office to look around in."""
    heading(
        "Welcome to Career Conversations",
        "Bring the files you already have: one row per interview is enough to start.",
    )
    own, sample = st.columns(2)
    with own.container(border=True, height="stretch"):
        st.header("Your own files", anchor=False)
        st.markdown(
            "- **An interview log** is enough: responses of a form, a quiz export, a sheet. Who talked to"
            " whom, and when.\n"
            "- **A roster** turns counts into shares: who is expected, in which college and class.\n"
            "- **Outreach, referrals, surveys and outcomes** each unlock their page.\n\n"
            "CSV, TSV, XLSX, XLS or ODS; headers need not match anything."
        )
        with st.container(horizontal=True):
            if st.button("Bring in files", type="primary", icon=":material/upload_file:"):
                st.switch_page("app_pages/uploads.py")
            templates_button("first")
    with sample.container(border=True, height="stretch"):
        st.header("A sample office", anchor=False)
        st.markdown(
            "One invented university with 2,400 students, to see what the pages say before you bring"
            " anything. Every page is marked *Synthetic: do not cite*. It takes about a minute to load."
        )
        load_sample_button()


def templates_button(key: str) -> None:
    st.download_button(
        "Templates",
        data=intake.templates_zip,
        file_name=f"career-conversations-templates-{secrets.token_hex(6)}.zip",
        mime="application/zip",
        icon=":material/download:",
        key=f"templates_{key}",
        on_click="ignore",
    )


def load_sample_button() -> None:
    if not st.button("Load the sample office", icon=":material/science:", key="load_sample"):
        return
    try:
        with st.status("Loading the sample office", expanded=True) as status:
            bar = st.progress(0.0)
            steps = st.container(gap=None)

            def show(done: float, step: str) -> None:
                bar.progress(done)
                steps.text(step)

            intake.load_sample(show)
            status.update(label="The sample office is loaded", state="complete")
    except UserError as error:
        problem_box(error)
        return
    st.rerun()


def cell_text(value: Any) -> str:
    """A cell of somebody's file as text."""
    return _text(value)
