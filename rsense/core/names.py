"""What an exercise may be called, and how long any name in it may be."""

from __future__ import annotations

import re

LONGEST_NAME = 64
"""Of an exercise, and of a step, a bin or a blank in it."""


def is_script_name(name: str) -> bool:
    """Lower-case words joined by hyphens, 64 characters at most."""
    pattern = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
    return len(name) <= LONGEST_NAME and re.fullmatch(pattern, name) is not None
