"""Colour themes: night, day, contrast, and the terminal's own colours."""

from __future__ import annotations

from textual.theme import Theme


def _variables(dim: str, marked: str, on_marked: str, raised: str) -> dict[str, str]:
    """Colours that Textual would otherwise mix too faint to read.

    `dim` is for secondary text. Marked text, by mouse or keys, is `on_marked` on `marked`.
    A screen has three levels: `background`, `panel`, and `raised` for what has the cursor.
    """
    return {
        "dim": dim,
        "raised": raised,
        "text-disabled": dim,
        "input-selection-background": marked,
        "input-selection-foreground": on_marked,
        "screen-selection-background": marked,
        "screen-selection-foreground": on_marked,
    }


NIGHT = Theme(
    name="rsense-night",
    primary="#8fbcbb",  # what can be done now
    secondary="#e3b587",  # the person's own words
    accent="#8fbcbb",
    warning="#e8c07d",
    error="#e8a598",
    success="#a3be8c",
    foreground="#d5d8de",
    # These surfaces are black where there are only 16 colours: the next one there is a middle grey.
    background="#14171c",
    surface="#14171c",
    panel="#1b2027",
    dark=True,
    variables=_variables("#92979f", "#8fbcbb", "#14171c", "#242830"),
)

CONTRAST = Theme(
    name="rsense-contrast",
    primary="#00ffff",
    secondary="#ffff00",
    accent="#00ffff",
    warning="#ffff00",
    error="#ff8080",
    success="#80ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    dark=True,
    text_alpha=1.0,
    # dim is far from the background too
    variables=_variables("#e4e4e4", "#00ffff", "#000000", "#262626"),
)

DAY = Theme(
    name="rsense-day",
    primary="#21636b",
    # These two are as warm as they can be without being yellow where there are only 16 colours:
    # many a terminal shows that as a bright yellow, which nobody can read on white.
    secondary="#7a4f27",
    warning="#735920",
    accent="#21636b",
    error="#9b3327",
    success="#3c6e2f",
    foreground="#24292f",
    background="#f7f5f0",
    surface="#f7f5f0",
    panel="#efece4",
    dark=False,
    variables=_variables("#666a70", "#21636b", "#f7f5f0", "#ffffff"),
)

_DEFAULT = "ansi_default"
TERMINAL = Theme(
    name="rsense-terminal",
    # None of the 16 colours can be read on black and on white alike (blue on black 1.6 : 1 to
    # 2.4 : 1, yellow on white 1.7 : 1, measured over six palettes), and which of the two a terminal
    # has is not known. So words are in its own default colours; marks and weight tell things apart.
    primary=_DEFAULT,
    secondary=_DEFAULT,
    accent=_DEFAULT,
    warning=_DEFAULT,
    error=_DEFAULT,
    success=_DEFAULT,
    foreground=_DEFAULT,
    background=_DEFAULT,
    surface=_DEFAULT,
    panel=_DEFAULT,
    boost=_DEFAULT,
    ansi=True,
    variables={
        **_variables(_DEFAULT, _DEFAULT, _DEFAULT, _DEFAULT),
        "ansi-background": _DEFAULT,
        "ansi-foreground": _DEFAULT,
        "block-cursor-foreground": _DEFAULT,
        "block-cursor-background": _DEFAULT,
        "block-cursor-text-style": "reverse",
        "block-hover-background": _DEFAULT,
        "link-background-hover": _DEFAULT,
        "link-color-hover": _DEFAULT,
    },
)
"""The terminal's own colours, also used under NO_COLOR."""

THEMES = {"night": NIGHT, "day": DAY, "contrast": CONTRAST, "terminal": TERMINAL}
"""Themes by their names in the settings."""

DIM_ELSEWHERE = _DEFAULT
"""Colours of secondary text and of what has the cursor, in themes that define none."""
