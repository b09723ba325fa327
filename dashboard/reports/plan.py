"""What a report holds, as its small TOML file says it. Data: read, checked and written here; no figures.

title = "Term report"
dates = "term"                    # year, last_year, term, last_term, 12m, all, or the newest class

[[section]]
heading = "Outreach"
answer = "outreach"               # begins with what that page says
figures = ["outreach_volume"]     # told as numbers
charts = ["new_contacts", "response_by_college by program"]
words = "What we tried in October."
students = ["none_recorded"]      # lists of names, of one program, in the working view alone
where = ["college=Business"]      # further filters, of this section alone

[[section.supplied]]              # typed by the office; never computed with
label = "Career fair visitors"
value = "1,204"
source = "Door count, October 3"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import tomlkit

from dashboard.asking import facts
from dashboard.asking.presets import PRESETS
from dashboard.figures.declared import Panel
from dashboard.figures.exhibits import BySegment
from dashboard.figures.panel_catalog import panels
from dashboard.reports.student_lists import LISTS
from pipelines.errors import DefinitionError
from pipelines.figures import wording

MOST_LETTERS = {
    "title": 120,
    "says": 300,
    "heading": 120,
    "words": 4000,
    "label": 120,
    "value": 60,
    "source": 200,
}
MOST_SECTIONS = 60
_JOINERS = "\u200c\u200d"  # Persian words and some pictures are written with them
OF_A_CLASS = "class"  # dates of a report about graduates: its newest class, whatever the year
DATES = (*(key for key in PRESETS if key != "own"), OF_A_CLASS)
SUBJECTS = (
    "home",
    "outreach",
    "interviews",
    "referrals",
    "outcomes",
    "growth",
)  # what an answer may be about
Conditions = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Supplied:
    """A figure the office typed: shown with where it comes from, never computed with."""

    label: str
    value: str
    source: str


@dataclass(frozen=True)
class Section:
    """One part of a report. charts: panels by key, with a cut of the reader's own: "response_by_college by program"."""

    heading: str
    answer: str = ""
    figures: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    words: str = ""
    where: Conditions = ()
    supplied: tuple[Supplied, ...] = ()
    students: tuple[str, ...] = ()  # lists of names


@dataclass(frozen=True)
class Plan:
    """A report to be made. name: of its file and of the command; dates: a choice of the date filter."""

    name: str
    title: str
    says: str
    dates: str
    sections: tuple[Section, ...]
    where: Conditions = ()


