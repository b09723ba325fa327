"""The exhibit as 16:9 slides: finding, what the chart says, native editable charts, its whole face, speaker notes."""

from __future__ import annotations

import io

from dashboard.charts.spec import Exhibit
from dashboard.exports.files import describe, settled
from dashboard.exports.house_master import house_deck
from dashboard.exports.slide import add_figure
from dashboard.exports.tones import HOUSE_PAINT


def render(exhibit: Exhibit) -> bytes:
    """PPTX bytes; the same exhibit gives the same bytes."""
    deck = house_deck()
    add_figure(deck, exhibit, HOUSE_PAINT)
    describe(deck.core_properties, exhibit)
    out = io.BytesIO()
    deck.save(out)
    return settled(out.getvalue())
