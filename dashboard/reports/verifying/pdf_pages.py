"""What a reader finds in a PDF: a place a page, its words, and all that is painted as one digest.

Words alone would not do: letters can be drawn as shapes, and a font can show other digits than it names. So of each
page everything it paints with is held, unpacked, whatever a program that saved it anew called it or where it put it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pikepdf

from dashboard.reports.verifying.found import Block, Found, Place, place, plain, words
from pipelines.errors import FileRefused

MOST_PAGES = 1_000
MOST_STREAM = 60 * 2**20  # bytes of one stream, unpacked
_DEEPEST = 40  # objects in one another
_NOT_PAINTED = {
    "/Parent",
    "/StructParent",
    "/StructParents",
    "/Length",
    "/Filter",
    "/DecodeParms",
    "/LastModified",
    "/Metadata",
}
_BESIDE = {
    "/Link",
    "/Popup",
    "/Text",
    "/Highlight",
    "/Underline",
    "/Squiggly",
    "/StrikeOut",
}  # annotations that hide nothing
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")


def read(content: bytes) -> Found:
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if len(document.pages) > MOST_PAGES:
                raise FileRefused(f"The PDF has {len(document.pages):,} pages; {MOST_PAGES:,} are the most.")
            if "/XFA" in document.Root.get("/AcroForm", pikepdf.Dictionary()):
                raise FileRefused(
                    "The PDF is a form that draws itself. Print it to a PDF without forms and verify that."
                )
            made = [_page(page, f"page {at}") for at, page in enumerate(document.pages, start=1)]
    except pikepdf.PasswordError:
        raise FileRefused("The PDF is locked with a password. Save it without one and verify that.") from None
    except (pikepdf.PdfError, RecursionError, OverflowError):
        raise FileRefused("The PDF cannot be read. It is damaged or was renamed: ask for it anew.") from None
    return Found(tuple(one for one, _ in made), tuple(remark for _, remarks in made for remark in remarks))


def _page(page: Any, where: str) -> tuple[Place, list[tuple[str, str]]]:
    stream = b"\n".join(map(_unpacked, _contents(page.obj)))
    resources = page.resources
    said = sha256(b" ".join(_operators(stream)))
    _add(said, resources, 0)
    lines = [words([line]) for line in _lines(page, resources)]
    over = [
        str(one.get("/Subtype", ""))
        for one in page.obj.get("/Annots", ())
        if isinstance(one, pikepdf.Dictionary)
    ]
    remarks = [
        (where, f"something was laid over the page ({kind.lstrip('/')})")
        for kind in over
        if kind not in _BESIDE
    ]
    return place(where, [*lines, Block("drawing", ((said.hexdigest(),),))]), remarks


def _contents(page: Any) -> list[Any]:
    found = page.get("/Contents")
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def _unpacked(stream: Any) -> bytes:
    made = bytes(stream.read_bytes())
    if len(made) > MOST_STREAM:
        raise FileRefused("A page of the PDF becomes far too large when unpacked. It was not read further.")
    return made


def _operators(stream: bytes) -> list[bytes]:
    """The stream without its blanks, which programs set as they like."""
    return stream.split()


def _add(said: Any, found: Any, depth: int) -> None:
    """An object with all it refers to, whatever numbers the file gives them."""
    if depth > _DEEPEST:
        raise FileRefused("Parts of the PDF are inside one another too deeply to be read.")
    if isinstance(found, pikepdf.Stream):
        said.update(b"stream")
        said.update(
            sha256(_unpacked(found)).digest() if _is_packed_plainly(found) else found.read_raw_bytes()
        )
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        for name in sorted(str(key) for key in found.keys()):  # noqa: SIM118 - a dictionary of the library's own
            if name not in _NOT_PAINTED:
                said.update(name.encode())
                _add(said, found[name], depth + 1)
    elif isinstance(found, pikepdf.Array):
        said.update(f"[{len(found)}".encode())
        for one in found:
            _add(said, one, depth + 1)
    else:
        said.update(str(found).encode() + b";")


def _is_packed_plainly(stream: Any) -> bool:
    """Whether it is packed without loss; a photograph is held as it is packed."""
    filters = str(stream.get("/Filter", ""))
    return not any(lossy in filters for lossy in ("DCT", "JPX", "JBIG2", "CCITT"))


# --- words -------------------------------------------------------------------------------------------------


def _lines(painted: Any, resources: Any, depth: int = 0) -> Iterator[str]:
    """Text in the order it is set; what stands on one height is one line. painted: a page, or a form on one."""
    if depth > 6:
        return
    fonts = resources.get("/Font", {}) if resources is not None else {}
    forms = resources.get("/XObject", {}) if resources is not None else {}
    letters: dict[int, str] = {}
    line: list[str] = []
    height: float | None = None
    for told in pikepdf.parse_content_stream(painted):
        operands, name = told.operands, str(told.operator)
        if name == "Tf" and str(operands[0]) in fonts:
            letters = _letters(fonts[str(operands[0])])
        elif name in ("Tm", "Td", "TD", "T*"):
            now = float(operands[-1]) if operands and name == "Tm" else None
            if now != height or name != "Tm":
                yield from _whole(line)
            height = now
        elif name in ("Tj", "TJ", "'", '"'):
            line.append(_decoded(operands[-1], letters))
        elif name == "ET":
            yield from _whole(line)
        elif (
            name == "Do" and str(operands[0]) in forms and forms[str(operands[0])].get("/Subtype") == "/Form"
        ):
            yield from _whole(line)
            form = forms[str(operands[0])]
            yield from _lines(form, form.get("/Resources", resources), depth + 1)
    yield from _whole(line)


def _whole(line: list[str]) -> Iterator[str]:
    text = plain("".join(line))
    line.clear()
    if text:
        yield text


def _decoded(operand: Any, letters: dict[int, str]) -> str:
    pieces = list(operand) if isinstance(operand, pikepdf.Array) else [operand]
    made = []
    for piece in pieces:
        if isinstance(piece, pikepdf.String):
            codes = bytes(piece)
            made += [
                letters.get(int.from_bytes(codes[at : at + 2], "big"), "") for at in range(0, len(codes), 2)
            ]
    return "".join(made)


def _letters(font: Any) -> dict[int, str]:
    """{glyph: its letters} by the font's own map."""
    listed = font.get("/ToUnicode")
    if listed is None:
        return {}
    text = _unpacked(listed)
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", text, re.S):
        codes = _HEX.findall(block)
        found |= {int(code, 16): _utf16(to) for code, to in zip(codes[::2], codes[1::2], strict=False)}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", text, re.S):
        codes = _HEX.findall(block)
        for first, last, to in zip(codes[::3], codes[1::3], codes[2::3], strict=False):
            start = int(first, 16)
            for step in range(min(int(last, 16) - start + 1, 65_536)):
                letters = _utf16(to)
                found[start + step] = letters[:-1] + chr(ord(letters[-1]) + step) if letters else ""
    return found


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(re.sub(rb"\s", b"", digits).decode()).decode("utf-16-be", errors="replace")
