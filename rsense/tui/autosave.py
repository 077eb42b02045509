"""Autosave of a partial answer, at most a second after the last key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.timer import Timer
from textual.widget import Widget

from rsense.core.prompts import Value
from rsense.session_runner import SaveFailed

SECONDS = 0.8
"""Seconds from a key to its save, which takes a moment too: one second is promised."""


class DraftAutosaver:
    """The partial answer of the current question, saved soon after each change.

    One save at a time: on a slow disk the next one holds all that came meanwhile.
    """

    def __init__(
        self,
        clock: Widget,
        save: Callable[[Value, int | None], Awaitable[None]],
        complain: Callable[[SaveFailed], None],
    ) -> None:
        self._clock = clock
        self._save = save
        self._complain = complain
        self._timer: Timer | None = None
        self._saving = False
        self.value: Value = None
        self.place: int | None = None
        """Index of its question in the trail."""
        self.safe = True
        """The last save succeeded."""

    def begin(self, place: int | None) -> None:
        """Start with another question, after saving what is left of the one before."""
        if self.value is not None:
            self._clock.run_worker(self._store(self.value, self.place))
        self.discard()
        self.place = place

    def changed(self, value: Value) -> None:
        self.value = value
        if self._timer is None and not self._saving:
            self._timer = self._clock.set_timer(SECONDS, self._keep)

    def _keep(self) -> None:
        self._timer = None
        if self.value is not None and not self._saving:
            self._clock.run_worker(self._store(self.value, self.place))

    async def _store(self, value: Value, place: int | None) -> None:
        self._saving = True
        try:
            await self._save(value, place)
        except SaveFailed as error:
            self.safe = False
            self._complain(error)
        else:
            self.safe = True
        finally:
            self._saving = False
        if self.place == place and self.value is not None and self.value != value:
            self.changed(self.value)

    def discard(self) -> None:
        """Drop the partial answer: it is answered, or given up."""
        if self._timer is not None:
            self._timer.stop()
        self._timer, self.value, self.safe = None, None, True
