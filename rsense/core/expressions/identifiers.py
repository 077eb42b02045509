"""Rules for the ids of exercises, and the length of any name in one."""

from __future__ import annotations

import re

LONGEST_NAME = 64
"""Characters in the id of an exercise, step or bin, or the name of a blank."""


def is_script_name(name: str) -> bool:
    """True for lower-case words joined by hyphens, 64 characters at most."""
    pattern = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
    return len(name) <= LONGEST_NAME and re.fullmatch(pattern, name) is not None


def is_exercise_id(id: str) -> bool:
    """True for the name of a script, or `pack/name` for one of a pack."""
    pack, slash, name = id.rpartition("/")
    return is_script_name(name) and (not slash or is_script_name(pack))


def pack_of(id: str) -> str:
    """The pack that an exercise or a list of words is from; empty for none."""
    return id.rpartition("/")[0]
