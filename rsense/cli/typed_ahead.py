"""Input typed or pasted ahead: read with the answer it came with, or dropped before the shell."""

from __future__ import annotations

import os
import select
import sys
import termios
import time
from contextlib import suppress

INPUT, OUTPUT = 0, 1
SAME_MOMENT = 0.01
"""Seconds behind an Enter within which no hand has typed anything more."""
QUIET = 0.05
"""Seconds without a byte after which nothing more of what was typed ahead is on its way."""
LONGEST_DRAIN = 3.0
"""Seconds spent on what was typed ahead, at most."""


def is_terminal() -> bool:
    """True if standard input is a real terminal, and not a test's."""
    try:
        return sys.stdin.fileno() == INPUT and os.isatty(INPUT)
    except (OSError, ValueError):
        return False


def in_foreground() -> bool:
    return os.tcgetpgrp(INPUT) == os.getpgrp()


def drain() -> None:
    """Throw away what was typed or pasted ahead, and is still coming: it must not reach the shell,
    where each line would be a command."""
    with suppress(OSError, ValueError, termios.error, KeyboardInterrupt):
        read_pending(QUIET)
        if is_terminal() and in_foreground():
            termios.tcflush(INPUT, termios.TCIFLUSH)


def read_pending(patience: float = SAME_MOMENT) -> bytes:
    """The bytes that are there, or come, within so many seconds of each other.

    Nobody types that fast behind an Enter: it is a paste in a terminal that does not bracket it.
    """
    came = b""
    with suppress(OSError, ValueError, termios.error):
        if not is_terminal() or not in_foreground():
            return came
        before = termios.tcgetattr(INPUT)
        bare = termios.tcgetattr(INPUT)
        bare[3] &= ~(termios.ICANON | termios.ECHO)  # a line without its end counts, too
        end = time.monotonic() + LONGEST_DRAIN
        termios.tcsetattr(INPUT, termios.TCSANOW, bare)
        try:
            while time.monotonic() < end and select.select([INPUT], [], [], patience)[0]:
                piece = os.read(INPUT, 65536)
                if not piece:
                    break
                came += piece
                patience = QUIET
        finally:
            termios.tcsetattr(INPUT, termios.TCSANOW, before)
    return came
