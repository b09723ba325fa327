"""A school's own look: brand.toml, brand.pptx and brand.docx in the warehouse folder, each of them optional.

What cannot be used is said in a sentence, and the house's look stands in its place: no export fails for its looks.
"""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dashboard.charts import palette
from dashboard.exports import contrast
from dashboard.exports.house_theme import PLAIN, Theme, colors_of
from dashboard.exports.tones import ACCENTS, HOUSE, HOUSE_PAINT, Paint

SETTINGS, DECK, DOCUMENT = "brand.toml", "brand.pptx", "brand.docx"
MOST_BYTES = 20 * 2**20  # of a file
MOST_UNPACKED = 200 * 2**20
MOST_LOGO = 2 * 2**20
MOST_PIXELS = 25_000_000
WIDE = 1.55  # width by height: 16:9 is 1.78, 16:10 is 1.6, 4:3 is 1.33
# what the libraries raise of a damaged file
_DAMAGED = (
    KeyError,
    ValueError,
    AttributeError,
    TypeError,
    IndexError,
    OSError,
    SyntaxError,
    zipfile.BadZipFile,
)


@dataclass(frozen=True)
class Brand:
    """deck, document: the school's files, checked; None = the house's. problems: what is not used, a sentence each."""

    deck: bytes | None = None
    document: bytes | None = None
    logo: bytes | None = None
    theme: Theme = PLAIN
    slide_paint: Paint = HOUSE_PAINT
    page_paint: Paint = HOUSE_PAINT
    problems: tuple[str, ...] = ()

    def open_deck(self) -> Any:
        """An empty presentation in this look."""
        if self.deck is None:
            from dashboard.exports import house_master  # brings a library; not needed to know a brand

            return house_master.house_deck(self.theme, self.logo)
        return _without_slides(_opened_deck(self.deck))

    def open_document(self) -> Any:
        """An empty document in this look."""
        if self.document is None:
            from dashboard.exports.document import house_document

            return house_document(self.theme, self.logo)
        return _without_text(_opened_document(self.document))


HOUSE_BRAND = Brand()


class _Unusable(Exception):
    """Why a file of the school's cannot be used, as the end of a sentence."""


def read_brand(folder: Path) -> Brand:
    """The look of the office whose warehouse this is."""
    problems: list[str] = []
    made = _with_settings(Brand(), folder, problems)
    theme_colors = {**HOUSE, **dict(zip(ACCENTS, made.theme.colors, strict=False))}
    own = painted(theme_colors, problems, SETTINGS) if made.theme.colors else HOUSE_PAINT
    made = replace(made, slide_paint=own, page_paint=own)
    for name, check, field in ((DECK, _checked_deck, "deck"), (DOCUMENT, _checked_document, "document")):
        path = folder / name
        if not path.exists():
            continue
        try:
            content, colors = check(path)
        except _Unusable as problem:
            problems.append(f"{name} is not used: {problem} The product's own look stands in its place.")
            continue
        paint = painted(colors, problems, name)
        made = (
            replace(made, deck=content, slide_paint=paint)
            if field == "deck"
            else replace(made, document=content, page_paint=paint)
        )
    return replace(made, problems=tuple(problems))


# --- colors ------------------------------------------------------------------------------------------------


def painted(theme: Mapping[str, str], problems: list[str], name: str) -> Paint:
    """The theme's colors where they can be seen and told apart, the house's where not; what was replaced is said."""
    instead: dict[str, str] = {}
    ground = theme["bg1"]
    if contrast.contrast(theme["tx2"], ground) < contrast.READABLE:
        instead["tx2"] = theme["tx1"]
    chosen: list[str] = []

    def is_good(color: str) -> bool:
        return contrast.contrast(color, ground) >= contrast.VISIBLE and all(
            contrast.are_apart(color, other) for other in chosen
        )

    for accent, house in zip(ACCENTS, palette.SERIES, strict=True):
        wanted = theme[accent]
        if not is_good(wanted):
            wanted = next((color for color in palette.SERIES if is_good(color)), house)
            instead[accent] = wanted
        chosen.append(wanted)
    if replaced := [f"{accent[-1]} ({theme[accent]})" for accent in ACCENTS if accent in instead]:
        problems.append(
            f"Of the accent colors of {name}, {', '.join(replaced)} cannot be seen on its background or told from "
            "those before. Charts use the product's own there."
        )
    return Paint(theme, instead)


# --- brand.toml --------------------------------------------------------------------------------------------


def _with_settings(brand: Brand, folder: Path, problems: list[str]) -> Brand:
    path = folder / SETTINGS
    if not path.exists():
        return brand
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as problem:
        kind = type(problem).__name__
        problems.append(f"{SETTINGS} is not used: it could not be read ({kind}). Check its quotation marks.")
        return brand
    for key in found.keys() - {"colors", "font", "logo"}:
        problems.append(
            f"{SETTINGS} has {key!r}, which means nothing there. Known are colors, font and logo."
        )
    colors = found.get("colors", [])
    are_colors = isinstance(colors, list) and all(
        isinstance(color, str) and re.fullmatch("#[0-9A-Fa-f]{6}", color) for color in colors
    )
    if not are_colors:
        problems.append(
            f'{SETTINGS}: colors is not used. Write at most six, such as colors = ["#7A0019", "#FFCC33"].'
        )
        colors = []
    font = found.get("font", "")
    if not isinstance(font, str) or not re.fullmatch(r"[\w .'-]{0,60}", font):
        problems.append(f'{SETTINGS}: font is not used. Write its name, such as font = "Georgia".')
        font = ""
    made = replace(brand, theme=Theme(tuple(c.upper() for c in colors[:6]), font))
    if "logo" not in found:
        return made
    try:
        return replace(made, logo=_logo(folder, found["logo"]))
    except _Unusable as problem:
        problems.append(f"The logo of {SETTINGS} is not used: {problem}")
        return made


