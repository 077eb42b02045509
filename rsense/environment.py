"""Settings of the libraries in the environment: dropped where they are not only about looks.

Textual, Typer and asyncio read variables that write every key to a file, save pictures of the
screen, press keys, load a driver of somebody's choice, connect to a console, or show values. They
are meant for whoever develops them. Here they are dropped at the way in, before any of the three
is imported.
"""

from __future__ import annotations

from collections.abc import MutableMapping

FOREIGN_PREFIXES = ("TEXTUAL", "TYPER_", "_TYPER_", "PYTHONASYNCIODEBUG")
"""How the names of variables begin that are dropped, also those that a later version brings."""

LOOKS = (
    "TEXTUAL_ANIMATIONS",
    "TEXTUAL_COLOR_SYSTEM",
    "TEXTUAL_DISABLE_KITTY_KEY",
    "TEXTUAL_FPS",
    "TEXTUAL_SMOOTH_SCROLL",
)
"""What a person may want of a terminal; none of it writes anything."""

COLOR_SYSTEMS = ("auto", "standard", "256", "truecolor")
"""The values of TEXTUAL_COLOR_SYSTEM that do not end the program with a KeyError."""

SIZE = ("COLUMNS", "LINES")
"""Where these are set Textual takes them for the size, whatever the terminal says."""


def drop_foreign_settings(environ: MutableMapping[str, str]) -> None:
    """Drop what is not about looks, and what is set to nothing, as no-color.org has it."""
    for name in [name for name in environ if name.startswith(FOREIGN_PREFIXES)]:
        if name not in LOOKS:
            del environ[name]
    if environ.get("TEXTUAL_COLOR_SYSTEM") not in COLOR_SYSTEMS:
        environ.pop("TEXTUAL_COLOR_SYSTEM", None)
    if not environ.get("NO_COLOR"):
        environ.pop("NO_COLOR", None)


def drop_size(environ: MutableMapping[str, str]) -> None:
    """Drop what would stand in for the terminal's own size; lines and tables may keep it."""
    for name in SIZE:
        environ.pop(name, None)
