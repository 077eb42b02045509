"""Saves run on a thread of their own: nothing that a person looks at waits for a disk."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")

QUIET_SECONDS = 0.3
"""A save that takes longer is told of."""
STILL_SAVING = "Still saving…"
LAST_SECONDS = 1.2
"""How long the end of the program waits for the disk when it was told to go by a signal."""
PATIENCE = 20.0
"""Seconds it waits when the person leaves by themselves: Ctrl+C ends that too."""
NOT_WAITED_FOR = (
    "The disk is slow, and what you wrote last may not be saved. What was saved before is safe."
)


class Ended(BaseException):
    """A signal ends the line dialogue: what is half written is saved, and it goes."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class SaveQueue:
    """Saves run one after the other, in the order in which they were asked for.

    The thread is a daemon: a disk that never answers does not keep the process alive. It waits for
    more and never ends: toml_rs 0.4.3, first loaded by a thread that ended, crashes in the next.
    """

    def __init__(self) -> None:
        self._jobs: deque[Callable[[], object]] = deque()
        self._changed = threading.Condition()
        self._undone = 0
        self._begun = False
        self._defect: BaseException | None = None
        self._unheard: Future[Any] | None = None
        """What comes of a job whose caller was broken off."""

    def submit(self, job: Callable[[], object]) -> None:
        """Run a job after all that were asked for before. It tells of its own failures."""
        with self._changed:
            self._jobs.append(job)
            self._undone += 1
            self._changed.notify_all()
            if not self._begun:
                self._begun = True
                threading.Thread(target=self._work, name="saves", daemon=True).start()

    async def run(self, job: Callable[[], T]) -> T:
        """What the job returns or raises, once it has run; the event loop goes on meanwhile."""
        import asyncio

        return await asyncio.wrap_future(self._outcome(job))

    def call(self, job: Callable[[], T], slow: Callable[[], object] = lambda: None) -> T:
        """What the job returns or raises; `slow` is called where it takes a while.

        The caller waits, but a signal reaches it at once, which a thread in `fsync` cannot be
        reached by.
        """
        outcome = self._outcome(job)
        self._unheard = outcome
        if not self.wait(QUIET_SECONDS):
            slow()
            self.wait()
        self._unheard = None
        return outcome.result()

    def hear(self) -> None:
        """Raises what a job raised whose caller was broken off, as by Ctrl+C. After `wait`."""
        unheard, self._unheard = self._unheard, None
        if unheard and unheard.done():
            unheard.result()

    def _outcome(self, job: Callable[[], T]) -> Future[T]:
        """Submit a job, for what it will return or raise."""
        from concurrent.futures import Future

        outcome: Future[T] = Future()
        outcome.set_running_or_notify_cancel()  # a save that was asked for is never called off

        def work() -> None:
            try:
                outcome.set_result(job())
            except BaseException as error:  # noqa: BLE001 - raised where the job was asked for
                outcome.set_exception(error)

        self.submit(work)
        return outcome

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until all is done, for so many seconds at most; whether it is."""
        with self._changed:
            done = self._changed.wait_for(lambda: not self._undone, seconds)
        if self._defect:
            raise self._defect
        return done

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._jobs)
                job = self._jobs.popleft()
            try:
                job()
            except BaseException as error:  # noqa: BLE001 - raised again by `wait`, in the main thread
                self._defect = error
            del job  # a lock in it is free before anybody hears that this is done
            with self._changed:
                self._undone -= 1
                self._changed.notify_all()
