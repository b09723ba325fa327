"""What an exported file is called: the figure, its cut and the date of its data, as people name files."""

from __future__ import annotations

from dashboard.charts.spec import Exhibit
from dashboard.exports.words import day_of
from pipelines.file_names import slug

_LONGEST = 80  # characters before the date


def base_name(exhibit: Exhibit) -> str:
    """interviews-per-student-by-college-2026-11-30; a view that is not publishable stands in it."""
    words = slug(exhibit.spec.title) or exhibit.spec.id.replace("_", "-")
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rsplit("-", 1)[0]
    return "-".join(filter(None, (words, *view_and_day(exhibit.view, exhibit.as_of))))


def view_and_day(view: str, as_of: str) -> tuple[str, str]:
    """What every name ends with: the view where it is not publishable, the date of the data; "" for none."""
    return "" if view == "publishable" else view, "" if as_of == "not known" else f"{day_of(as_of):%Y-%m-%d}"