def read_plan(text: str, name: str, file: str) -> Plan:
    """The plan a TOML file holds. Raises DefinitionError that names the file, the section and what it may say."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise DefinitionError(
            f"{file} cannot be read: {problem}. Mend it, or make the report anew."
        ) from None
    return _Reading(file).plan(found, name)


def typed(text: str) -> str:
    """What somebody typed or pasted, without what no file can hold: lines end one way, control characters are gone."""
    lines = (
        "".join(sign if sign.isprintable() or sign in _JOINERS else " " * sign.isspace() for sign in line)
        for line in text.splitlines()
    )
    return "\n".join(lines).strip()


def panel_of(chart: str) -> Panel:
    """The panel a plan names, cut as it says. Raises KeyError where there is none, or it cannot be cut so."""
    key, _, cut = chart.partition(" by ")
    one = panels()[key]
    if not cut:
        return one
    if not isinstance(one.draw, BySegment) or cut not in one.draw.cuts:
        raise KeyError(chart)
    draw = one.draw.by(cut)
    return Panel(one.key, draw.title, draw, one.metrics, one.caveats_first, one.opens_as, classes=one.classes)


def written(plan: Plan) -> str:
    """The plan as the TOML file that gives it back."""
    made = tomlkit.document()
    made["title"], made["says"], made["dates"] = plan.title, plan.says, plan.dates
    if plan.where:
        made["where"] = _conditions(plan.where)
    sections = tomlkit.aot()
    for section in plan.sections:
        table = tomlkit.table()
        table["heading"] = section.heading
        fields = {
            "answer": section.answer,
            "figures": list(section.figures),
            "charts": list(section.charts),
            "students": list(section.students),
            "words": section.words,
            "where": _conditions(section.where),
        }
        for field, value in fields.items():
            if value:
                table[field] = value
        if section.supplied:
            table["supplied"] = tomlkit.aot()
            for one in section.supplied:
                row = tomlkit.table()
                row["label"], row["value"], row["source"] = one.label, one.value, one.source
                table["supplied"].append(row)
        sections.append(table)
    made["section"] = sections
    return tomlkit.dumps(made)


def _conditions(where: Conditions) -> list[str]:
    return [f"{dimension}={value}" for dimension, value in where]


class _Reading:
    """Reads one file; every fault names it, and where in it."""

    def __init__(self, file: str) -> None:
        self._file = file

    def plan(self, found: Mapping[str, Any], name: str) -> Plan:
        self._only(found, ("title", "says", "dates", "where", "section"), "")
        sections = found.get("section", [])
        if not isinstance(sections, list) or not sections or not all(isinstance(s, dict) for s in sections):
            raise self._fault("", "has no [[section]]", "A report needs one at least.")
        if len(sections) > MOST_SECTIONS:
            raise self._fault("", f"has {len(sections)} sections", f"{MOST_SECTIONS} are the most.")
        return Plan(
            name,
            self._text(found, "title", "", is_needed=True),
            self._text(found, "says", ""),
            self._one_of(found, "dates", list(DATES), "") or "year",
            tuple(self._section(section, number) for number, section in enumerate(sections, start=1)),
            self._where(found, ""),
        )

    def _section(self, found: Mapping[str, Any], number: int) -> Section:
        at = f"section {number}"
        self._only(
            found, ("heading", "answer", "figures", "charts", "students", "words", "where", "supplied"), at
        )
        made = Section(
            self._text(found, "heading", at, is_needed=True),
            self._one_of(found, "answer", list(SUBJECTS), at),
            self._known(found, "figures", "figure", facts.catalog(), at),
            self._charts(found, at),
            self._text(found, "words", at),
            self._where(found, at),
            self._supplied(found, at),
            self._known(found, "students", "list of students", LISTS, at),
        )
        if not (made.answer or made.figures or made.charts or made.students or made.words or made.supplied):
            raise self._fault(at, "holds nothing", "Give it figures, charts, words or supplied figures.")
        return made

    def _charts(self, found: Mapping[str, Any], at: str) -> tuple[str, ...]:
        charts = self._list(found, "charts", at)
        for chart in charts:
            try:
                panel_of(chart)
            except KeyError:
                key, _, cut = chart.partition(" by ")
                if cut and key in panels():
                    raise self._fault(at, f"cuts {key!r} by {cut!r}, which it cannot be cut by", "") from None
                raise self._fault(
                    at, f"names the chart {key!r}, which there is not", _nearest(key, panels())
                ) from None
        return charts

    def _supplied(self, found: Mapping[str, Any], at: str) -> tuple[Supplied, ...]:
        rows = found.get("supplied", [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self._fault(at, "has supplied figures that are no [[section.supplied]]", "")
        for row in rows:
            self._only(row, ("label", "value", "source"), at)
        return tuple(
            Supplied(*(self._text(row, field, at, is_needed=True) for field in ("label", "value", "source")))
            for row in rows
        )

    def _where(self, found: Mapping[str, Any], at: str) -> Conditions:
        conditions = []
        for text in self._list(found, "where", at):
            dimension, is_split, value = text.partition("=")
            if not is_split or not value:
                raise self._fault(at, f"has the filter {text!r}", 'Write it as "college=Business".')
            if dimension not in facts.every_dimension():
                raise self._fault(
                    at,
                    f"filters by {dimension!r}, which nothing is cut by",
                    _nearest(dimension, facts.every_dimension()),
                )
            conditions.append((dimension, value))
        return tuple(conditions)

    def _known(
        self, found: Mapping[str, Any], key: str, what: str, known: Iterable[str], at: str
    ) -> tuple[str, ...]:
        names = self._list(found, key, at)
        for name in names:
            if name not in known:
                raise self._fault(at, f"names the {what} {name!r}, which there is not", _nearest(name, known))
        return names

    def _one_of(self, found: Mapping[str, Any], key: str, known: list[str], at: str) -> str:
        value = found.get(key, "")
        if value and value not in known:
            raise self._fault(at, f"says {key} = {value!r}", f"It may be {wording.listed(known, 'or')}.")
        return str(value)

    def _list(self, found: Mapping[str, Any], key: str, at: str) -> tuple[str, ...]:
        value = found.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self._fault(at, f"has {key} that are not a list of texts", f'Write {key} = ["…", "…"].')
        return tuple(value)

    def _text(self, found: Mapping[str, Any], key: str, at: str, *, is_needed: bool = False) -> str:
        value = found.get(key, "")
        if not isinstance(value, str) or (is_needed and not value.strip()):
            raise self._fault(
                at, f"has no {key}" if is_needed else f"has a {key} that is no text", f'Write {key} = "…".'
            )
        if len(value) > MOST_LETTERS[key]:
            raise self._fault(
                at, f"has a {key} of {len(value)} letters", f"{MOST_LETTERS[key]} are the most."
            )
        return typed(value)

    def _only(self, found: Mapping[str, Any], known: tuple[str, ...], at: str) -> None:
        for key in found:
            if key not in known:
                raise self._fault(
                    at,
                    f"has {key!r}, which says nothing to a report",
                    f"It may have {wording.listed(known)}.",
                )

    def _fault(self, at: str, what: str, then: str) -> DefinitionError:
        where = f"{self._file}, {at}," if at else self._file
        return DefinitionError(f"{where} {what}. {then}".strip())


def _nearest(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), 3)
    return f"Near it: {wording.listed(near, 'or')}." if near else ""
