"""What an exported file is called: the figure, its cut and the date of its data, as people name files."""

from __future__ import annotations

import re
import unicodedata

from dashboard.charts.spec import Exhibit
from dashboard.exports.words import made_at

_LONGEST = 80  # characters before the date


def base_name(exhibit: Exhibit) -> str:
    """interviews-per-student-by-college-2026-11-30; a view that is not publishable stands in it."""
    plain = unicodedata.normalize("NFKD", exhibit.spec.title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or exhibit.spec.id.replace("_", "-")
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rsplit("-", 1)[0]
    view = "" if exhibit.view == "publishable" else exhibit.view
    day = "" if exhibit.as_of == "not known" else f"{made_at(exhibit):%Y-%m-%d}"
    return "-".join(filter(None, (words, view, day)))
