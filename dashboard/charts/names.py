"""What stands at an axis and at a mark: numbers, segments and periods, short."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from pipelines.figures import wording
from pipelines.figures.results import Metric

# What the groups of a dimension are called, one and many.
GROUPS = {
    "college": ("college", "colleges"),
    "program": ("program", "programs"),
    "major": ("major", "majors"),
    "class_year": ("class", "classes"),
    "campus": ("campus", "campuses"),
    "degree_level": ("degree level", "degree levels"),
    "channel": ("way of finding a contact", "ways of finding contacts"),
    "industry": ("industry", "industries"),
    "mode": ("way of holding interviews", "ways of holding interviews"),
    "weekday": ("weekday", "weekdays"),
    "column": ("column", "columns"),
    "interview": ("first or later interview", "first, second and third interviews"),
    "skill": ("skill", "skills"),
}


def number(value: float, unit: str) -> str:
    """A drawn number the way people write it, short: 47%, 1,234, $52,000, 5 days, 1.3."""
    if unit == "percent":
        return wording.percent(value)
    if unit == "usd":
        return wording.usd(value)
    if unit == "days":
        return wording.days(value)
    if unit == "percentage points":
        return wording.percentage_points(value)
    if unit == "points":
        return wording.points(value)
    is_average = " per " in unit or not float(value).is_integer()
    return wording.number(value, 1 if is_average else 0)


def segment_name(dimension: str, value: str) -> str:
    """One segment on an axis: 2026-09-07 -> "Sep 7", alumni_network -> "Alumni network", 3-5 -> "3–5"."""
    if name := wording.spelled(dimension, value):
        return name
    if dimension == "week" and (monday := as_date(value)):
        return f"{monday:%b} {monday.day}"
    if dimension == "class_year" and value.isdigit():
        return f"Class of {value}"
    if re.fullmatch(r"\d{1,2}-\d{1,2}", value):
        return value.replace("-", wording.DASH)
    if re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)+", value):
        value = wording.segment_value(dimension, value).replace("_", " ")
        return value[:1].upper() + value[1:]
    return " ".join(wording.segment_value(dimension, value).split()) or "Unknown"


def as_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def unique_names(names: Sequence[str], raw: Sequence[str], dimension: str) -> tuple[str, ...]:
    """Names that stay apart: weeks of several years get their year, anything else a number."""
    if len(set(names)) == len(names):
        return tuple(names)
    if dimension == "week":
        return tuple(f"{n}, {w.year}" if (w := as_date(r)) else n for n, r in zip(names, raw, strict=True))
    seen: Counter[str] = Counter()
    made = []
    for name in names:
        seen[name] += 1
        made.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(made)


def value_title(metric: Metric) -> str:
    if metric.unit in ("percent", "share"):
        return ""
    return {"usd": "US dollars", "people": "People", "count": wording.noun(metric).capitalize()}.get(
        metric.unit, metric.unit.capitalize()
    )
