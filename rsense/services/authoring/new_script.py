"""A new script to begin with: a small one of its own, or a shipped one under a new title."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

import tomli_w

from rsense.core.exercise_names import ALWAYS_SHIPPED
from rsense.core.expressions.identifiers import is_script_name
from rsense.core.sanitize import one_line
from rsense.services.context import AppContext
from rsense.services.errors import USAGE, UserError
from rsense.store.files import durable

SCHEMA = "#:schema ./exercise.schema.json\n"
"""Where `rsense schema` wrote one, an editor that knows TOML completes and explains each key."""
SKELETON = """
format = 1
title = "A title"
summary = "For which moment it is, and what it does, in one sentence."
stage = "notice"
minutes = 5

# The first question is about how it is now. `rsense explain` has words for what `check` finds.
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


def new_script(
    name: str, context: AppContext, like: str = "", head: Mapping[str, object] | None = None
) -> str:
    """Write `name`.toml into the working folder; its path. `head` replaces keys such as title.

    Raises UserError where the name will not do or something of that name is there, and NotSaved.
    """
    if not is_script_name(name):
        why = "a name has small letters, digits and hyphens, such as my-pause"
        raise UserError(f"“{one_line(name)}” won't do: {why}.", USAGE)
    if name in ALWAYS_SHIPPED or name in context.library.paths:
        raise UserError(f"There's an exercise “{name}” already. Choose another name.", USAGE)
    text = _like(like, context) if like else SCHEMA + SKELETON
    for key, value in (head or {}).items():
        line = re.compile(rf"(?m)^{key} = .*\n")
        text = line.sub(tomli_w.dumps({key: value}).replace("\\", r"\\"), text, count=1)
    path = os.path.abspath(f"{name}.toml")
    try:
        durable.create(path, text.encode())
    except durable.NameTaken:
        raise UserError(f"{one_line(path)} is there already, and stays as it is.", USAGE) from None
    return path


def _like(name: str, context: AppContext) -> str:
    """The text of an exercise, to be changed."""
    script = context.script(name)
    if script.id not in context.library.sources:
        raise UserError(f"--like takes an exercise, not “{one_line(name)}”.", USAGE)
    return context.library.sources[script.id]
