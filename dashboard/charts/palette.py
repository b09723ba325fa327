"""Colors and type, as data: one place for page, picture, slide and workbook. No drawing here.

Six series colors that stay apart for every kind of color vision, and greys that never stand for a series of
their own: "Other", "Unknown" and last year are grey everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence

INK = "#0B1220"  # text
SOFT_INK = "#4A5566"  # axis labels, notes: 7.5:1 on white
SURFACE = "#FFFFFF"
WASH = "#F4F6F9"  # the second surface
TRACK = "#E9EEF4"  # the empty part of a bar
BORDER = "#DDE3EA"
GRID = "#EEF1F5"
SHADE = "#FBF0E4"  # a span to read with care
SHADE_INK = "#8A4B12"
NOTE = "#8E2A6B"  # what the office pinned to a day
PRIMARY = "#1B5FA8"
PALE = "#BFD5EC"  # the interval of a value in PRIMARY
BAND = "#8DB4DC"  # a released range, which has no value
HOT = "#E46E1D"  # the one group a finding names as a problem
HOT_PALE = "#FADFCB"
FAINT_INK = "#5F6B7A"  # n, and what is too few: 5.4:1 on white

SERIES = ("#1B5FA8", "#E46E1D", "#2DA596", "#4C2348", "#9D76F2", "#A42E23")
WARNING = SERIES[5]  # a red that is read on white
OTHER = "#7B8794"  # "Other" only
UNKNOWN = "#CBD2DA"  # not recorded, unknown
UNKNOWN_WASH = "#F1F4F7"  # behind the hatching of what is not known
UNKNOWN_HATCH = "#C3CBD5"
LAST_YEAR = "#8C96A3"  # as a line
LAST_YEAR_PALE = "#D5DCE4"  # as a column behind this year's
MAX_SERIES = len(SERIES)

# Ordered classes (0, 1, 2, 3-5, 6+) are steps of one hue, lightest = least. The first is nearly a grey:
# "none" must not look like an achievement.
RAMP = ("#E3E8EE", "#B5CFEA", "#7FAEDB", "#5C96CE", "#3F7FBF", "#113F70")

# Parts whose names mean better or worse: good blue, neutral grey, to be helped orange.
_WORKS, _STUDIES, _SERVES, _LOOKS, _RESTS = PRIMARY, "#6DA0D3", "#B5CFEA", "#F0A66B", "#C6CED8"
MEANINGS: dict[str, dict[str, str]] = {
    "outcome": {
        "employed": _WORKS,
        "continuing_education": _STUDIES,
        "service_and_military": _SERVES,
        "service": _SERVES,
        "seeking": _LOOKS,
        "not_seeking": _RESTS,
    },
    "change": {"lower": _LOOKS, "same": RAMP[0], "higher": _STUDIES, "much_higher": _WORKS},
    "state": {
        "interviewed": _WORKS,
        "agreed": _STUDIES,
        "answered": _SERVES,
        "open": RAMP[0],
        "no_reply": _RESTS,
    },
}

FONT_FAMILY = 'Inter, "Segoe UI", "Helvetica Neue", Arial, sans-serif'
OFFICE_FONT = "Arial"  # on every machine that opens a slide or a workbook; Inter is not
SIZE_LABEL = 13
SIZE_NOTE = 12

# Advance widths of Inter Regular in hundredths of an em, for the characters from space to tilde. Used to
# reserve room before anything is drawn, so that no label is cut and no margin jumps.
_ADVANCES = bytes.fromhex(
    "1c1c283f40514016242432421c2e1c243e2e3d40403d3e393e3e1c1c424242335e444149483c3b4a4a1a364138594b4c3f4c40"
    "40404a445f40423e2424242f2d32383e383e3a243d3b18183618573b3c3d3d2534243a385136383624212442"
)


def text_width(text: str, size: float = SIZE_LABEL) -> float:
    """Width of one line of text in pixels when set in Inter at `size` pixels."""
    hundredths = sum(_ADVANCES[ord(c) - 32] if " " <= c <= "~" else 66 for c in text)
    return hundredths * size / 100


def wrap(text: str, width: float, size: float = SIZE_LABEL, lines: int = 3) -> list[str]:
    """Break text into at most `lines` lines no wider than `width` pixels; what is too long ends in "…".

    A single word wider than the line is broken, never cut off unseen.
    """
    broken: list[str] = []
    line = ""
    for word in text.split():
        while text_width(word, size) > width and len(word) > 1:
            room = next((n for n in range(len(word), 0, -1) if text_width(word[:n] + "-", size) <= width), 1)
            if line:
                broken.append(line)
                line = ""
            broken.append(word[:room] + "-")
            word = word[room:]
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, size) > width:
            broken.append(line)
            line = word
        else:
            line = longer
    if line:
        broken.append(line)
    if len(broken) > lines:
        last = broken[lines - 1]
        while last and text_width(last + "…", size) > width:
            last = last[:-1]
        broken = [*broken[: lines - 1], last.rstrip(" -") + "…"]
    return broken or [""]


def series_colors(
    muted: Sequence[bool], names: Sequence[str], is_ordered: bool, own: Sequence[str] = ()
) -> list[str]:
    """One color a series: greys for the muted, then the six in order, or the ramp for ordered classes; one that has
    its own keeps it."""
    strong = [i for i, is_muted in enumerate(muted) if not is_muted]
    colors = [""] * len(muted)
    if is_ordered and len(strong) <= len(RAMP):
        spread = len(RAMP) - 1
        last = max(len(strong) - 1, 1)
        for rank, i in enumerate(strong):
            colors[i] = RAMP[round(rank * spread / last)]
    else:
        for rank, i in enumerate(strong):
            colors[i] = SERIES[rank % MAX_SERIES]
    for i, is_muted in enumerate(muted):
        if is_muted:
            colors[i] = OTHER if names[i].startswith("Other") else UNKNOWN
    return [mine or color for mine, color in zip(own or colors, colors, strict=True)]


def is_grey(category: str) -> bool:
    """Unknown and Other are grey as rows and columns too."""
    return category.lower().startswith(("unknown", "not recorded", "not known", "other"))


def ink_on(color: str) -> str:
    """Black or white text, whichever reads better on a color (WCAG contrast)."""
    light = _luminance(color) + 0.05
    return SURFACE if (_luminance(SURFACE) + 0.05) / light >= light / (_luminance(INK) + 0.05) else INK


def _luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def tint(color: str, strength: float) -> str:
    """A color mixed with white: strength 1 is the color itself, 0 is white."""
    channels = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - c) * strength):02X}" for c in channels)
