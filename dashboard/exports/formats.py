"""The formats a chart leaves in: PNG, SVG, CSV, XLSX, PPTX, DOCX, each with its whole face.

Every export carries title, filters spelled out, period, as_of, build, n, definition, caveats, the view it was
made for, and "Synthetic: do not cite" where that is so. The same exhibit gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.charts.spec import Exhibit
from dashboard.exports.brand import HOUSE_BRAND, Brand
from pipelines.errors import UserError

if TYPE_CHECKING:
    from dashboard.exports.image import Look

# format -> what writes it, in a module that is loaded when needed: each brings a library of its own
_WRITERS = {
    "png": ("dashboard.exports.image", "png"),
    "svg": ("dashboard.exports.image", "svg"),
    "csv": ("dashboard.exports.table_csv", "render"),
    "xlsx": ("dashboard.exports.workbook", "render"),
    "pptx": ("dashboard.exports.deck", "render"),
    "docx": ("dashboard.exports.paper", "render"),
}
FORMATS = tuple(_WRITERS)
PICTURES = ("png", "svg")
_IN_BRAND = ("xlsx", "pptx", "docx")  # those that have a look of the school's


def render(exhibit: Exhibit, format: str, brand: Brand = HOUSE_BRAND, look: Look | None = None) -> bytes:
    """The exhibit as a file of one of FORMATS. look: of a picture.

    Raises UserError for another format, or for a picture without a browser.
    """
    kind = format.lower().lstrip(".")
    if kind not in _WRITERS:
        raise UserError(f"There is no export called {format!r}. Choose one of: {', '.join(FORMATS)}.")
    module, function = _WRITERS[kind]
    writer: Callable[..., bytes] = getattr(import_module(module), function)
    if kind in _IN_BRAND:
        return writer(exhibit, brand)
    return writer(exhibit, look) if look and kind in PICTURES else writer(exhibit)


def check_ending(path: Path) -> None:
    """Raises UserError for a file whose name does not say its format."""
    if not path.suffix:
        raise UserError(f"{path.name} needs an ending that names the format: {', '.join(FORMATS)}.")


def write(made: bytes, path: Path) -> None:
    """Raises UserError where a file cannot be written."""
    try:
        path.write_bytes(made)
    except OSError as problem:
        raise UserError(f"{path} could not be written: {problem.strerror}.") from problem


def export(exhibit: Exhibit, path: Path, brand: Brand = HOUSE_BRAND, look: Look | None = None) -> None:
    """Write the exhibit to a file; its ending names the format. Raises UserError if it cannot be written."""
    check_ending(path)
    write(render(exhibit, path.suffix, brand, look), path)
