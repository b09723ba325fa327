"""Can colors be read on each other and told apart, also by those who see red and green alike? Numbers only."""

from __future__ import annotations

import math

READABLE = 4.5  # contrast of text with what it stands on
VISIBLE = 3.0  # of a mark
APART, APART_RED_GREEN = 20.0, 9.0  # distance of two marks in CIE Lab, and as seen without red and green

# what somebody without green cones sees, in linear light (Viénot, Brettel and Mollon 1999)
_NO_GREEN = ((0.29275, 0.70725, -0.02234), (0.29275, 0.70725, 0.02234), (0.0, 0.0, 1.0))
_TO_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE = (0.9505, 1.0, 1.089)

Triple = tuple[float, float, float]


def contrast(color: str, other: str) -> float:
    """WCAG's, from 1 to 21."""
    low, high = sorted(_luminance(_linear(one)) for one in (color, other))
    return (high + 0.05) / (low + 0.05)


def are_apart(color: str, other: str) -> bool:
    first, second = _linear(color), _linear(other)
    if math.dist(_lab(first), _lab(second)) < APART:
        return False
    return math.dist(_lab(_times(_NO_GREEN, first)), _lab(_times(_NO_GREEN, second))) >= APART_RED_GREEN


def _linear(color: str) -> Triple:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return red, green, blue


def _luminance(light: Triple) -> float:
    return sum(weight * channel for weight, channel in zip(_TO_XYZ[1], light, strict=True))


def _times(matrix: tuple[Triple, Triple, Triple], light: Triple) -> Triple:
    red, green, blue = (
        min(max(sum(a * b for a, b in zip(row, light, strict=True)), 0.0), 1.0) for row in matrix
    )
    return red, green, blue


def _lab(light: Triple) -> Triple:
    xyz = [sum(a * b for a, b in zip(row, light, strict=True)) for row in _TO_XYZ]
    x, y, z = (
        (part / white) ** (1 / 3) if part / white > 0.008856 else 7.787 * part / white + 16 / 116
        for part, white in zip(xyz, _WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)
