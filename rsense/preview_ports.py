"""A script that is being written, as a frontend receives it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from rsense.ports import Activity


class Reloaded(msgspec.Struct, frozen=True):
    """A script that was saved: what to show now, None where it is broken, and words about it."""

    opened: Activity | None
    said: str


class Preview(msgspec.Struct, frozen=True):
    """A script, shown as a person meets it."""

    changed: Callable[[], bool]
    """True once the file is another than was read last."""
    reload: Callable[[], Reloaded]
    edit: Callable[[], str]
    """Open it in the author's editor, at the step shown; what went wrong, in words."""
    again: Callable[[], Activity]
    """Begin it again at its first page."""
    said: str = ""
    """How it came to where it begins."""
    watch: bool = False
    """Look for saves all the time, not only after `edit`."""
