"""Half-written answers of the line dialogue: saved after every line, which the disk never holds."""

from __future__ import annotations

from contextlib import suppress

from rsense.core.prompts import Refused, Skip, Value
from rsense.plain.console import Console
from rsense.save_queue import LAST_SECONDS, QUIET_SECONDS, STILL_SAVING
from rsense.session_runner import SaveFailed, SessionRunner


class Unsaved:
    """Why the last words are not on the disk, until they are."""

    def __init__(self) -> None:
        self.why: SaveFailed | None = None


class LineDrafts:
    """Keeps what is written of one answer, the latest of it where the disk is slow.

    A disk that is quick to refuse is told of by the line that it refused; else by the next one, or
    on leaving.
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
        """Keep them without waiting, as at a moment of typing."""
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
    """Whether all that is being saved was saved within so many seconds, or before Ctrl+C.

    Raises SaveFailed where the disk refused what was being saved when the dialogue was broken off.
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
