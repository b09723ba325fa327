"""Letters our typeface does not have: pictures show them only where the machine has a font for them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from dashboard.charts.spec import Exhibit

_SCRIPTS = {
    "CJK": "Chinese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "ARABIC": "Arabic",
    "HEBREW": "Hebrew",
    "DEVANAGARI": "Devanagari",
    "BENGALI": "Bengali",
    "TAMIL": "Tamil",
    "THAI": "Thai",
    "ETHIOPIC": "Ethiopic",
    "KHMER": "Khmer",
    "GEORGIAN": "Georgian",
    "ARMENIAN": "Armenian",
    "CYRILLIC": "Cyrillic",
    "GREEK": "Greek",
}


def scripts_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The scripts besides Latin that stand in these texts, in the order they come."""
    beginnings = (
        unicodedata.name(sign, "").split(" ")[0] for text in texts for sign in text if not sign.isascii()
    )
    return tuple(dict.fromkeys(_SCRIPTS[word] for word in beginnings if word in _SCRIPTS))


def note(exhibit: Exhibit) -> str:
    """What must be said of the letters on a picture of this chart; "" where there is nothing."""
    spec = exhibit.spec
    found = scripts_in((spec.title, *spec.categories, *(series.name for series in spec.series)))
    if not found:
        return ""
    named = found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"
    return (
        f"This chart has {named} letters. A picture shows them where this computer has a font for them, boxes where it"
        " has none; Word, PowerPoint and Excel use the fonts of whoever opens the file."
    )
