"""What a cell's text looks like: a number, a date, an address, or words. Evidence for where a header is.

Nothing is converted here; what a value *means* is for the mapping and the importer to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

TEXT, NUMBER, DATE, TIME, EMAIL, URL = "text", "number", "date", "time", "email", "url"

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[ap]\.?m\.?)?"
_DAY = (
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})"
    rf"|\d{{1,2}}[- ]{_MONTH}[- ,]+(?:\d{{4}}|\d{{2}})|{_MONTH} \d{{1,2}},? \d{{4}})"
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            NUMBER,
            r"[-+−(]?\s*[$€£¥]?\s*(?:\d+|\d{1,3}(?:[,.' \u00a0\u202f]\d{3})+)?(?:[.,]?\d+)?\s*[%$€£]?\)?",
        ),
        (NUMBER, r"[-+]?\d+(?:[.,]\d+)?e[-+]?\d+"),
        (DATE, rf"{_DAY}(?:[T ,]+{_CLOCK}(?:\s*(?:z|utc|gmt|[-+]\d{{2}}:?\d{{2}}|[a-z]{{2,4}}))?)?"),
        (TIME, _CLOCK),
        (EMAIL, r"(?:mailto:)?[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[a-z]{2,}"),
        (URL, r"(?:https?://|www\.)\S+"),
    )
)

# Words that name a field. Asked only of rows that may be a header, never of a single cell on its own, since
# “Email” is also a value of a column “Method”.
_FIELD_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
    id ids key no number name names first last middle surname email e-mail mail phone tel date dates day
    time timestamp month year term semester week status type kind category channel source method mode
    employer employers company organization organisation firm contact contacts student students advisor
    adviser mentor major majors college campus program programme class cohort section title position role
    industry sector city state country location address zip postcode url link website profile notes note
    comment comments feedback reply response outcome result results salary amount count counts total score
    points rating minutes duration hours cost code codes description question answer referrer referrals
    permission gender race ethnicity gpa degree school department institution wave age quantity qty
    percent share meaning label owner
    """,
    )
)
_FIELD_SUFFIXES = frozenset(["on", "at", "by", "per"])
_SNAKE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+")
_WORDS = re.compile(r"[^\W\d_][\w'-]*")


def kind_of(cell: str) -> str:
    """TEXT, NUMBER, DATE, TIME, EMAIL or URL; "" for a blank cell."""
    text = cell.strip()
    if not text:
        return ""
    if len(text) > 80 and not text.lower().startswith(("http", "www")):
        return TEXT
    has_digit = any(map(str.isdigit, text))
    for kind, pattern in _KINDS:
        if (has_digit or kind in (EMAIL, URL)) and pattern.fullmatch(text):
            return kind
    return TEXT


def shape(cell: str) -> str:
    """An id's pattern: "S0012" and "s7" are both "s9". "" where the text is no such code."""
    text = cell.strip()
    if not 1 < len(text) <= 30 or " " in text or not any(map(str.isdigit, text)):
        return ""
    return re.sub(r"\d+", "9", text.lower())


def is_field_name(cell: str) -> bool:
    """The text reads like the name of a field: “Contact name”, “held_on”, “How clear are your plans?”."""
    text = " ".join(cell.split())
    if _SNAKE.fullmatch(text) or (text.endswith("?") and len(text) > 3):
        return True
    words = [word.lower() for word in _WORDS.findall(re.sub(r"\(.*?\)", "", text))]
    if not words or len(words) > 6:
        return False
    return bool({words[0], words[-1]} & _FIELD_WORDS) or (len(words) > 1 and words[-1] in _FIELD_SUFFIXES)


def field_share(cells: Iterable[str]) -> float:
    """How many of the filled cells read like the names of fields, 0 to 1."""
    full = [cell for cell in cells if cell.strip()]
    return sum(map(is_field_name, full)) / len(full) if full else 0.0
