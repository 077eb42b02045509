"""The colours of the room: a quiet night with one lamp, and the same by day."""

from __future__ import annotations

from textual.theme import Theme

NIGHT = Theme(
    name="rsense-night",
    primary="#8fbcbb",  # what can be done now
    secondary="#e3b587",  # the person's own words
    accent="#8fbcbb",
    warning="#e8c07d",
    error="#e8a598",
    success="#a3be8c",
    foreground="#d5d8de",
    background="#14171c",
    surface="#14171c",
    panel="#1b1f26",
    dark=True,
    variables={"dim": "#92979f"},
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
    variables={"dim": "#e4e4e4"},  # still far from the background
)

DAY = Theme(
    name="rsense-day",
    primary="#21636b",
    secondary="#8a4b16",
    accent="#21636b",
    warning="#7a5200",
    error="#9b3327",
    success="#3c6e2f",
    foreground="#24292f",
    background="#f7f5f0",
    surface="#f7f5f0",
    panel="#ece8df",
    dark=False,
    variables={"dim": "#666a70"},
)

THEMES = {"night": NIGHT, "day": DAY, "contrast": CONTRAST}
"""By the name that the settings give them."""

TERMINAL = "ansi-dark"
"""The terminal's own colours."""

DIM_ELSEWHERE = "ansi_default"
"""What is said quietly, in a theme that has no colour for it."""