def _logo(folder: Path, name: object) -> bytes:
    """A picture that lies beside brand.toml."""
    if not isinstance(name, str) or Path(name).name != name:
        raise _Unusable("write the name of a file that lies beside it, without a folder.")
    path = folder / name
    if not path.is_file():
        raise _Unusable(f"there is no file {name} beside it.")
    if path.stat().st_size > MOST_LOGO:
        size = path.stat().st_size / 2**20
        raise _Unusable(
            f"{name} has {size:.1f} MB; at most {MOST_LOGO // 2**20} MB are taken. Save it smaller."
        )
    content = path.read_bytes()
    if not content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        raise _Unusable(f"{name} is no PNG or JPEG (a drawing such as SVG can hold scripts). Save it as PNG.")
    from PIL.Image import DecompressionBombError
    from pptx.parts.image import Image

    try:
        width, height = Image.from_blob(content).size
    except DecompressionBombError as problem:
        raise _Unusable(f"{name} has too many pixels. Save it smaller.") from problem
    except _DAMAGED as problem:
        raise _Unusable(f"{name} is damaged.") from problem
    if not width or not height or width * height > MOST_PIXELS:
        raise _Unusable(f"{name} has {width:,} x {height:,} pixels. Save it smaller.")
    return content


# --- the school's files ------------------------------------------------------------------------------------


def _read(path: Path) -> bytes:
    """An Office file that may be opened: of a size, whole, without macros and without parts that lie elsewhere."""
    if path.stat().st_size > MOST_BYTES:
        size = path.stat().st_size / 2**20
        raise _Unusable(
            f"it has {size:.0f} MB; at most {MOST_BYTES // 2**20} MB are taken. Make its pictures smaller."
        )
    try:
        content = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise _Unusable("it is too large when unpacked.")
            if any("vbaProject" in name for name in parts.namelist()):
                raise _Unusable("it has macros. Save it without.")
            links = [parts.read(name) for name in parts.namelist() if name.endswith(".rels")]
    except (zipfile.BadZipFile, OSError) as problem:
        raise _Unusable("it is damaged or no Office file.") from problem
    for link in re.findall(rb"<Relationship [^>]*>", b"".join(links)):
        if b'TargetMode="External"' in link and b"/hyperlink" not in link:
            raise _Unusable("it has pictures or parts that lie elsewhere. Put them into the file.")
    return content


def _opened_deck(content: bytes) -> Any:
    from pptx import Presentation

    return Presentation(io.BytesIO(content))


def _opened_document(content: bytes) -> Any:
    from docx import Document

    return Document(io.BytesIO(content))


def _checked_deck(path: Path) -> tuple[bytes, dict[str, str]]:
    from pptx.enum.shapes import PP_PLACEHOLDER
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    content = _read(path)

    def look() -> dict[str, str]:
        deck = _opened_deck(content)
        if deck.slide_width / deck.slide_height < WIDE:
            raise _Unusable("its slides are 4:3 or narrower. Save it as 16:9.")
        titled = [
            layout
            for layout in deck.slide_layouts
            if any(shape.placeholder_format.type == PP_PLACEHOLDER.TITLE for shape in layout.placeholders)
        ]
        if not titled:
            raise _Unusable("it has no layout with a title.")
        master = deck.slide_master
        names = dict(master._element.find("{*}clrMap").attrib)
        colors = colors_of(master.part.part_related_by(RT.THEME).blob, names)
        _without_slides(deck)
        return colors

    return content, _looked(look)


def _checked_document(path: Path) -> tuple[bytes, dict[str, str]]:
    from docx.opc.constants import RELATIONSHIP_TYPE as RT

    content = _read(path)

    def look() -> dict[str, str]:
        document = _opened_document(content)
        known = {style.name for style in document.styles}
        missing = [name for name in ("Heading 1", "Heading 2", "Caption") if name not in known]
        if missing:
            raise _Unusable(f"it has no style {missing[0]}.")
        return colors_of(document.part.part_related_by(RT.THEME).blob, {})

    return content, _looked(look)


def _looked(look: Callable[[], dict[str, str]]) -> dict[str, str]:
    try:
        colors = look()
    except _DAMAGED as problem:
        raise _Unusable("it is damaged or has no theme.") from problem
    if contrast.contrast(colors["tx1"], colors["bg1"]) < contrast.READABLE:
        raise _Unusable("its text color cannot be read on its background.")
    return colors


def _without_slides(deck: Any) -> Any:
    """The file's masters and layouts alone."""
    listed = deck.slides._sldIdLst
    for slide in list(listed):
        deck.part.drop_rel(slide.rId)
        listed.remove(slide)
    return deck


def _without_text(document: Any) -> Any:
    """The file's styles, headers and page alone."""
    body = document.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
    return document
