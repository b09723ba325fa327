"""The exhibit as 16:9 slides: finding, what the chart says, native editable charts, its whole face, speaker notes."""

from __future__ import annotations

from dashboard.charts.spec import Exhibit
from dashboard.exports.brand import HOUSE_BRAND, Brand
from dashboard.exports.files import describe, saved
from dashboard.exports.slide import add_figure


def render(exhibit: Exhibit, brand: Brand = HOUSE_BRAND) -> bytes:
    """PPTX bytes; the same exhibit gives the same bytes."""
    deck = brand.open_deck()
    add_figure(deck, exhibit, brand.slide_paint)
    describe(deck.core_properties, exhibit)
    return saved(deck)
