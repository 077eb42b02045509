"""The options of commands that open an exercise."""

from __future__ import annotations

import msgspec


class RunOptions(msgspec.Struct, frozen=True):
    """How an exercise is opened and shown. A command fills it and hands it on whole."""

    plain: bool = False
    """Lines instead of screens."""
    private: bool = False
    """Nothing is written to disk."""
    about: str | None = None
    """The trigger to work on: an id or its beginning, or `last`."""
    no_wait: bool = False
    """Timed steps do not wait."""
    new: bool = False
    """Begin anew: an unfinished session of it is not offered."""
    inline: bool = False
    """Stay in the terminal below the prompt."""
    tones: bool = False
    """Soft tones as a breath changes, whatever the settings say."""
    speak: bool = False
    """Lines, read aloud, and answers at one key."""

    @property
    def lines(self) -> bool:
        return self.plain or self.speak
