"""Save partial answers of the line dialogue without waiting for a slow disk."""

from __future__ import annotations

from contextlib import suppress

from rsense.core.prompts import Refused, Skip, Value
from rsense.plain.console import Console
from rsense.save_queue import LAST_SECONDS, QUIET_SECONDS, STILL_SAVING
from rsense.session_runner import SaveFailed, SessionRunner


class Unsaved:
    """The last failed save, until one succeeds."""

    def __init__(self) -> None:
        self.why: SaveFailed | None = None


class LineDrafts:
    """Saves the partial answer to one question; on a slow disk only the latest version.

    A failure is reported at once if the disk is quick, else after the next line or on leaving.
    """

    def __init__(
        self,
        sitting: SessionRunner,
        place: int,
        before: Value | Skip,
        console: Console,
        unsaved: Unsaved,
    ) -> None:
        self._sitting, self._place = sitting, place
        self._before = None if isinstance(before, Skip) else before
        self._console, self._unsaved = console, unsaved
        self._words: Value = None
        self._failed: SaveFailed | None = None

    def __call__(self, words: Value) -> None:
        """Raises SaveFailed."""
        self.later(words)
        self._console.saves.wait(QUIET_SECONDS)
        if self._failed:
            failed, self._failed = self._failed, None
            raise failed

    def later(self, words: Value) -> None:
        """Save without waiting, while a line is typed."""
        waits, self._words = self._words is not None, words
        if not waits:
            self._console.saves.submit(self._save)

    def _save(self) -> None:
        words, self._words = self._words, None
        try:
            self._sitting.save_draft(words, self._place, self._before)
        except SaveFailed as error:
            self._failed = self._unsaved.why = error
        else:
            self._unsaved.why = None


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
