"""A reader of the bytes that a terminal gets: which words are in which colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

Rgb = tuple[int, int, int]
Colour = Rgb | int | None
"""Exact, one of the 256 by its number, or the terminal's own (None)."""

SEQUENCE = re.compile(
    r"\x1b\[([0-9;]*)m|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-9;?<>=]*[ -/]*[a-zA-Z]|\x1b[=>78]"
)
DIM, OFF, DEFAULT_TEXT, DEFAULT_GROUND = 2, 22, 39, 49
TEXT, GROUND, EXACT = 38, 48, 2
FIRST_OF = {30: 0, 40: 0, 90: 8, 100: 8}
"""The first code of eight colours, and the number of that colour."""


class Run(NamedTuple):
    """Characters that look alike."""

    words: str
    """Without blanks, and without what is drawn with lines and blocks."""
    text: Colour
    ground: Colour
    dim: bool


def runs(written: str) -> Iterator[Run]:
    """What was written that can be read, in its order."""
    text: Colour = None
    ground: Colour = None
    dim = False
    at = 0
    for sequence in (*SEQUENCE.finditer(written), None):
        end = sequence.start() if sequence else len(written)
        if words := _readable(written[at:end]):
            yield Run(words, text, ground, dim)
        if sequence is None:
            return
        at = sequence.end()
        if sequence[1] is None:  # it moves the cursor, or sets a mode
            continue
        codes = iter([int(code or 0) for code in sequence[1].split(";")])
        for code in codes:
            first = code - code % 10
            if code == 0:
                text, ground, dim = None, None, False
            elif code in (DIM, OFF):
                dim = code == DIM
            elif code == DEFAULT_TEXT:
                text = None
            elif code == DEFAULT_GROUND:
                ground = None
            elif code == TEXT:
                text = _named(codes)
            elif code == GROUND:
                ground = _named(codes)
            elif first in FIRST_OF and code % 10 < 8:
                number = FIRST_OF[first] + code % 10
                text, ground = (text, number) if first in (40, 100) else (number, ground)


def _named(codes: Iterator[int]) -> Colour:
    if next(codes) == EXACT:
        return next(codes), next(codes), next(codes)
    return next(codes)


def _readable(text: str) -> str:
    return "".join(
        c for c in text if c.isprintable() and c != " " and not "\u2500" <= c <= "\u259f"
    )


def _palette(colours: str) -> tuple[Rgb, ...]:
    return tuple(_rgb(colour) for colour in colours.split())


def _rgb(colour: str) -> Rgb:
    red, green, blue = bytes.fromhex(colour)
    return red, green, blue


PALETTES = {
    "xterm": _palette(
        "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5"
        " 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
    ),
    "linux": _palette(
        "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa"
        " 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
    ),
    "tango": _palette(
        "2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf"
        " 555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec"
    ),
    "gnome": _palette(
        "171421 c01c28 26a269 a2734c 12488b a347ba 2aa1b3 d0cfcc"
        " 5e5c64 f66151 33d17a e9ad0c 2a7bde c061cb 33c7de ffffff"
    ),
    "windows": _palette(
        "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc"
        " 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2"
    ),
    "macos": _palette(
        "000000 990000 00a600 999900 0000b2 b200b2 00a6b2 bfbfbf"
        " 666666 e50000 00d900 e5e500 0000ff e500e5 00e5e5 e5e5e5"
    ),
}
"""What terminals show for the first 16 colours."""
STEPS = (0, 95, 135, 175, 215, 255)
"""The cube of the next 216; greys follow."""


def exact(colour: Rgb | int, palette: tuple[Rgb, ...]) -> Rgb:
    """The colour that is seen on a terminal with this palette."""
    if isinstance(colour, tuple):
        return colour
    if colour < 16:
        return palette[colour]
    if colour >= 232:
        grey = 8 + 10 * (colour - 232)
        return grey, grey, grey
    cube = colour - 16
    return STEPS[cube // 36], STEPS[cube // 6 % 6], STEPS[cube % 6]


def contrast(one: Rgb, other: Rgb) -> float:
    """As WCAG 2 has it, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Rgb) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
