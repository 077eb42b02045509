"""A new script to begin with: a small one of its own, or a shipped one under a new title."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

import tomli_w

from rsense.core.expressions.identifiers import is_script_name
from rsense.core.sanitize import one_line
from rsense.services.errors import USAGE, UserError
from rsense.services.exercise_search import resolve_exercise, unknown_exercise
from rsense.services.script_check import SMALL_LETTERS
from rsense.store.files import durable
from rsense.store.library import Library

SCHEMA = "#:schema ./exercise.schema.json\n"
"""Where `rsense schema` wrote one, an editor that knows TOML completes and explains each key."""
FORMAT = "format = 1\n"


def check_name(name: str, library: Library) -> None:
    """Raises UserError where no new script can have this name."""
    if not is_script_name(name):
        raise UserError(f"“{one_line(name)}” won't do as a name: {SMALL_LETTERS}.", USAGE)
    if name in library.paths:
        raise UserError(f"There's an exercise “{name}” already. Choose another name.", USAGE)


def write_script(name: str, head: Mapping[str, object], library: Library, like: str = "") -> None:
    """Write `name`.toml into the working folder; `head` replaces keys such as the title.

    Raises UserError where something of that name is there, and NotSaved.
    """
    text = SCHEMA + library.forms["new-script"]
    if like:
        known = resolve_exercise(like, library)
        if not known:
            raise UserError(unknown_exercise(like, library), USAGE)
        text = library.sources[known]
    for key, value in head.items():
        written = tomli_w.dumps({key: value})
        there = re.search(rf"(?m)^{key} = .*\n", text)
        old = there[0] if there else FORMAT
        text = text.replace(old, written if there else old + written, 1)
    path = os.path.abspath(f"{name}.toml")
    try:
        durable.create(path, text.encode())
    except durable.NameTaken:
        raise UserError(f"{one_line(path)} is there already, and stays as it is.", USAGE) from None
