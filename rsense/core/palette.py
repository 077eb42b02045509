"""The colours of a theme, and which of them are too faint to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

READABLE = 4.5
"""Contrast of words and what is behind them, at least: WCAG 2, level AA."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class Palette(msgspec.Struct, frozen=True, kw_only=True):
    """Colours as `#rrggbb`: three surfaces, and what is written on them."""

    background: str
    panel: str
    """Behind what can be chosen."""
    raised: str
    """Behind what has the cursor."""
    text: str
    dim: str
    """Secondary text."""
    accent: str
    """What can be done now."""
    warm: str
    """The person's own words."""
    warning: str
    error: str
    success: str

    @property
    def is_dark(self) -> bool:
        return _light(self.background) < _light("#777777")


SURFACES = ("background", "panel", "raised")
NIGHT = Palette(
    # These surfaces are black where there are only 16 colours: the next one there is a middle grey.
    background="#14171c",
    panel="#1b2027",
    raised="#242830",
    text="#d5d8de",
    dim="#92979f",
    accent="#8fbcbb",
    warm="#e3b587",
    warning="#e8c07d",
    error="#e8a598",
    success="#a3be8c",
)
DAY = Palette(
    background="#f7f5f0",
    panel="#efece4",
    raised="#ffffff",
    text="#24292f",
    dim="#666a70",
    accent="#21636b",
    # These two are as warm as they can be without being yellow where there are only 16 colours:
    # many a terminal shows that as a bright yellow, which nobody can read on white.
    warm="#7a4f27",
    warning="#735920",
    error="#9b3327",
    success="#3c6e2f",
)
CONTRAST = Palette(
    background="#000000",
    panel="#000000",
    raised="#262626",
    text="#ffffff",
    dim="#e4e4e4",  # far from the background too
    accent="#00ffff",
    warm="#ffff00",
    warning="#ffff00",
    error="#ff8080",
    success="#80ff80",
)
SHIPPED = {"night": NIGHT, "day": DAY, "contrast": CONTRAST}
THEMES = (*SHIPPED, "terminal")
"""Names of the themes that ship; `terminal` has no colours of its own."""


def is_colour(value: object) -> bool:
    return isinstance(value, str) and _COLOUR.fullmatch(value) is not None


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, 1 to 21, as WCAG 2 counts it."""
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


def too_faint(palette: Palette) -> Iterator[tuple[str, str, float]]:
    """Names of a colour and the surface on which it is hard to read, and their contrast."""
    for name in palette.__struct_fields__[len(SURFACES) :]:
        ink = getattr(palette, name)
        far, ground = min((contrast(ink, getattr(palette, one)), one) for one in SURFACES)
        if far < READABLE:
            yield name, ground, far


def _light(colour: str) -> float:
    """Relative luminance, 0 to 1."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return sum(c * weight for c, weight in zip(linear, (0.2126, 0.7152, 0.0722)))
