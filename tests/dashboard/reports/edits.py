"""What people do to files they were sent: edits that change a figure, and edits that change everything else.

Each takes random choices and a file's bytes and gives the edited bytes; None where the file has nothing to edit so.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
from lxml import etree
from lxml import html as lxml_html
from PIL import Image, PngImagePlugin

Edit = Callable[[random.Random, bytes], bytes | None]
CODE = re.compile(r"(?<=Code: )[0-9A-Z]{10}|(?<=>)[0-9A-Z]{10}(?=<)")
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def other_digit(chance: random.Random, text: str) -> str | None:
    """With one digit another; one that counts: none so far behind the point that nobody prints it."""
    places = [found.start() for found in re.finditer(r"\d", text)]
    significant = [at for at in places if len(re.sub(r"\D", "", text[: at + 1]).lstrip("0")) <= 9]
    if not significant:
        return None
    at = chance.choice(significant)
    new = chance.choice([digit for digit in "123456789" if digit != text[at]])
    return text[:at] + new + text[at + 1 :]


def other_name(text: str) -> str:
    return text.replace("College", "Faculty") if "College" in text else f"{text}s"


# --- ZIP files of XML --------------------------------------------------------------------------------------


def unzip(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rezip(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def in_part(pattern: str, change: Callable[[random.Random, Any], bool]) -> Edit:
    """Change the XML of one part whose name fits, the first of them, in any order, in which there is something to."""

    def edit(chance: random.Random, content: bytes) -> bytes | None:
        parts = unzip(content)
        names = [name for name in parts if re.fullmatch(pattern, name)]
        chance.shuffle(names)
        for name in names:
            root = etree.fromstring(parts[name])
            if change(chance, root):
                parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
                return rezip(parts)
        return None

    return edit


def in_text(
    path: str, change: Callable[[random.Random, str], str | None], wanted: str = r"\d"
) -> Callable[[random.Random, Any], bool]:
    """Change the text of one element; of those in which something like this stands."""

    def edit(chance: random.Random, root: Any) -> bool:
        found = [one for one in root.iterfind(path) if one.text and re.search(wanted, one.text)]
        chance.shuffle(found)
        for one in found:
            new = change(chance, one.text)
            if new is not None and new != one.text:
                one.text = new
                return True
        return False

    return edit


def inside_book(edit: Edit) -> Edit:
    """The same in a workbook inside the file."""

    def outer(chance: random.Random, content: bytes) -> bytes | None:
        parts = unzip(content)
        names = [name for name in parts if name.endswith(".xlsx")]
        chance.shuffle(names)
        for name in names:
            if (changed := edit(chance, parts[name])) is not None:
                parts[name] = changed
                return rezip(parts)
        return None

    return outer


def swap_values(chance: random.Random, root: Any) -> bool:
    """Two bars change places, their names do not."""
    caches = [one for path in ("val", "yVal") for one in root.iterfind(f".//{C}{path}//{C}numCache")]
    chance.shuffle(caches)
    for cache in caches:
        values = [point.find(f"{C}v") for point in cache.iterfind(f"{C}pt")]
        chance.shuffle(values)
        for one in values:
            other = next((v for v in values if float(v.text) != float(one.text)), None)
            if other is not None:
                one.text, other.text = other.text, one.text
                return True
    return False


def without_one(path: str, least: int = 2) -> Callable[[random.Random, Any], bool]:
    def edit(chance: random.Random, root: Any) -> bool:
        found = list(root.iterfind(path))
        if len(found) < least:
            return False
        gone = chance.choice(found)
        gone.getparent().remove(gone)
        return True

    return edit


def cell_number(chance: random.Random, root: Any) -> bool:
    """One number of a sheet."""
    cells = [
        one for one in root.iter(f"{S}c") if one.get("t") in (None, "n") and one.find(f"{S}v") is not None
    ]
    chance.shuffle(cells)
    for cell in cells:
        value = cell.find(f"{S}v")
        new = other_digit(chance, value.text)
        if new and float(new) != float(value.text):
            value.text = new
            return True
    return False


def codes_swapped(pattern: str) -> Edit:
    """Two codes of the file change places wherever they stand in its text."""

    def edit(chance: random.Random, content: bytes) -> bytes | None:
        parts = unzip(content)
        texts = {name: part.decode() for name, part in parts.items() if re.fullmatch(pattern, name)}
        codes = sorted({code for text in texts.values() for code in CODE.findall(text)})
        if len(codes) < 2:
            return None
        one, other = chance.sample(codes, 2)
        swap = {one: other, other: one}
        for name, text in texts.items():
            parts[name] = re.sub(f"{one}|{other}", lambda found: swap[found.group()], text).encode()
        return rezip(parts)

    return edit


def code_taken(pattern: str, keeps: str = "") -> Edit:
    """One code goes from everywhere it stands, or becomes one nobody gave."""

    def edit(chance: random.Random, content: bytes) -> bytes | None:
        parts = unzip(content)
        texts = {name: part.decode() for name, part in parts.items() if re.fullmatch(pattern, name)}
        codes = sorted({code for text in texts.values() for code in CODE.findall(text)})
        if len(codes) < 2:
            return None
        gone = chance.choice(codes)
        for name, text in texts.items():
            parts[name] = re.sub(rf"(?: · )?Code: {gone}|{gone}", keeps, text).encode()
        return rezip(parts)

    return edit


def chart_of(another: bytes) -> Edit:
    """A chart of another file stands in the place of one of this."""

    def edit(chance: random.Random, content: bytes) -> bytes | None:
        parts, theirs = unzip(content), unzip(another)
        here = [name for name in parts if re.fullmatch(r".*/charts/chart\d+\.xml", name)]
        there = [name for name in theirs if re.fullmatch(r".*/charts/chart\d+\.xml", name)]
        if not here or not there:
            return None
        name, new = chance.choice(here), theirs[chance.choice(there)]
        if _points(new) == _points(parts[name]):
            return None
        parts[name] = new
        return rezip(parts)

    return edit


def _points(chart: bytes) -> list[str | None]:
    return [one.text for one in etree.fromstring(chart).iter(f"{C}v")]


# --- edits of slides and documents -------------------------------------------------------------------------

CHARTS = r"(ppt|word|xl)/charts/chart\d+\.xml"
SLIDES = r"ppt/slides/slide\d+\.xml"
BODY = r"word/document\.xml"
STRINGS = r"xl/sharedStrings\.xml"
SHEETS = r"xl/worksheets/sheet\d+\.xml"


def period_moved(_: random.Random, text: str) -> str | None:
    return re.sub(
        r"\b(Aug|Sep|Jan|Jul|Nov|Dec)( \d+, 20\d\d)", lambda found: f"Mar{found.group(2)}", text, count=1
    )


def n_changed(chance: random.Random, text: str) -> str | None:
    found = re.search(r"n = [\d,]+", text)
    if found is None:
        return None
    new = other_digit(chance, found.group())
    return text.replace(found.group(), new, 1) if new else None


def minus_said(_: random.Random, text: str) -> str | None:
    """A word of a finding becomes its contrary."""
    for word, other in (
        (" up ", " down "),
        (" from ", " above "),
        (" most ", " least "),
        ("Everyone", "Seniors"),
    ):
        if word in text:
            return text.replace(word, other, 1)
    return None


_OF_CHARTS: dict[str, Edit] = {
    "a digit of a chart": in_part(CHARTS, in_text(f".//{C}numCache/{C}pt/{C}v", other_digit)),
    "a category of a chart": in_part(
        CHARTS, in_text(f".//{C}strCache/{C}pt/{C}v", lambda _, text: other_name(text), "[a-z]")
    ),
    "a label of a chart": in_part(CHARTS, in_text(f".//{C}dLbl//{A}t", other_digit)),
    "two bars swapped": in_part(CHARTS, swap_values),
    "a series taken out": in_part(CHARTS, without_one(f".//{C}ser")),
    "a point taken out": in_part(CHARTS, without_one(f".//{C}val//{C}pt")),
}
_OF_BOOKS: dict[str, Edit] = {
    "a digit of the sheet behind": inside_book(in_part(SHEETS, cell_number)),
    "a word of the sheet behind": inside_book(
        in_part(STRINGS, in_text(f".//{S}t", lambda _, text: other_name(text), "[a-z]"))
    ),
}


def _of_text(parts: str, text: str, table: str, row: str) -> dict[str, Edit]:
    return {
        "a digit of the text": in_part(parts, in_text(f".//{text}", other_digit)),
        "a digit of a table": in_part(parts, in_text(f".//{table}//{text}", other_digit)),
        "a word of the text": in_part(parts, in_text(f".//{text}", minus_said, ".")),
        "n": in_part(parts, in_text(f".//{text}", n_changed)),
        "the period": in_part(parts, in_text(f".//{text}", period_moved)),
        "a row of a table": in_part(parts, without_one(f".//{table}/{row}")),
        "two codes swapped": codes_swapped(parts),
        "a code taken away": code_taken(parts),
        "a code retyped": code_taken(parts, "Code: 0123456789"),
    }


HARMFUL: dict[str, dict[str, Edit]] = {
    "pptx": {**_OF_CHARTS, **_OF_BOOKS, **_of_text(SLIDES, f"{A}t", f"{A}tbl", f"{A}tr")},
    "docx": {**_OF_CHARTS, **_OF_BOOKS, **_of_text(BODY, f"{W}t", f"{W}tbl", f"{W}tr")},
}


# --- workbooks ---------------------------------------------------------------------------------------------


HARMFUL["xlsx"] = {
    **_OF_CHARTS,
    "a number of a sheet": in_part(SHEETS, cell_number),
    "a digit of a text": in_part(STRINGS, in_text(f".//{S}t", other_digit)),
    "n": in_part(STRINGS, in_text(f".//{S}t", n_changed)),
    "the period": in_part(STRINGS, in_text(f".//{S}t", period_moved)),
    "a word": in_part(STRINGS, in_text(f".//{S}t", minus_said, ".")),
    "a row of a sheet": in_part(
        SHEETS, lambda chance, root: without_one(f".//{S}row[{S}c]", 3)(chance, root)
    ),
    "two codes swapped": codes_swapped(STRINGS),
    "a code retyped": code_taken(STRINGS, "Code: 0123456789"),
}


# --- CSV ---------------------------------------------------------------------------------------------------


def of_lines(change: Callable[[random.Random, list[str]], list[str] | None]) -> Edit:
    def edit(chance: random.Random, content: bytes) -> bytes | None:
        lines = content.decode("utf-8-sig").split("\r\n")
        made = change(chance, lines)
        return None if made is None else ("\ufeff" + "\r\n".join(made)).encode()

    return edit


def a_digit_of_a_line(chance: random.Random, lines: list[str]) -> list[str] | None:
    rows = [at for at in range(1, len(lines)) if re.search(r"\d", lines[at])]
    at = chance.choice(rows)
    new = other_digit(chance, lines[at])
    return None if new is None else [*lines[:at], new, *lines[at + 1 :]]


def a_line_less(chance: random.Random, lines: list[str]) -> list[str] | None:
    rows = [at for at in range(1, len(lines)) if lines[at]]
    gone = chance.choice(rows)
    return [line for at, line in enumerate(lines) if at != gone] if len(rows) > 1 else None


def a_line_twice(chance: random.Random, lines: list[str]) -> list[str] | None:
    return [*lines[:2], *lines[1:]]


HARMFUL["csv"] = {
    "a digit": of_lines(a_digit_of_a_line),
    "a row less": of_lines(a_line_less),
    "a row twice": of_lines(a_line_twice),
    "a heading": of_lines(
        lambda _, lines: (
            [lines[0].replace("Value", "Count").replace("Low", "Least") + " "[:0], *lines[1:]]
            if "Value" in lines[0] or "Low" in lines[0]
            else None
        )
    ),
    "the code": of_lines(
        lambda _, lines: [lines[0], *(re.sub(r",[0-9A-Z]{10}$", ",0123456789", line) for line in lines[1:])]
    ),
    "no code": of_lines(lambda _, lines: [line.rsplit(",", 1)[0] for line in lines if line]),
}


# --- HTML and SVG ------------------------------------------------------------------------------------------


def of_tree(change: Callable[[random.Random, Any], bool], *, is_html: bool) -> Edit:
    def edit(chance: random.Random, content: bytes) -> bytes | None:
        parser = lxml_html.HTMLParser(encoding="utf-8") if is_html else etree.XMLParser(huge_tree=True)
        root = (
            lxml_html.document_fromstring(content, parser) if is_html else etree.fromstring(content, parser)
        )
        if not change(chance, root):
            return None
        if is_html:
            return lxml_html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>")
        return etree.tostring(root)

    return edit


def a_text(
    xpath: str, change: Callable[[random.Random, str], str | None], wanted: str = r"\d"
) -> Callable[[random.Random, Any], bool]:
    def edit(chance: random.Random, root: Any) -> bool:
        found = [one for one in root.xpath(xpath) if re.search(wanted, str(one))]
        chance.shuffle(found)
        for one in found:
            new = change(chance, str(one))
            if new and new != str(one):
                holder = one.getparent()
                if one.is_tail:
                    holder.tail = new
                else:
                    holder.text = new
                return True
        return False

    return edit


def an_attribute(name: str) -> Callable[[random.Random, Any], bool]:
    def edit(chance: random.Random, root: Any) -> bool:
        found = [
            one
            for one in root.xpath(
                f"//*[local-name()='svg']//*[@{name}][not(ancestor::*[local-name()='defs'])]"
            )
            if re.search(r"\d", one.get(name))
        ]
        chance.shuffle(found)
        for one in found:
            new = other_digit(chance, one.get(name))
            if new and new != one.get(name):
                one.set(name, new)
                return True
        return False

    return edit


def a_script(_: random.Random, root: Any) -> bool:
    body = root.find("body")
    script = etree.SubElement(body, "script")
    script.text = "document.querySelector('.value').textContent='99%'"
    return True


def html_codes(chance: random.Random, content: bytes, new: str | None) -> bytes | None:
    text = content.decode()
    codes = sorted(set(re.findall(r"(?<=Code: )[0-9A-Z]{10}", text)))
    one, other = chance.sample(codes, 2) if len(codes) > 1 else (codes[0], "")
    if new is not None:
        return text.replace(f"Code: {one}", new).encode()
    return (
        re.sub(f"{one}|{other}", lambda found: other if found.group() == one else one, text).encode()
        if other
        else None
    )


_SEEN = "//body//text()[not(ancestor::style) and not(ancestor::*[local-name()='svg'])]"
HARMFUL["html"] = {
    "a digit of the text": of_tree(
        a_text(
            f"{_SEEN}[ancestor::figcaption or ancestor::div[@class='numbers'] or ancestor::header]",
            other_digit,
        ),
        is_html=True,
    ),
    "a digit of a table": of_tree(a_text("//table//text()", other_digit), is_html=True),
    "n": of_tree(a_text(_SEEN, n_changed), is_html=True),
    "the period": of_tree(a_text(_SEEN, period_moved), is_html=True),
    "a row of a table": of_tree(without_one(".//tbody/tr"), is_html=True),
    "a word of a drawing": of_tree(
        a_text("//*[local-name()='svg']//*[local-name()='text' or local-name()='tspan']/text()", other_digit),
        is_html=True,
    ),
    "a shape of a drawing": of_tree(an_attribute("d"), is_html=True),
    "a script": of_tree(a_script, is_html=True),
    "two codes swapped": lambda chance, content: html_codes(chance, content, None),
    "a code retyped": lambda chance, content: html_codes(chance, content, "Code: 0123456789"),
    "a code taken away": lambda chance, content: html_codes(chance, content, ""),
}
HARMFUL["svg"] = {
    "a word": of_tree(
        a_text("//*[local-name()='text' or local-name()='tspan']/text()", other_digit), is_html=False
    ),
    "a shape": of_tree(an_attribute("d"), is_html=False),
    "a place": of_tree(an_attribute("transform"), is_html=False),
    "a code taken away": lambda chance, content: re.sub(rb" \xc2\xb7 Code: [0-9A-Z]{10}", b"", content),
}


# --- pictures and PDF --------------------------------------------------------------------------------------


def _opened(content: bytes) -> tuple[Image.Image, str]:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture, str(picture.info.get("Code", ""))


def _saved(picture: Image.Image, code: str, **options: Any) -> bytes:
    out, said = io.BytesIO(), PngImagePlugin.PngInfo()
    if code:
        said.add_text("Code", code)
    picture.save(out, "PNG", pnginfo=said, **options)
    return out.getvalue()


def drawn_over(chance: random.Random, content: bytes) -> bytes | None:
    picture, code = _opened(content)
    at = (chance.randrange(picture.width - 12), chance.randrange(picture.height - 12))
    picture = picture.convert("RGBA")
    here = picture.getpixel(at)
    color = (255 - here[0], here[1], here[2], 255)
    picture.paste(color, (*at, at[0] + 10, at[1] + 10))
    return _saved(picture, code)


def made_smaller(_: random.Random, content: bytes) -> bytes | None:
    picture, code = _opened(content)
    return _saved(picture.resize((picture.width // 2, picture.height // 2)), code)


HARMFUL["png"] = {
    "drawn over": drawn_over,
    "made smaller": made_smaller,
    "another code": lambda chance, content: _saved(_opened(content)[0], "0123456789"),
}


def of_pdf(change: Callable[[random.Random, Any], bool]) -> Edit:
    def edit(chance: random.Random, content: bytes) -> bytes | None:
        with pikepdf.open(io.BytesIO(content)) as document:
            if not change(chance, document):
                return None
            out = io.BytesIO()
            document.save(out)
            return out.getvalue()

    return edit


def a_letter_of_a_page(chance: random.Random, document: Any) -> bool:
    """Two glyphs of a text change places: one digit becomes another."""
    page = chance.choice(list(document.pages))
    told = pikepdf.parse_content_stream(page)
    texts = [one for one in told if str(one.operator) in ("Tj", "TJ")]
    chance.shuffle(texts)
    for one in texts:
        pieces = list(one.operands[0]) if str(one.operator) == "TJ" else [one.operands[0]]
        for at, piece in enumerate(pieces):
            if isinstance(piece, pikepdf.String) and len(bytes(piece)) >= 4:
                glyphs = bytes(piece)
                swapped = glyphs[2:4] + glyphs[:2] + glyphs[4:]
                if swapped != glyphs:
                    pieces[at] = pikepdf.String(swapped)
                    new = pikepdf.Array(pieces) if str(one.operator) == "TJ" else pieces[0]
                    told[told.index(one)] = pikepdf.ContentStreamInstruction([new], one.operator)
                    page.Contents = document.make_stream(pikepdf.unparse_content_stream(told))
                    return True
    return False


def a_line_of_a_page(chance: random.Random, document: Any) -> bool:
    """A shape is moved."""
    page = chance.choice(list(document.pages))
    told = list(pikepdf.parse_content_stream(page))
    shapes = [at for at, one in enumerate(told) if str(one.operator) in ("l", "m", "re", "cm")]
    if not shapes:
        return False
    at = chance.choice(shapes)
    moved = [float(told[at].operands[0]) + 7.5, *told[at].operands[1:]]
    told[at] = pikepdf.ContentStreamInstruction(moved, told[at].operator)
    page.Contents = document.make_stream(pikepdf.unparse_content_stream(told))
    return True


def something_laid_over(chance: random.Random, document: Any) -> bool:
    page = chance.choice(list(document.pages))
    over = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.FreeText,
        Rect=[100, 500, 200, 530],
        Contents="99%",
        DA="/Helv 12 Tf",
    )
    page.obj.Annots = document.make_indirect(
        pikepdf.Array([*page.obj.get("/Annots", []), document.make_indirect(over)])
    )
    return True


def painted_over(chance: random.Random, document: Any) -> bool:
    page = chance.choice(list(document.pages))
    page.contents_add(document.make_stream(b"q 1 1 1 rg 100 500 80 20 re f Q"))
    return True


HARMFUL["pdf"] = {
    "a letter": of_pdf(a_letter_of_a_page),
    "a shape": of_pdf(a_line_of_a_page),
    "laid over": of_pdf(something_laid_over),
    "painted over": of_pdf(painted_over),
}


# --- what does not matter ----------------------------------------------------------------------------------


def repacked(chance: random.Random, content: bytes) -> bytes:
    parts = list(unzip(content).items())
    first = [one for one in parts if one[0] == "[Content_Types].xml"]
    rest = [one for one in parts if one[0] != "[Content_Types].xml"]
    chance.shuffle(rest)
    return rezip(dict([*first, *rest]), chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))


def other_sizes(chance: random.Random, root: Any) -> bool:
    for one in root.iter(f"{A}rPr", f"{A}defRPr", f"{W}sz"):
        one.set(
            "sz" if one.tag != f"{W}sz" else f"{W}val",
            str(chance.choice([18, 24, 30]) * (100 if one.tag != f"{W}sz" else 1)),
        )
    return True


def other_colors(chance: random.Random, root: Any) -> bool:
    for one in root.iter(f"{A}schemeClr"):
        one.set("val", chance.choice(["accent1", "accent2", "accent3", "tx1"]))
    return True


def runs_split(chance: random.Random, root: Any) -> bool:
    """A text in two runs, as programs leave it after somebody put the cursor there."""
    for name, text_name in ((f"{A}r", f"{A}t"), (f"{W}r", f"{W}t")):
        for run in list(root.iter(name)):
            text = run.find(text_name)
            if text is not None and text.text and len(text.text) > 3 and chance.random() < 0.5:
                at = chance.randrange(1, len(text.text) - 1)
                after = etree.fromstring(etree.tostring(run))
                after.tail = None
                after.find(text_name).text = text.text[at:]
                text.text = text.text[:at]
                for one in (text, after.find(text_name)):
                    one.set(
                        "{http://www.w3.org/XML/1998/namespace}space", "preserve"
                    ) if text_name == f"{W}t" else None
                run.addnext(after)
    return True


def slides_moved(chance: random.Random, root: Any) -> bool:
    listed = root.find(f"{P}sldIdLst")
    slides = list(listed)
    chance.shuffle(slides)
    for one in slides:
        listed.append(one)
    return True


def own_slides(chance: random.Random, content: bytes) -> bytes:
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation(io.BytesIO(content))
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text = "What we ask of the provost: 2 advisors, 15% more budget"
    box = chance.choice(list(deck.slides)).shapes.add_textbox(Inches(1), Inches(1), Inches(3), Inches(1))
    box.text_frame.text = f"Please note: {chance.randrange(100)}% of the budget"
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def shapes_moved(chance: random.Random, content: bytes) -> bytes:
    from pptx import Presentation

    deck = Presentation(io.BytesIO(content))
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart or chance.random() < 0.3:
                shape.left, shape.top = shape.left + 100_000, shape.top + 50_000
                shape.width = int(shape.width * 0.9)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def slide_taken_out(chance: random.Random, content: bytes) -> bytes | None:
    """A whole figure goes, with its code."""
    from pptx import Presentation

    deck = Presentation(io.BytesIO(content))
    listed = deck.slides._sldIdLst
    if len(listed) < 3:
        return None
    gone = chance.choice(list(listed))
    deck.part.drop_rel(gone.rId)
    listed.remove(gone)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def own_paragraphs(chance: random.Random, content: bytes) -> bytes:
    from docx import Document

    document = Document(io.BytesIO(content))
    for paragraph in chance.sample(document.paragraphs, min(4, len(document.paragraphs))):
        paragraph.insert_paragraph_before(f"As we said in March, {chance.randrange(100)}% of it was spent.")
    document.add_paragraph("With kind regards, the office")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def of_csv(change: Callable[[random.Random, list[list[str]]], tuple[list[list[str]], str, str]]) -> Edit:
    import csv

    def edit(chance: random.Random, content: bytes) -> bytes:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        made, mark, end = change(chance, rows)
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=mark, lineterminator=end).writerows(made)
        return ("\ufeff" + out.getvalue()).encode()

    return edit


def rows_sorted(chance: random.Random, rows: list[list[str]]) -> tuple[list[list[str]], str, str]:
    rest = rows[1:]
    chance.shuffle(rest)
    return [rows[0], *rest], chance.choice(",;\t"), "\n"


def column_added(chance: random.Random, rows: list[list[str]]) -> tuple[list[list[str]], str, str]:
    return (
        [[*row, "Remarks" if at == 0 else str(chance.randrange(99))] for at, row in enumerate(rows)],
        ",",
        "\r\n",
    )


def pdf_saved(**options: Any) -> Edit:
    def edit(_: random.Random, content: bytes) -> bytes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(content)) as document:
            document.save(out, **options)
        return out.getvalue()

    return edit


def page_in_front(_: random.Random, content: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document, pikepdf.new() as made:
        made.add_blank_page()
        made.pages.extend(document.pages)
        made.save(out)
    return out.getvalue()


def restyled(_: random.Random, content: bytes) -> bytes:
    return content.replace(b"#1B5FA8", b"#7A003C").replace(b"font-size:13px", b"font-size:15px")


def a_paragraph_more(_: random.Random, root: Any) -> bool:
    section = root.find(".//section")
    etree.SubElement(section, "p").text = "Our own remark: 12% of the budget."
    return True


HARMLESS: dict[str, dict[str, Edit]] = {
    "pptx": {
        "repacked": repacked,
        "other sizes": in_part(SLIDES, other_sizes),
        "other colors": in_part(CHARTS, other_colors),
        "runs split": in_part(SLIDES, runs_split),
        "slides moved": in_part(r"ppt/presentation\.xml", slides_moved),
        "own slides": own_slides,
        "shapes moved": shapes_moved,
        "a slide taken out": slide_taken_out,
    },
    "docx": {
        "repacked": repacked,
        "other sizes": in_part(BODY, other_sizes),
        "other colors": in_part(CHARTS, other_colors),
        "runs split": in_part(BODY, runs_split),
        "own paragraphs": own_paragraphs,
    },
    "xlsx": {"repacked": repacked, "other colors": in_part(CHARTS, other_colors)},
    "csv": {"sorted": of_csv(rows_sorted), "a column more": of_csv(column_added)},
    "html": {"restyled": restyled, "a paragraph more": of_tree(a_paragraph_more, is_html=True)},
    "svg": {"other colors": lambda chance, content: content.replace(b"rgb(27, 95, 168)", b"rgb(122, 0, 60)")},
    "png": {
        "saved again": lambda chance, content: _saved(*_opened(content), compress_level=1),
        "what it says of itself gone": lambda chance, content: _saved(_opened(content)[0], ""),
    },
    "pdf": {
        "saved again": pdf_saved(),
        "packed": pdf_saved(recompress_flate=True, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "unpacked": pdf_saved(
            compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized
        ),
        "a page in front": page_in_front,
    },
}


def inside_zip(edits: Mapping[str, dict[str, Edit]]) -> dict[str, Edit]:
    """One edit of any file inside a ZIP."""

    def edit(chance: random.Random, content: bytes) -> bytes | None:
        parts = unzip(content)
        names = [name for name in parts if name.rsplit(".", 1)[-1] in edits]
        name = chance.choice(names)
        made = chance.choice(list(edits[name.rsplit(".", 1)[-1]].values()))(chance, parts[name])
        return None if made is None else rezip({**parts, name: made})

    return {"a file in it": edit}


HARMFUL["zip"] = inside_zip({ending: HARMFUL[ending] for ending in ("csv", "png", "svg")})
HARMLESS["zip"] = {
    "repacked": repacked,
    **inside_zip({ending: HARMLESS[ending] for ending in ("csv", "svg")}),
}
