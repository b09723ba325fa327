"""The theme of an Office file: the house's written over an empty one, and what colors a school's has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from defusedxml import ElementTree

from dashboard.charts import palette
from dashboard.exports.tones import ACCENTS, HOUSE

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# the schema's names, in its order: dark and light in turn, accents
_NAMES = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2", **{name: name for name in ACCENTS}}


@dataclass(frozen=True)
class Theme:
    """What an office wants of the house's theme otherwise: accent colors from the first on, a font."""

    colors: tuple[str, ...] = ()
    font: str = ""


PLAIN = Theme()


def dressed(theme: bytes, wanted: Theme = PLAIN) -> bytes:
    """The theme with the house's colors and font, or those wanted."""
    colors = {name: HOUSE[of] for name, of in _NAMES.items()}
    colors |= dict(zip(ACCENTS, wanted.colors, strict=False))
    colors |= {"hlink": palette.PRIMARY, "folHlink": palette.FAINT_INK}
    inner = "".join(
        f'<a:{name}><a:srgbClr val="{color.removeprefix("#")}"/></a:{name}>' for name, color in colors.items()
    )
    scheme = f'<a:clrScheme name="Career Conversations">{inner}</a:clrScheme>'
    text = re.sub(r"<a:clrScheme name=.*?</a:clrScheme>", scheme, theme.decode(), flags=re.DOTALL)
    fonts = r'(<a:(?:major|minor)Font>\s*<a:latin typeface=)"[^"]*"'
    return re.sub(fonts, rf'\1"{wanted.font or palette.OFFICE_FONT}"', text).encode()


def colors_of(theme: bytes, names: Mapping[str, str]) -> dict[str, str]:
    """A theme's colors, #RRGGBB, by the names charts call them. names: those of a master's map, tx1 -> dk1.

    Raises ValueError where one is missing, or the theme cannot be read.
    """
    try:
        scheme = ElementTree.fromstring(theme).find(f".//{_DRAWING}clrScheme")
    except ElementTree.ParseError as problem:
        raise ValueError(f"no XML: {problem}") from None
    if scheme is None:
        raise ValueError("no color scheme")
    found = {}
    for part in scheme:
        for color in part:
            found[part.tag.removeprefix(_DRAWING)] = f"#{color.get('lastClr') or color.get('val')}".upper()
    made = {name: found[names.get(name, own)] for own, name in _NAMES.items()}
    if wrong := [color for color in made.values() if not re.fullmatch("#[0-9A-F]{6}", color)]:
        raise ValueError(f"no color: {len(wrong)}")
    return made
