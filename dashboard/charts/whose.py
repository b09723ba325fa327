"""Whose a figure is, inside a sentence: "in Engineering", "found on LinkedIn", "of students who transferred".

The words are whose.toml. A group of students behind anything that is no student says so: names do not transfer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dashboard.charts.readings import inside
from pipelines import data_files
from pipelines.figures.results import Metric

_BEFORE = re.compile(r"(\w+) <who>")  # what a figure's own sentence counts
_PEOPLE = ("student", "students", "graduates")
_RESTS_ON_A_NOUN = re.compile(r"(found|contacted|held|who|of) ")  # says nothing alone: "30% of those found …"
_TAKES_THE = re.compile(r"(College|School|Department|Division|Faculty|Institute|Graduate School) (of|for)\b")


def whose(metric: Metric, dimension: str, value: str, name: str) -> str:
    """Behind what the figure's sentence counts; behind its title where it has no sentence.

    value, name: the group's, as the office writes it and as an axis names it.
    """
    words, counted = group_words(dimension, value, name), _counted(metric)
    if dimension == "channel" and counted != "contacts":
        link = "with" if counted or metric.of == "interview" else "for"
        return f"{link} cold contacts" if value == "cold" else f"{link} contacts {words}"
    if dimension not in _words()["people"] or counted in _PEOPLE:
        return words
    is_place = not _RESTS_ON_A_NOUN.match(words)
    if is_place and counted not in _words()["said_as_theirs"]:
        return words
    return f"{'of' if counted or '<who>' in metric.says else 'for'} {_people(metric)} {words}"


def of_those(metric: Metric, words: str) -> str:
    """Whose share it is where the sentence named the whole before: "in Music", "of those contacted cold"."""
    if not metric.says:
        return words
    is_share = metric.unit in ("percent", "days")  # of a wait its curve is told
    people = f"of {_people(metric)} "
    if words.startswith(people):
        theirs = words.removeprefix(people)
        return f"of those of {_people(metric)} {theirs}" if is_share else f"of those {theirs}"
    return f"of those {words}" if is_share and _RESTS_ON_A_NOUN.match(words) else words


def part_words(category: str, value: str, name: str) -> str:
    """A part of a whole inside the figure's sentence: "found on LinkedIn", "a lead", "insight"."""
    if category in ("channel", "found_through", "mode"):
        return group_words(category, value, name)
    return str(_words()["parts"].get(category, {}).get(value) or inside(name))


def group_words(dimension: str, value: str, name: str) -> str:
    """The group itself: "who transferred", "in the College of Law", "on Mondays"; "for …" of what has no words."""
    forms = {**_words()["people"], **_words()["things"]}.get(dimension)
    if not forms:
        return f"for {inside(name)}"
    if dimension in ("college", "program", "campus") and _TAKES_THE.match(name):
        name = f"the {name}"
    form = forms.get(value) or forms.get(value.lower()) or forms.get("any", "for {inside}")

    return str(form).replace("{inside}", inside(name)).replace("{}", name)


def _counted(metric: Metric) -> str:
    """What stands before <who> in the figure's own sentence: "contacts"; "" where nothing is counted there."""
    found = _BEFORE.search(metric.says)
    return found.group(1) if found else ""


def _people(metric: Metric) -> str:
    return "graduates" if metric.of == "graduate" else "students"


def _words() -> Mapping[str, Any]:
    return data_files.toml("charts/whose.toml", "dashboard")
