"""What every Office file has: what it says of itself, and parts that carry no clock."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from dashboard.charts.spec import Exhibit
from dashboard.exports.words import made_at


def describe(about: Any, exhibit: Exhibit) -> None:
    """What the file says of itself, of a presentation or a document."""
    about.title, about.subject = exhibit.spec.title[:250], exhibit.definition[:250]
    about.comments = f"{exhibit.view_notice} Build {exhibit.build}."[:250]
    about.author = about.last_modified_by = "Career Conversations"
    about.created = about.modified = made_at(exhibit)
    about.revision = 1


def settled(made: bytes) -> bytes:
    """The same parts with one fixed date: a zip otherwise carries the clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()
