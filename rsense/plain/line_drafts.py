"""Save partial answers of the line dialogue without waiting for a slow disk."""

from __future__ import annotations

from contextlib import suppress

from rsense.core.prompts import Refused, Skip, Value
from rsense.plain.console import Console, Dialogue
from rsense.save_queue import LAST_SECONDS, QUIET_SECONDS, STILL_SAVING
from rsense.session_runner import SaveFailed


class LineDrafts:
    """Saves the partial answer to one question; on a slow disk only the latest version.

    A failure is reported at once if the disk is quick, else after the next line or on leaving.
    """

    def __init__(self, talk: Dialogue, place: int, before: Value | Skip) -> None:
        self._talk, self._place = talk, place
        self._before = None if isinstance(before, Skip) else before
        self._words: Value = None
        self._failed: SaveFailed | None = None

    def __call__(self, words: Value) -> None:
        """Raises SaveFailed."""
        self.later(words)
        self._talk.console.saves.wait(QUIET_SECONDS)
        if self._failed:
            failed, self._failed = self._failed, None
            raise failed

    def later(self, words: Value) -> None:
        """Save without waiting, while a line is typed."""
        waits, self._words = self._words is not None, words
        if not waits:
            self._talk.console.saves.submit(self._save)

    def _save(self) -> None:
        words, self._words = self._words, None
        try:
            self._talk.sitting.save_draft(words, self._place, self._before)
        except SaveFailed as error:
            self._failed = self._talk.unsaved = error
        else:
            self._talk.unsaved = None


def all_saved(console: Console, seconds: float) -> bool:
    """Wait for pending saves; True if they end within so many seconds and before Ctrl+C.

    Raises SaveFailed if the save that was running on interruption failed.
    """
    try:
        done = console.saves.wait(QUIET_SECONDS)
        if not done:
            if console.interactive and seconds > LAST_SECONDS:
                console.say(f"\n{STILL_SAVING} Ctrl+C ends it at once.")
            done = console.saves.wait(seconds - QUIET_SECONDS)
    except KeyboardInterrupt:
        return False
    if done:
        with suppress(Refused):
            console.saves.hear()
    return done
