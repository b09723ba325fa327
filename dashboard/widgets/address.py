"""The address of a page: the filters it holds, what a link elsewhere carries, what this office does not have."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from urllib.parse import urlsplit

import streamlit as st

from dashboard.asking.facts import Facts, every_dimension, facts_of
from dashboard.asking.presets import PRESETS, date_choices
from dashboard.asking.served import current, settings
from dashboard.figures.exhibits import cut_words
from pipelines.figures import wording
from pipelines.figures.results import View

VIEWS: dict[str, View] = {"Working": "working", "Internal": "internal", "Publishable": "publishable"}
FILTERS = {
    "program": "Program",
    "college": "College",
    "class": "Class",
    "first_generation": "First generation",
    "major": "Major",
    "degree_level": "Degree level",
    "advisor": "Advisor",
}
DIMENSION = {
    "program": "program",
    "college": "college",
    "class": "class_year",
    "first_generation": "is_first_generation",
    "major": "major",
    "degree_level": "degree_level",
    "advisor": "advisor",
}
IN_THE_BAR = ("program", "college", "class")  # the others stand behind "More filters"
FILTER_OF = {dimension: key for key, dimension in DIMENSION.items()}
URL_KEYS = (*FILTERS, "dates", "between", "view")
FORMS = ("Chart", "Table")  # of a panel: form_<panel>; its cut is cut_<panel>
OF_ONE_PAGE = {
    "student": "student",
    "list": "this_week",
    "report": "reports",
}  # read by that page, which says itself what it does not know
STREAMLITS_OWN = ("embed", "embed_options")


def offered_filters() -> list[str]:
    """The filters of this office's pages: by advisor only where its settings allow it."""
    return [key for key in FILTERS if key != "advisor" or settings().filter_by_advisor]


def carried_filters(**chosen: str) -> dict[str, str | list[str]]:
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


def notice_unknown(facts: Facts, own: Mapping[str, Collection[str]]) -> None:
    """Remember what the address asks for and this office does not have, before the widgets drop it."""
    known_values = {**allowed(facts), **own}
    of_panels = {"form": set(FORMS), "cut": {cut_words(name) for name in every_dimension()}}
    ignored: list[tuple[str, str]] = []
    for key in st.query_params:
        values = st.query_params.get_all(key)
        part, _, panel = key.partition("_")
        if panel and part in of_panels:
            ignored += [(key, value) for value in values if value not in of_panels[part]]
        elif key in known_values:
            ignored += [(key, value) for value in values if value and value not in known_values[key]]
        elif key in ("between", "other_between"):
            ignored += [(key, value) for value in values if value and not _is_day(value)]
        elif key not in (*STREAMLITS_OWN, *OF_ONE_PAGE):
            ignored += [(key, value) for value in values]
    if ignored:
        noticed = st.session_state.setdefault("_ignored", [])
        noticed += [pair for pair in ignored if pair not in noticed]


def toggle_filter(key: str, value: str) -> None:
    """Narrow a filter to one value; the same value again takes it off. For callbacks: before widgets are drawn."""
    published = current()
    if published is not None and value in facts_of(published).options[DIMENSION[key]]:
        st.session_state[key] = [] if st.session_state.get(key) == [value] else [value]


def allowed(facts: Facts) -> dict[str, Collection[str]]:
    """What the filter bar's keys in the address may hold."""
    return {
        **{key: set(facts.options[DIMENSION[key]]) for key in offered_filters()},
        "dates": set(date_choices(facts.newest, settings())),
        "view": {f"{name} view" for name in VIEWS},
    }


ONE_VALUE = "Publishable figures take one value of each filter: several at once would give small groups away."


def is_one_of_each() -> bool:
    """Whether the view that is chosen takes one value of each filter."""
    return VIEWS.get(str(st.session_state.get("view")).removesuffix(" view")) == "publishable"


def keep_one_of_each() -> str:
    """Keep one value of each filter where the view takes no more; says which, "" where nothing was left out.

    What was just chosen takes the place of what was there; of an address the first value stays. Called before the
    filters are drawn.
    """
    before: dict[str, str] = st.session_state.setdefault("_kept", {})
    said = []
    for key, title in FILTERS.items():
        values = list(st.session_state.get(key) or ())
        if len(values) > 1 and is_one_of_each():
            kept = values[-1] if before.get(key) == values[0] else values[0]
            others = wording.listed(value for value in values if value != kept)
            said.append(f"{title}: {kept} is kept, {others} left out.")
            st.session_state[key] = values = [kept]
        before[key] = values[0] if len(values) == 1 else ""
    return f"{ONE_VALUE} {' '.join(said)}" if said else ""


ONE_OF_SEVERAL = ("dates", "view", "against", "other_dates")  # keys that hold one value
_WRITTEN = "_written"  # in the session: what of the filters stands in the address, as it was last written


def read_filters(facts: Facts, own: Mapping[str, Collection[str]], *, is_new_page: bool) -> None:
    """Give the filters what the address asks for, before they are drawn.

    They stand in menus, which a browser builds only when they are opened, so no widget can keep the address by itself.
    A link between pages changes what it names and keeps the rest; an address that changed on the same page (somebody
    went back) is all there is.
    """
    if is_new_page or _WRITTEN not in st.session_state:
        follow_link({**allowed(facts), **own})
    elif _in_address() != st.session_state[_WRITTEN]:
        for key in FILTERS:
            st.session_state[key] = []
        st.session_state["dates"], st.session_state["view"] = PRESETS["year"], "Working view"
        follow_link(allowed(facts))


def write_filters(page: str, before: str) -> None:
    """Have the address of a page say what the filters hold, and nothing that only the page before reads.

    Who goes back may come with the address they left: the browser changes it a moment later. page, before: by name.
    """
    filters = {key: [value] if isinstance(value, str) else value for key, value in carried_filters().items()}
    left_over = {key for key in st.query_params if before != page and OF_ONE_PAGE.get(key) == before}
    others = {
        key: st.query_params.get_all(key) for key in st.query_params if key not in (*URL_KEYS, *left_over)
    }
    if left_over or {key: list(values) for key, values in _in_address().items() if values} != filters:
        st.query_params.from_dict({**others, **filters})  # at once: one message, not one a key
    st.session_state[_WRITTEN] = _in_address()


def _in_address() -> dict[str, tuple[str, ...]]:
    return {key: tuple(st.query_params.get_all(key)) for key in URL_KEYS}


def follow_link(allowed: Mapping[str, Collection[str]]) -> None:
    """Give the filters what the address of a link between pages asks for.

    Filters that were on the page before keep their value otherwise, whatever the address says.
    """
    st.session_state.pop("_kept", None)
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


def root_address() -> str:
    """Where this dashboard is found, without any page."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else "http://127.0.0.1:8501"
