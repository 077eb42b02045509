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
SKELETON = f"""
{FORMAT}\
title = "A title"
summary = "For which moment it is, and what it does, in one sentence."
stage = "notice"
minutes = 5

# The first question is about how it is now. `rsense check FILE` says what is wrong with a script.
[[step]]
id = "now"
kind = "rate"
text = "That sounds like a lot. How strong is it right now?"
low_label = "calm"
high_label = "overwhelming"

# A step with `when` is shown only where its condition holds.
[[step]]
id = "feet"
kind = "say"
when = "now >= 7"
text = "Let's slow down first. Press your feet into the floor, and let one breath out slowly."

[[step]]
id = "what"
kind = "ask"
text = "What happened? One line is enough."
example = "She read it at noon and hasn't answered."

[[step]]
id = "small"
kind = "ask"
text = "What's one small kind thing you can do for yourself now?"
hint = "You don't need to answer anyone yet."
example = "make tea, and put the phone in the other room"
"""


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
    text = SCHEMA + SKELETON
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
