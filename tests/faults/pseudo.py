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
from dataclasses import dataclass, field
from pathlib import Path

from tests.tui.terminal import COLUMNS, ROWS, Painted, default_signals, environment

LEAVING, BUSY = 2.0, 2.0
"""Seconds from the terminal's end to that of the program, and what other work may add."""


@dataclass
class Pty:
    """One pseudo terminal: this end, and the program's."""

    ours: int = field(init=False)
    theirs: int = field(init=False)

    def __post_init__(self) -> None:
        self.ours, self.theirs = os.openpty()
        fcntl.ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("4H", ROWS, COLUMNS, 0, 0))

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

    def ended(self) -> tuple[int | None, float, float]:
        """(exit code or None, seconds it took, seconds of a processor it took)."""
        begun, used = time.monotonic(), self.used
        spent = used
        while time.monotonic() - begun < LEAVING + BUSY:
            with contextlib.suppress(OSError, IndexError, ValueError):
                spent = max(spent, self.used)
            code = self.process.poll()
            if code is not None:
                return code, time.monotonic() - begun, spent - used
            if self.shown_on.ours >= 0:
                self.listen(0.02)
            else:
                time.sleep(0.02)
        return None, time.monotonic() - begun, spent - used


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
        [sys.executable, "-m", "rsense", *words], stdin=typed_to.theirs, stdout=shown_on.theirs,
        stderr=shown_on.theirs, env=environment(home), start_new_session=True, preexec_fn=ready,  # noqa: PLW1509 - one thread here
    )  # fmt: skip
    for pty in {id(typed_to): typed_to, id(shown_on): shown_on}.values():
        os.close(pty.theirs)
    return Running(process, typed_to, shown_on)


def close(pty: Pty) -> None:
    os.close(pty.ours)
    pty.ours = -1
