"""The program in a real terminal: started, typed to, and what it left behind."""

from __future__ import annotations

import os
import re
import signal
import sys
import termios
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pexpect
import pyte

from rsense.tui.enter_guard import MOMENT

COLUMNS, ROWS = 80, 24
STARTING = 20.0
"""Seconds that a slow machine may take until the first question is there."""
LEAVING = 2.0
"""Seconds from being told to go until the process has ended, when the machine is not busy."""
BUSY = 3.0
"""How much longer on a machine that runs other tests beside these."""
ALTERNATE = re.compile(rb"\x1b\[\?1049h.*?(?:\x1b\[\?1049l|\Z)", re.DOTALL)
MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
NEWER = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]")
"""Keyboard modes of newer terminals (`CSI > 1 u`), which pyte would take for something else."""
BEGUN = re.compile(rb"\x1b[^a-zA-Z]*\Z")
ON_AT_REST = frozenset({"7", "25"})
"""Wrapping and the cursor: on in a terminal that nobody uses."""
KEYBOARD = re.compile(rb"\x1b\[(?:>[0-9]*|<)u")
"""A keyboard mode of a newer terminal put on (`>`), or taken off again."""
PARTS = ("input", "output", "control", "local", "input speed", "output speed", "control characters")


def environment(home: Path, **others: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "ACCESSIBLE", "COLUMNS")}
    return {**kept, "RSENSE_HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8", **others}


def default_signals() -> None:
    """As a terminal starts a program; what is begun from a job in the background ignores some."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def settings(terminal: int) -> dict[str, object]:
    """How a terminal is set, told at either end of it: echo, signals, whole lines, and more."""
    return dict(zip(PARTS, termios.tcgetattr(terminal), strict=True))


def changed(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    """The parts of a terminal's settings that differ."""
    return {part for part, value in before.items() if after[part] != value}


def modes_left_on(written: bytes) -> set[str]:
    """Terminal modes that were changed and not put back."""
    last: dict[str, str] = {}
    for modes, state in MODE.findall(written):
        last |= dict.fromkeys(modes.decode().split(";"), state.decode())
    left = {mode for mode, state in last.items() if (state == "h") != (mode in ON_AT_REST)}
    taken = [sequence.endswith(b"<u") for sequence in KEYBOARD.findall(written)]
    return left if taken.count(True) == taken.count(False) else {*left, "keyboard"}


class Painted:
    """What bytes come to on a screen, as they grow."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._taken = 0

    def after(self, written: bytes) -> str:
        # A sequence that has not come whole waits for its end.
        whole = BEGUN.sub(b"", written[self._taken :])
        self._taken += len(whole)
        self._stream.feed(NEWER.sub(b"", whole))
        return "\n".join(line.rstrip() for line in self._screen.display)


@dataclass
class Terminal:
    """A program in a pseudo terminal, and every byte it wrote."""

    command: list[str]
    environ: Mapping[str, str]
    size: tuple[int, int] = (COLUMNS, ROWS)
    bytes: bytes = b""
    child: pexpect.spawn[bytes] = field(init=False)
    settings_changed: set[str] = field(default_factory=set)
    """Parts of the terminal's settings that were not put back; told once it ended."""
    _painted: Painted = field(init=False)
    _settings: dict[str, object] = field(init=False)

    def __post_init__(self) -> None:
        self._painted = Painted(self.size)
        self.child = pexpect.spawn(
            self.command[0],
            self.command[1:],
            env=dict(self.environ),
            dimensions=self.size[::-1],
            timeout=STARTING,
            preexec_fn=default_signals,
            use_poll=True,
        )
        self._settings = settings(self.child.child_fd)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if not self.child.closed:
            self.child.close(force=True)

    def listen(self, seconds: float = 0.05) -> None:
        """Take in what it writes, until it is silent or gone."""
        try:
            while True:
                self.bytes += self.child.read_nonblocking(65536, seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            pass

    @property
    def screen(self) -> str:
        """What is on the screen now."""
        return self._painted.after(self.bytes)

    @property
    def primary(self) -> str:
        """What is on the terminal's own screen, behind the full-screen one."""
        return Painted(self.size).after(ALTERNATE.sub(b"", self.bytes))

    def until(self, words: str, seconds: float = STARTING) -> None:
        """Wait until these words are on the screen."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.listen()
            if words in self.screen:
                time.sleep(MOMENT)  # nobody answers sooner
                return
        raise AssertionError(f"{words!r} never came; the screen is\n{self.screen}")

    def type(self, keys: str) -> None:
        self.child.send(keys)
        self.listen(0.2)

    def ended(self, seconds: float = LEAVING + BUSY) -> int:
        """The exit code, once it ended; that of a shell where a signal ended it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.listen()
            if not self.child.isalive():
                self.listen()
                self.settings_changed = changed(self._settings, settings(self.child.child_fd))
                self.child.close()
                status = self.child.exitstatus
                return int(128 + (self.child.signalstatus or 0) if status is None else status)
        raise AssertionError(f"still running after {seconds} s; the screen is\n{self.screen}")

    def hang_up(self) -> int:
        """Close the terminal under the program, and wait for its end."""
        self.child.ptyproc.fileobj.close()
        self.child.closed = self.child.ptyproc.closed = True
        end = time.monotonic() + LEAVING + BUSY
        while time.monotonic() < end:
            gone, status = os.waitpid(self.child.pid, os.WNOHANG)
            if gone:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.02)
        os.kill(self.child.pid, 9)
        os.waitpid(self.child.pid, 0)
        raise AssertionError("it outlived its terminal")

    @property
    def modes_left_on(self) -> set[str]:
        """Terminal modes that were changed and not put back."""
        return modes_left_on(self.bytes)


def rsense(home: Path, *arguments: str, **environ: str) -> Terminal:
    """`rsense` in a terminal of its own."""
    return Terminal([sys.executable, "-m", "rsense", *arguments], environment(home, **environ))


def python(home: Path, program: str, **environ: str) -> Terminal:
    """A small program in a terminal of its own."""
    return Terminal([sys.executable, "-c", program], environment(home, **environ))
