"""Colors as an Office file should hold them: of its theme, so that a school's theme changes every chart.

A tone is one of the theme's colors, made lighter or darker. What the palette has and no theme has (nothing today) stays
the color it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.charts import palette

ACCENTS = ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
# what the house's own theme calls them; a school's theme has its own
HOUSE = {
    "tx1": palette.INK,
    "tx2": palette.SOFT_INK,
    "bg1": palette.SURFACE,
    "bg2": palette.WASH,
    **dict(zip(ACCENTS, palette.SERIES, strict=True)),
}


@dataclass(frozen=True)
class Tone:
    """base: a color of the theme, or #RRGGBB. strength: below 1 mixed with white. shade: below 1 mixed with black."""

    base: str
    strength: float = 1.0
    shade: float = 1.0

    def lighter(self, strength: float) -> Tone:
        return replace(self, strength=self.strength * strength)


INK, SOFT_INK, SURFACE = Tone("tx1"), Tone("tx2"), Tone("bg1")
PRIMARY, HOT = Tone("accent1"), Tone("accent2")
BAND = PRIMARY.lighter(0.5)
# greys are the background made darker: of a dark text they would have its hue
BORDER, GRID = replace(SURFACE, shade=0.85), replace(SURFACE, shade=0.93)
OTHER, UNKNOWN, LAST_YEAR = (replace(SURFACE, shade=shade) for shade in (0.55, 0.82, 0.6))
_RAMP = (*(PRIMARY.lighter(s) for s in (0.12, 0.32, 0.56, 0.72, 0.85)), replace(PRIMARY, shade=0.65))

_OF_PALETTE: dict[str, Tone] = {
    palette.INK: INK,
    palette.SOFT_INK: SOFT_INK,
    palette.SURFACE: SURFACE,
    **{color: Tone(name) for name, color in zip(ACCENTS, palette.SERIES, strict=True)},
    palette.OTHER: OTHER,
    palette.UNKNOWN: UNKNOWN,
    palette.LAST_YEAR: LAST_YEAR,
    **dict(zip(palette.RAMP, _RAMP, strict=True)),
    "#6DA0D3": PRIMARY.lighter(0.62),  # the meanings of outcomes, changes and states
    "#F0A66B": HOT.lighter(0.6),
    "#C6CED8": replace(SURFACE, shade=0.9),
}


def tone(color: str) -> Tone:
    """A color of the palette as the theme's."""
    return _OF_PALETTE.get(color, Tone(color))


def hex_of(tone: Tone, theme: Mapping[str, str] = HOUSE) -> str:
    """How it looks in a theme, #RRGGBB: for what holds no theme, and to judge contrast."""
    color = theme.get(tone.base, tone.base)
    if tone.strength < 1:
        color = palette.tint(color, tone.strength)
    if tone.shade < 1:
        channels = (int(color[i : i + 2], 16) for i in (1, 3, 5))
        color = "#" + "".join(f"{round(c * tone.shade):02X}" for c in channels)
    return color


@dataclass(frozen=True)
class Paint:
    """How tones are painted in a file: by its theme, but for those of its colors that could not be told apart or read.

    theme: its colors, #RRGGBB. instead: for a color that is not used, another.
    """

    theme: Mapping[str, str]
    instead: Mapping[str, str]

    def hex(self, tone: Tone) -> str:
        """How it looks, #RRGGBB."""
        return hex_of(tone, {**self.theme, **self.instead})

    def xml(self, tone: Tone) -> str:
        """What stands in a fill."""
        if tone.base in self.theme and tone.base not in self.instead:
            changes = ""
            if tone.shade < 1:
                changes = f'<a:lumMod val="{round(tone.shade * 100_000)}"/>'
            if (
                tone.strength < 1
            ):  # Office's lighter colors keep the hue's strength: of a dark green a neon one
                changes += f'<a:alpha val="{round(tone.strength * 100_000)}"/>'
            return f'<a:schemeClr val="{tone.base}">{changes}</a:schemeClr>'
        return f'<a:srgbClr val="{self.hex(tone).removeprefix("#")}"/>'

    def ink_on(self, tone: Tone) -> Tone:
        """The lighter or the darker text, whichever reads better on it."""
        return SURFACE if palette.ink_on(self.hex(tone)) == palette.SURFACE else INK


HOUSE_PAINT = Paint(HOUSE, {})
