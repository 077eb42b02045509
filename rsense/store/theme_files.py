"""A person's own themes: files of a few colours, in a folder beside the settings."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress

from msgspec.structs import asdict, fields

from rsense.core.expressions.identifiers import is_script_name
from rsense.core.palette import DAY, NIGHT, READABLE, THEMES, Palette, is_colour, too_faint
from rsense.core.script.diagnostics import Places, Problem, did_you_mean
from rsense.store.files.safe_read import Unreadable, parse_toml, read_text, scan

LARGEST = 16 * 1024
COLOURS = tuple(field.name for field in fields(Palette))
HARD_TO_READ = "RS098"
"""The code of a colour that is too faint."""
SMALL_LETTERS = "give it one of small letters, digits and hyphens, such as evening.toml"


class InvalidTheme(ValueError):
    """Every problem of a theme's file, one a line."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def theme_names(folder: str) -> tuple[str, ...]:
    """The themes that can be chosen: those that ship, then the person's own."""
    own: list[str] = []
    with suppress(Unreadable):  # `rsense check` tells of it
        own = [name for name, _ in _files(folder) if is_script_name(name) and name not in THEMES]
    return (*THEMES, *own)


def read_theme(folder: str, name: str) -> Palette:
    """One of the person's own themes. Raises InvalidTheme.

    Colours that it leaves out are those of night, or of day on a light background.
    """
    if not is_script_name(name):
        raise InvalidTheme(_problem(folder, f"there is no theme “{name}”"))
    path = os.path.join(folder, f"{name}.toml")
    try:
        text = read_text(path, LARGEST, follow=True)
        document = parse_toml(text, path, LARGEST)
    except Unreadable as error:
        raise InvalidTheme(_problem(path, error.why)) from error
    places = Places(text)
    problems = []
    for key, value in document.items():
        if key not in COLOURS:
            what = f'there is no colour "{key}"'
            advice = did_you_mean(key, COLOURS) or f"there are {', '.join(COLOURS)}"
        elif not is_colour(value):
            what, advice = f"{key} is not a colour", 'write it as in "#d5d8de"'
        else:
            continue
        problems.append(Problem("RS099", path, *places.of((key,)), "", what, advice))
    if problems:
        raise InvalidTheme(*problems)
    own = {key: str(value) for key, value in document.items()}
    dark = Palette(**asdict(NIGHT) | own).is_dark
    return Palette(**asdict(NIGHT if dark else DAY) | own)


def check_theme(folder: str, name: str) -> Iterator[Problem]:
    """What is wrong with one of the person's own; it can be used all the same where that is the
    code `HARD_TO_READ`.
    """
    try:
        palette = read_theme(folder, name)
    except InvalidTheme as error:
        yield from error.problems
        return
    path, advice = os.path.join(folder, f"{name}.toml"), f"{READABLE} or more reads well"
    places = Places(read_text(path, LARGEST, follow=True))
    for colour, ground, found in too_faint(palette):
        what = f"{colour} is hard to read on {ground}, {found:.1f} to 1"
        yield Problem(HARD_TO_READ, path, *places.of((colour,)), "", what, advice)


def check_themes(folder: str) -> Iterator[Problem]:
    """What is wrong with all of the person's own, as `check_theme` has it."""
    try:
        files = _files(folder)
    except Unreadable as error:
        yield _problem(error.path, error.why)
        return
    for name, path in files:
        if not is_script_name(name):
            yield _problem(path, "its name is not that of a theme", SMALL_LETTERS)
        elif name in THEMES:
            what = f"{name} is a theme that ships, so this one is not used"
            yield _problem(path, what, "give it another name")
        else:
            yield from check_theme(folder, name)


def _problem(path: str, what: str, advice: str = "") -> Problem:
    return Problem("RS099", path, 1, 1, "", what, advice)


def _files(folder: str) -> list[tuple[str, str]]:
    """(name, path) of every file. Raises Unreadable."""
    return sorted((entry.name.removesuffix(".toml"), entry.path) for entry in scan(folder))
