"""The house's theme, written over that of an empty Office file: fonts and colors in the one place everything reads."""

from __future__ import annotations

import re

from dashboard.charts import palette
from dashboard.exports.tones import ACCENTS, HOUSE

# the schema's names, in its order: dark and light in turn, accents
_NAMES = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2", **{name: name for name in ACCENTS}}


def dressed(theme: bytes) -> bytes:
    """The theme with the house's colors and font."""
    colors = {name: HOUSE[of] for name, of in _NAMES.items()}
    colors |= {"hlink": palette.PRIMARY, "folHlink": palette.FAINT_INK}
    inner = "".join(
        f'<a:{name}><a:srgbClr val="{color.removeprefix("#")}"/></a:{name}>' for name, color in colors.items()
    )
    scheme = f'<a:clrScheme name="Career Conversations">{inner}</a:clrScheme>'
    text = re.sub(r"<a:clrScheme name=.*?</a:clrScheme>", scheme, theme.decode(), flags=re.DOTALL)
    fonts = r'(<a:(?:major|minor)Font>\s*<a:latin typeface=)"[^"]*"'
    return re.sub(fonts, rf'\1"{palette.OFFICE_FONT}"', text).encode()
