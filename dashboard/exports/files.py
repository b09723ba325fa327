"""What every Office file has: what it says of itself, and parts that carry no clock."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Any

from dashboard.charts.spec import Exhibit
from dashboard.exports.words import day_of

OURS = "Career Conversations"  # who made a file where no office does
_EPOCH = (1980, 1, 1, 0, 0, 0)


def describe(about: Any, exhibit: Exhibit) -> None:
    """What the file of one chart says of itself, of a presentation or a document."""
    comments = f"{exhibit.view_notice} Build {exhibit.build}."
    say_of_itself(about, exhibit.spec.title, exhibit.definition, comments, exhibit.as_of, OURS)


def say_of_itself(about: Any, title: str, subject: str, comments: str, as_of: str, author: str) -> None:
    """Fills in a presentation's or a document's properties. as_of: the date of its data, which is the file's."""
    about.title, about.subject, about.comments = title[:250], subject[:250], comments[:250]
    about.author = about.last_modified_by = author[:250]
    about.created = about.modified = day_of(as_of)
    about.revision = 1


def saved(made: Any) -> bytes:
    """An open presentation or document as a file: the same parts give the same bytes, while a ZIP carries the clock."""
    out = io.BytesIO()
    made.save(out)
    with zipfile.ZipFile(out) as parts:
        return packed((name, parts.read(name)) for name in parts.namelist())


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Files in one ZIP, in this order, with one fixed date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(dated_once(name), content)
    return out.getvalue()


def dated_once(name: str) -> zipfile.ZipInfo:
    """An entry of a ZIP with one fixed date, which carries no clock."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
