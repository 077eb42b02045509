"""The program over pseudo terminals of its own or not, one or two, each of which can go."""

from __future__ import annotations

import contextlib
import fcntl
import os
import selectors
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.tui.terminal import (
    COLUMNS,
    LEAVING,
    ROWS,
    Painted,
    changed,
    default_signals,
    environment,
    modes_left_on,
    settings,
)

SPIN = 0.6
"""Seconds of a processor that ending may take: a spin takes all of the time there is."""


class Ended(NamedTuple):
    """How the program came to its end."""

    code: int | None
    """As a shell tells it; None where it is still there."""
    took: float
    """Seconds."""
    used: float
    """Seconds of a processor."""

    def faults(self) -> Iterator[str]:
        """It was there for too long, or worked too hard."""
        if self.code is None:
            yield f"still there after {self.took:.1f} s"
        if self.used > SPIN:
            yield f"it took {self.used:.1f} s of a processor to end"


@dataclass
class Pty:
    """One pseudo terminal: this end, and the program's."""

    ours: int = field(init=False)
    theirs: int = field(init=False)
    _settings: dict[str, object] = field(init=False)

    def __post_init__(self) -> None:
        self.ours, self.theirs = os.openpty()
        self._settings = settings(self.ours)
        fcntl.ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("4H", ROWS, COLUMNS, 0, 0))

    @property
    def settings_changed(self) -> set[str]:
        """Parts of its settings that are not as they were at first."""
        return changed(self._settings, settings(self.ours))

    def close(self) -> None:
        for end in (self.ours, self.theirs):
            with contextlib.suppress(OSError):
                os.close(end)


@dataclass
class Running:
    """The program over one terminal or two, and what it wrote."""

    process: subprocess.Popen[bytes]
    typed_to: Pty
    shown_on: Pty
    bytes: bytes = b""
    _painted: Painted = field(default_factory=lambda: Painted((COLUMNS, ROWS)))

    @property
    def screen(self) -> str:
        """What is on the screen now."""
        return self._painted.after(self.bytes)

    def listen(self, seconds: float) -> None:
        with selectors.DefaultSelector() as waiting:
            waiting.register(self.shown_on.ours, selectors.EVENT_READ)
            if waiting.select(seconds):
                with contextlib.suppress(OSError):
                    self.bytes += os.read(self.shown_on.ours, 65536)

    def until(self, words: str, seconds: float = 20.0) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.listen(0.1)
            if words in self.screen:
                time.sleep(0.3)
                return True
        return False

    def type(self, keys: str) -> None:
        os.write(self.typed_to.ours, keys.encode())

    @property
    def used(self) -> float:
        """Seconds of a processor so far."""
        parts = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def modes_left_on(self) -> set[str]:
        """Terminal modes that were changed and not put back."""
        return modes_left_on(self.bytes)

    def ended(
        self, by: Callable[[Running], None] = lambda _: None, seconds: float = LEAVING
    ) -> Ended:
        """End it, and wait until it is gone."""
        begun, used = time.monotonic(), self.used
        spent = used
        by(self)
        while time.monotonic() - begun < seconds:
            with contextlib.suppress(OSError, IndexError, ValueError):
                spent = max(spent, self.used)
            code = self.process.poll()
            if code is not None:
                took = time.monotonic() - begun
                self.drain()
                return Ended(code if code >= 0 else 128 - code, took, spent - used)
            if self.shown_on.ours >= 0:
                self.listen(0.02)
            else:
                time.sleep(0.02)
        return Ended(None, time.monotonic() - begun, spent - used)

    def close(self) -> None:
        """Nothing is left of it."""
        self.process.kill()
        self.process.wait()
        for pty in (self.typed_to, self.shown_on):
            pty.close()

    def drain(self) -> None:
        """Take in all that it has written by now."""
        before = -1
        while self.shown_on.ours >= 0 and before < len(self.bytes):
            before = len(self.bytes)
            self.listen(0)


def start(home: Path, words: list[str], *, ignoring: bool, leader: bool, two: bool) -> Running:
    """Begin it over a terminal, or with another one for what it shows."""
    typed_to = Pty()
    shown_on = Pty() if two else typed_to

    def ready() -> None:
        default_signals()
        if ignoring:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
        if leader:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    process = subprocess.Popen(
        [sys.executable, "-m", "rsense", *words],
        stdin=typed_to.theirs,
        stdout=shown_on.theirs,
        stderr=shown_on.theirs,
        env=environment(home),
        start_new_session=True,
        preexec_fn=ready,  # noqa: PLW1509 - one thread here
    )
    for pty in {id(typed_to): typed_to, id(shown_on): shown_on}.values():
        os.close(pty.theirs)
    return Running(process, typed_to, shown_on)


def close(pty: Pty) -> None:
    os.close(pty.ours)
    pty.ours = -1
