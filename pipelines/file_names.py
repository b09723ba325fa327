"""Names from outside as parts of file names: plain letters, digits and hyphens, so that no name is ever a path."""

from __future__ import annotations

import re
import unicodedata


def slug(name: str) -> str:
    """ "Térm report, Fall" is "term-report-fall"; "" where no letter or digit of it is plain."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
