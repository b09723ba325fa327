"""What a reader finds in CSV, HTML, SVG and PNG files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from lxml import etree, html
from PIL import Image, UnidentifiedImageError

from dashboard.reports.verifying.found import (
    Block,
    Found,
    Place,
    number,
    place,
    plain,
    rows,
    stretches,
    words,
)
from dashboard.reports.verifying.limits import xml_of
from pipelines.errors import FileRefused

_MOST_PIXELS = 60_000_000
_HTML_BLOCKS = ("p", "h1", "h2", "h3", "li", "dt", "dd", "footer")
# what draws, and where: colors and typefaces are left out
_GEOMETRY = (
    "d",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "cx",
    "cy",
    "r",
    "width",
    "height",
    "points",
    "transform",
    "viewBox",
)


def read_csv(content: bytes) -> Found:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error:
        raise FileRefused(
            "The file cannot be read as CSV: a quotation mark is not closed, or a field is too long."
        ) from None
    heads, *found = lines or [[]]
    named = [
        [
            f"{plain(head)}: {_field(plain(head), value)}"
            for head, value in zip(heads, row, strict=False)
            if value
        ]
        for row in found
    ]
    return Found(
        (place("the table", [rows("table", [[f"column {plain(head)}" for head in heads], *named])]),)
    )


_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d{1,3})?", re.ASCII)


def _field(head: str, value: str) -> str:
    """A number in one way of writing; a text as it stands, and a code is one, even where it is all digits."""
    return number(value) if _NUMBER.fullmatch(value) and head != "Code" else plain(value)


# --- HTML --------------------------------------------------------------------------------------------------


def read_html(content: bytes) -> Found:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(content, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise FileRefused("The file cannot be read as a web page. It is damaged: ask for it anew.") from None
    apart = [*root.iter("figure"), *root.xpath("//*[@class='numbers']/div")]
    places = [*map(_figure, apart), *stretches("", _running(root, set(apart)))]
    return Found(tuple(places), tuple(_active(root)))


def _figure(element: Any) -> Place:
    name = plain(next((one.text_content() for one in element.iter("h3")), "")) or "a figure"
    blocks = [
        *_running(element, set()),
        *_tables(element),
        *map(drawing_block, element.iter("{*}svg", "svg")),
    ]
    if element.tag == "div":
        blocks = [words(plain(one.text_content()) for one in element if not _is_hidden(one))]
    elif (caption := next(element.iter("figcaption"), None)) is not None:
        blocks.append(words([plain(caption.text_content())]))
    return place(f"“{name}”", blocks)


def _running(root: Any, apart: set[Any]) -> Iterator[Block]:
    for one in root.iter(*_HTML_BLOCKS):
        if any(other in apart for other in one.iterancestors()) or _is_hidden(one):
            continue
        yield words([one.text_content()])


def _tables(element: Any) -> Iterator[Block]:
    for table in element.iter("table"):
        yield rows(
            "table", [[_cell(cell) for cell in row if cell.tag in ("th", "td")] for row in table.iter("tr")]
        )


def _cell(cell: Any) -> str:
    return "" if _is_hidden(cell) else plain(cell.text_content())


def _is_hidden(element: Any) -> bool:
    looks = [(one.get("style") or "").replace(" ", "").lower() for one in (element, *element.iterancestors())]
    return element.get("hidden") is not None or any(
        "display:none" in look or "visibility:hidden" in look for look in looks
    )


def _active(root: Any) -> Iterator[tuple[str, str]]:
    """What could change the page while it is looked at."""
    for one in root.iter():
        if not isinstance(one.tag, str):
            continue
        if one.tag in ("script", "iframe", "object", "embed", "link", "base"):
            yield ("", f"a <{one.tag}> was put into the page, which can change what it shows")
        elif any(name.lower().startswith("on") for name in one.attrib):
            yield ("", f"a <{one.tag}> runs a script, which can change what the page shows")


# --- pictures ----------------------------------------------------------------------------------------------


def read_svg(content: bytes) -> Found:
    root = xml_of(content)
    texts = [words([" ".join(one.itertext())]) for one in root.iter("{*}text")]
    asides = [words(["".join(one.itertext())], "aside") for one in root.iter("{*}title", "{*}desc")]
    active = [("", "a script was put into it") for _ in root.iter("{*}script")]
    return Found((place("the drawing", [*texts, *asides, drawing_block(root)]),), tuple(active))


def drawing_block(svg: Any) -> Block:
    """Every shape and word of a drawing and where it stands, as one digest."""
    said = sha256()
    for one in svg.iter():
        if isinstance(one.tag, str) and etree.QName(one).localname not in ("style", "title", "desc"):
            kept = [f"{name}={plain(one.get(name))}" for name in _GEOMETRY if one.get(name) is not None]
            text = (
                plain(one.text or "")
                if not len(one) or etree.QName(one).localname in ("text", "tspan")
                else ""
            )
            said.update("|".join((etree.QName(one).localname, *kept, text)).encode() + b"\n")
    return Block("drawing", ((said.hexdigest(),),))


def read_png(content: bytes) -> Found:
    """The pixels as a digest, and the code the file names."""
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise FileRefused(
                    f"The picture has {picture.width:,} by {picture.height:,} pixels, which no chart has."
                )
            code = plain(picture.info.get("Code", ""))
            pixels = picture.convert("RGBA")
            seen = sha256(f"{pixels.width}x{pixels.height}".encode() + pixels.tobytes()).hexdigest()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise FileRefused(
            "The picture cannot be read as PNG. It is damaged or was renamed: ask for it anew."
        ) from None
    named = place("the picture", [words([f"Code: {code}"] if code else [])])
    return Found((Place("the picture", (Block("drawing", ((seen,),)),), named.codes),))
