"""A program in a pseudo terminal that is watched: what it writes, and how hard it works."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

SIZE = (100, 30)
SLOW = 60.0
"""Seconds until a program that shows nothing counts as broken."""


class Screen:
    """One process on a terminal of its own, which somebody always reads."""

    def __init__(
        self,
        command: Sequence[str | Path],
        environ: Mapping[str, str],
        size: tuple[int, int] = SIZE,
    ) -> None:
        self.seen = b""
        """The last of what it wrote."""
        self.written = 0
        """Bytes it wrote."""
        self._reader, theirs = pty.openpty()
        columns, rows = size
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.begun = time.monotonic()
        self._process = subprocess.Popen(
            [str(word) for word in command],
            env=environ,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Screen:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        os.close(self._reader)

    def listen(self, seconds: float) -> bytes:
        """What it writes next, within so many seconds."""
        ready, _, _ = select.select([self._reader], [], [], max(seconds, 0))
        if not ready:
            return b""
        try:
            more = os.read(self._reader, 1 << 16)
        except OSError:  # Linux's way to say that the other end is gone
            more = b""
        if not more:
            raise SystemExit(f"it ended: {self.seen[-2000:].decode(errors='replace')}")
        self.written += len(more)
        self.seen = (self.seen + more)[-(1 << 17) :]
        return more

    def until(self, *words: str) -> float:
        """Seconds from its start until all of these were written."""
        while not all(word.encode() in self.seen for word in words):
            if time.monotonic() - self.begun > SLOW:
                raise SystemExit(
                    f"{words} never came: {self.seen[-2000:].decode(errors='replace')}"
                )
            self.listen(1.0)
        return time.monotonic() - self.begun

    def type(self, keys: str, *words: str) -> None:
        """Press keys, and wait for what they lead to."""
        self.seen = b""
        time.sleep(0.4)  # two keys at once count as one press
        os.write(self._reader, keys.encode())
        self.until(*words)

    def watch(self, seconds: float) -> tuple[float, float]:
        """(share of one core, bytes a second) over a while."""
        processor, written, begun = self.processor, self.written, time.monotonic()
        while (left := begun + seconds - time.monotonic()) > 0:
            self.listen(left)
        took = time.monotonic() - begun
        return (self.processor - processor) / took, (self.written - written) / took

    @property
    def processor(self) -> float:
        """Seconds of processor time so far, of all its threads."""
        tasks = Path(f"/proc/{self._process.pid}/task")
        if tasks.exists():
            times = (task.joinpath("schedstat").read_text().split() for task in tasks.iterdir())
            return sum(int(first) for first, *_ in times) / 1e9
        asked = ["ps", "-o", "time=", "-p", str(self._process.pid)]
        hours, minutes, seconds = (
            ("0:0:" + subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
            .strip()
            .split(":")[-3:]
        )
        return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)
