"""The exhibit as 16:9 slides: finding, what the chart says, native editable charts, its whole face, speaker notes."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from dashboard.charts.spec import Exhibit
from dashboard.exports.house_master import house_deck
from dashboard.exports.slide import add_figure
from dashboard.exports.tones import HOUSE_PAINT
from dashboard.exports.words import made_at


def render(exhibit: Exhibit) -> bytes:
    """PPTX bytes; the same exhibit gives the same bytes."""
    deck = house_deck()
    add_figure(deck, exhibit, HOUSE_PAINT)
    describe(deck.core_properties, exhibit)
    out = io.BytesIO()
    deck.save(out)
    return settled(out.getvalue())


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
