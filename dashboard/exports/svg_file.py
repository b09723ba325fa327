"""A drawing as a file that stands alone: with its typeface, and a title and a description to be read out."""

from __future__ import annotations

import base64
import re
from functools import cache
from html import escape
from importlib.resources import files

_FONTS = {"latin": "inter-latin-wght-normal.woff2", "latin-ext": "inter-latin-ext-wght-normal.woff2"}
_EXTENDED = re.compile("[\u0100-\u02af\u1e00-\u1eff]")  # letters with marks of more languages


@cache
def _font(name: str) -> str:
    content = files("dashboard").joinpath("assets", _FONTS[name]).read_bytes()
    return base64.b64encode(content).decode()


def _face(name: str) -> str:
    source = f"url(data:font/woff2;base64,{_font(name)}) format('woff2')"
    return f"@font-face{{font-family:Inter;font-weight:100 900;src:{source}}}"


def standing_alone(drawn: bytes, title: str, description: str) -> bytes:
    """The SVG with its typeface in it, extended letters only where there are any, and words for screen readers."""
    text = drawn.decode()
    faces = _face("latin") + (_face("latin-ext") if _EXTENDED.search(text) else "")
    head, rest = text.split(">", 1)
    said = f"<title>{escape(title, quote=False)}</title><desc>{escape(description, quote=False)}</desc>"
    return f'{head} role="img">{said}<style>{faces}</style>{rest}'.encode()
