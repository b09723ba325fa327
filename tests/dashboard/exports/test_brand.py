"""A school's own look: its masters, fonts and colors; and what happens where they cannot be used."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches

from dashboard.charts.palette import SERIES
from dashboard.exports import contrast
from dashboard.exports.brand import HOUSE_BRAND, MOST_BYTES, Brand, painted, read_brand
from dashboard.exports.formats import render
from dashboard.exports.house_master import house_deck
from dashboard.exports.house_theme import Theme
from dashboard.exports.tones import ACCENTS, HOUSE, HOUSE_PAINT, PRIMARY, hex_of
from tests.dashboard.exports.reading_files import charts_of, deck_of, overlapping, part_of, runs_of, words_on
from tests.dashboard.exports.sample_exhibits import SPECS, exhibit, face_words

GREEN, GOLD = "#00543C", "#B8860B"


def picture(width: int = 60, height: int = 20, claimed: int = 0) -> bytes:
    """A real PNG, all white. claimed: pixels it says to have each way."""

    def chunk(name: bytes, content: bytes) -> bytes:
        checked = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + checked

    head = struct.pack(">IIBBBBB", claimed or width, claimed or height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def school_deck(folder: Path, *, wide: bool = True, slides: int = 1, theme: Theme | None = None) -> Path:
    """A school's own file: python-pptx's layouts in its theme, with a slide somebody left in it."""
    deck = house_deck(theme or Theme((GREEN,), "Georgia"))
    deck.slide_layouts.remove(next(one for one in deck.slide_layouts if one.name == "Finding and chart"))
    made = Presentation()
    if wide:
        placed = [*made.slide_master.shapes, *(s for one in made.slide_layouts for s in one.shapes)]
        for shape in (shape for shape in placed if shape._element.spPr.find(qn("a:xfrm")) is not None):
            shape.left, shape.width = shape.left * 4 // 3, shape.width * 4 // 3
        made.slide_width = Inches(13.333)
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    made.slide_master.part.part_related_by(RT.THEME)._blob = deck.slide_master.part.part_related_by(
        RT.THEME
    ).blob
    for _ in range(slides):
        made.slides.add_slide(made.slide_layouts[0]).shapes.title.text = "Left over"
    made.save(folder / "brand.pptx")
    return folder


def school_document(folder: Path) -> Path:
    document = Document()
    document.add_paragraph("Left over")
    document.sections[0].header.paragraphs[0].text = "Career Center of the University"
    document.save(folder / "brand.docx")
    return folder


def test_without_files_the_look_is_the_house_s(tmp_path: Path) -> None:
    assert read_brand(tmp_path) == HOUSE_BRAND


def test_slides_are_those_of_the_school_s_master_and_follow_its_theme(tmp_path: Path) -> None:
    brand = read_brand(school_deck(tmp_path))
    assert brand.problems == ()
    made = render(exhibit(), "pptx", brand)
    (slide,) = deck_of(made).slides
    assert slide.slide_layout.name == "Title and Content"
    assert slide.shapes.title.text_frame.text == SPECS["rates"].finding
    for words in (exhibit().spec.reading, *face_words(exhibit())):
        assert words in words_on(slide)
    chart = part_of(made, "ppt/charts/chart")
    assert b"srgbClr" not in chart
    assert b'schemeClr val="accent1"' in chart
    assert b'typeface="Georgia"' in part_of(made, "ppt/theme/theme1.xml")
    assert "Left over" not in words_on(slide)
    assert brand.slide_paint.hex(PRIMARY) == GREEN


@pytest.mark.parametrize("name", SPECS)
def test_nothing_overlaps_on_a_school_s_slide_either(name: str, school: Brand) -> None:
    deck = deck_of(render(exhibit(name), "pptx", school))
    for slide in deck.slides:
        assert overlapping(slide) == []


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Brand:
    return read_brand(school_deck(tmp_path_factory.mktemp("school")))


def test_documents_keep_the_school_s_header_and_leave_out_its_text(tmp_path: Path) -> None:
    brand = read_brand(school_document(tmp_path))
    made = render(exhibit(), "docx", brand)
    document = Document(io.BytesIO(made))
    assert document.sections[0].header.paragraphs[0].text == "Career Center of the University"
    assert document.paragraphs[0].text == SPECS["rates"].finding
    assert runs_of(charts_of(made)[0])[0].values == (0.47, 0.38, 0.9)


def test_colors_font_and_logo_dress_the_house_s_own_files(tmp_path: Path) -> None:
    (tmp_path / "brand.toml").write_text(
        f'colors = ["{GREEN}", "{GOLD}"]\nfont = "Georgia"\nlogo = "logo.png"\n'
    )
    (tmp_path / "logo.png").write_bytes(picture())
    brand = read_brand(tmp_path)
    made = render(exhibit(), "pptx", brand)
    theme = part_of(made, "ppt/theme/theme1.xml").decode()
    assert f'<a:accent1><a:srgbClr val="{GREEN[1:]}"/>' in theme
    assert 'latin typeface="Georgia"' in theme
    layout = deck_of(made).slides[0].slide_layout
    (logo,) = [shape for shape in layout.shapes if shape.name == "Logo"]
    title = next(shape for shape in layout.placeholders if shape.placeholder_format.idx == 0)
    assert title.left + title.width < logo.left
    assert round(logo.width / logo.height) == 3
    assert GREEN[1:].encode() in part_of(render(exhibit("weekly"), "xlsx", brand), "xl/charts/chart")
    header = Document(io.BytesIO(render(exhibit(), "docx", brand))).sections[0].header
    assert len(header.part.related_parts) == 1


def _broken(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder


def _rewritten(folder: Path, name: str, change: Any) -> Path:
    """The file with its parts changed: change(name, content) -> content, or None to leave it out."""
    source = (folder / name).read_bytes()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(folder / name, "w") as new:
        for part in old.namelist():
            content = change(part, old.read(part))
            if content is not None:
                new.writestr(part, content)
    return folder


def _without_titles(part: str, content: bytes) -> bytes:
    if not re.match(r"ppt/slideLayouts/[^_]*\.xml$", part):
        return content
    return re.sub(rb'type="(title|ctrTitle)"', b'type="body"', content)


def _linked(part: str, content: bytes) -> bytes:
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    link = (
        b'<Relationship Id="rId99" Type="'
        + kind
        + b'" Target="https://example.org/a.png" TargetMode="External"/>'
    )
    return (
        content.replace(b"</Relationships>", link + b"</Relationships>")
        if part.endswith("Layout1.xml.rels")
        else content
    )


BAD_DECKS: dict[str, tuple[Any, str]] = {
    "empty": (lambda f: _broken(f, "brand.pptx", b""), "damaged"),
    "text": (lambda f: _broken(f, "brand.pptx", b"hello"), "damaged"),
    "half": (
        lambda f: _broken(f, "brand.pptx", (school_deck(f) / "brand.pptx").read_bytes()[:9000]),
        "damaged",
    ),
    "4:3": (lambda f: school_deck(f, wide=False), "4:3"),
    "no titles": (
        lambda f: _rewritten(school_deck(f), "brand.pptx", _without_titles),
        "no layout with a title",
    ),
    "no theme": (
        lambda f: _rewritten(school_deck(f), "brand.pptx", lambda p, c: None if "/theme" in p else c),
        "damaged or has no theme",
    ),
    "broken part": (
        lambda f: _rewritten(
            school_deck(f), "brand.pptx", lambda p, c: c[:50] if p.endswith("presentation.xml") else c
        ),
        "damaged",
    ),
    "large": (lambda f: _broken(f, "brand.pptx", b"P" * (MOST_BYTES + 1)), "at most 20 MB"),
    "macros": (
        lambda f: _rewritten(school_deck(f), "brand.pptx", lambda p, c: c) and _macro(f),
        "macros",
    ),
    "linked picture": (lambda f: _rewritten(school_deck(f), "brand.pptx", _linked), "lie elsewhere"),
    "pale text": (
        lambda f: _rewritten(
            school_deck(f),
            "brand.pptx",
            lambda p, c: c.replace(HOUSE["tx1"][1:].encode(), b"EEEEEE") if "/theme" in p else c,
        ),
        "cannot be read on its background",
    ),
}


def _macro(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "brand.pptx", "a") as parts:
        parts.writestr("ppt/vbaProject.bin", b"x")
    return folder


@pytest.mark.parametrize("kind", BAD_DECKS)
def test_a_file_that_cannot_be_used_is_a_sentence_and_the_house_s_look(kind: str, tmp_path: Path) -> None:
    make, says = BAD_DECKS[kind]
    brand = read_brand(make(tmp_path))
    (problem,) = brand.problems
    assert problem.startswith("brand.pptx is not used: ")
    assert says in problem
    assert brand.deck is None
    assert deck_of(render(exhibit(), "pptx", brand)).slides[0].slide_layout.name == "Finding and chart"


def test_a_document_without_the_styles_is_a_sentence(tmp_path: Path) -> None:
    _rewritten(
        school_document(tmp_path),
        "brand.docx",
        lambda p, c: c.replace(b'w:val="caption"', b'w:val="other"') if p.endswith("styles.xml") else c,
    )
    (problem,) = read_brand(tmp_path).problems
    assert problem.startswith("brand.docx is not used: it has no style Caption.")
    assert (
        read_brand(_broken(tmp_path, "brand.docx", b"no"))
        .problems[0]
        .startswith("brand.docx is not used: it is damaged")
    )


BAD_LOGOS = {
    "drawing": (
        "logo.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "can hold scripts",
    ),
    "drawing called PNG": ("logo.png", b"<svg><script/></svg>", "no PNG or JPEG"),
    "40 MB": ("logo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * (40 * 2**20), "40.0 MB"),
    "damaged": ("logo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "damaged"),
    "endless": ("logo.png", picture(claimed=90_000), "pixels"),
    "wide": ("logo.png", picture(claimed=9_000), "9,000 x 9,000 pixels"),
    "missing": ("other.png", b"", "no file"),
    "elsewhere": ("../logo.png", b"", "without a folder"),
}


@pytest.mark.parametrize("kind", BAD_LOGOS)
def test_a_logo_that_cannot_be_used_is_a_sentence(kind: str, tmp_path: Path) -> None:
    name, content, says = BAD_LOGOS[kind]
    wanted = "logo.png" if kind == "missing" else name
    (tmp_path / "brand.toml").write_text(f'logo = "{wanted}"\n')
    if "/" not in name:
        (tmp_path / name).write_bytes(content)
    brand = read_brand(tmp_path)
    assert brand.logo is None
    (problem,) = brand.problems
    assert says in problem


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("colors = [", "could not be read"),
        ('colors = "red"', "colors is not used"),
        ('colors = ["red"]', "colors is not used"),
        ("font = 3", "font is not used"),
        ('font = "\\"/><x"', "font is not used"),
        ('colour = "#000000"', "'colour', which means nothing"),
    ],
)
def test_a_slip_in_brand_toml_is_a_sentence(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "brand.toml").write_text(text)
    brand = read_brand(tmp_path)
    (problem,) = brand.problems
    assert says in problem
    assert (brand.theme, brand.slide_paint) == (Theme(), HOUSE_PAINT)


colors = st.tuples(*[st.integers(0, 255)] * 3).map(lambda c: "#{:02X}{:02X}{:02X}".format(*c))


@given(st.lists(colors, min_size=6, max_size=6))
def test_whatever_the_theme_each_color_of_a_chart_can_be_seen_and_what_is_kept_is_the_theme_s(
    own: list[str],
) -> None:
    theme = {**HOUSE, **dict(zip(ACCENTS, own, strict=True))}
    problems: list[str] = []
    paint = painted(theme, problems, "brand.pptx")
    for accent, wanted in zip(ACCENTS, own, strict=True):
        used = paint.instead.get(accent, wanted)
        assert contrast.contrast(used, "#FFFFFF") >= contrast.VISIBLE
        assert used == wanted or used in SERIES
    kept = [color for accent, color in zip(ACCENTS, own, strict=True) if accent not in paint.instead]
    assert all(contrast.are_apart(a, b) for i, a in enumerate(kept) for b in kept[:i])
    assert bool(problems) == bool(set(paint.instead) & set(ACCENTS))


def test_the_house_s_own_colors_can_be_seen_and_told_apart() -> None:
    problems: list[str] = []
    assert painted(HOUSE, problems, "the house") == HOUSE_PAINT
    assert problems == []
    assert contrast.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert not contrast.are_apart("#C00000", "#B80808")
    assert hex_of(PRIMARY.lighter(0)) == "#FFFFFF"
