"""Colour themes: night, day, contrast, and the terminal's own colours."""

from __future__ import annotations

from textual.theme import Theme

from rsense.core import palette
from rsense.core.palette import Palette
from rsense.ports import DisplaySettings


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


def theme_of(name: str, colours: Palette, *, text_alpha: float = 0.95) -> Theme:
    return Theme(
        name=f"rsense-{name}",
        primary=colours.accent,
        secondary=colours.warm,
        accent=colours.accent,
        warning=colours.warning,
        error=colours.error,
        success=colours.success,
        foreground=colours.text,
        background=colours.background,
        surface=colours.background,
        panel=colours.panel,
        dark=colours.is_dark,
        text_alpha=text_alpha,
        variables=_variables(colours.dim, colours.accent, colours.background, colours.raised),
    )


NIGHT = theme_of("night", palette.NIGHT)
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

THEMES = {
    "night": NIGHT,
    "day": theme_of("day", palette.DAY),
    "contrast": theme_of("contrast", palette.CONTRAST, text_alpha=1.0),
    "terminal": TERMINAL,
}
"""Themes by their names in the settings."""


def theme_for(look: DisplaySettings) -> Theme:
    """The theme that is set, shipped or the person's own; night where it cannot be used."""
    if look.palette:
        return theme_of(f"own-{look.theme}", look.palette)
    return THEMES.get(look.theme, NIGHT)


DIM_ELSEWHERE = _DEFAULT
"""Colours of secondary text and of what has the cursor, in themes that define none."""
