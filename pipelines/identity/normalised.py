"""How names and addresses are written where they are compared: what the macros of sql/staging do, in Python.

The build compares in SQL, by macros of the same names; a test holds the two equal.
"""

from __future__ import annotations

import re
import unicodedata

_NOT_WORDS = re.compile(r"[\W_]+")
_BEFORE_A_HOST = re.compile(r"^(https?://)?(www\.)?")
_AFTER_A_PATH = re.compile(r"[?#].*$", re.DOTALL)


def normal_name(text: str) -> str:
    """A name as people mean it: no case, accents, punctuation or double blanks.

    >>> normal_name("  O’Neill-Díaz, José ")
    'o neill diaz jose'
    """
    bare = "".join(
        char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char)[0] != "M"
    )
    return unicodedata.normalize("NFC", _NOT_WORDS.sub(" ", bare.lower()).strip())


def normal_url(text: str) -> str:
    """A profile address without protocol, www, query and trailing slash.

    >>> normal_url(" HTTPS://www.linkedin.com/in/Ann/?trk=x")
    'linkedin.com/in/ann'
    """
    return _AFTER_A_PATH.sub("", _BEFORE_A_HOST.sub("", text.strip(" ").lower())).rstrip("/")
