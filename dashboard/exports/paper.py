"""The exhibit as a Word document of its own."""

from __future__ import annotations

from dashboard.charts.spec import Exhibit
from dashboard.exports.brand import HOUSE_BRAND, Brand
from dashboard.exports.document import add_figure
from dashboard.exports.files import describe, saved


def render(exhibit: Exhibit, brand: Brand = HOUSE_BRAND) -> bytes:
    """DOCX bytes; the same exhibit gives the same bytes."""
    document = brand.open_document()
    add_figure(document, exhibit, brand.page_paint)
    describe(document.core_properties, exhibit)
    return saved(document)
