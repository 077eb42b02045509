"""Rules for the ids of exercises, and the length of any name in one."""

from __future__ import annotations

import re

LONGEST_NAME = 64
"""Characters in the id of an exercise, step or bin, or the name of a blank."""


def is_script_name(name: str) -> bool:
    """True for lower-case words joined by hyphens, 64 characters at most."""
    pattern = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
    return len(name) <= LONGEST_NAME and re.fullmatch(pattern, name) is not None
