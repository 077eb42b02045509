"""Textual's drivers, which read through `TerminalInput` and can always put the terminal back."""

from __future__ import annotations

import asyncio
import os
import select
import termios
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from textual.drivers.linux_driver import LinuxDriver
from textual.drivers.linux_inline_driver import LinuxInlineDriver
from textual.events import CursorPosition

from rsense.tui.terminal_input import TerminalInput
from rsense.tui.terminal_watch import DRAWN_ON, INPUT

AT_ONCE = 4096
"""Bytes read at a time."""
LOOK_SECONDS = 0.1
"""Between two looks at whether the program ends."""
MODES_OFF = "".join(f"\x1b[?{mode}l" for mode in (2004, 1000, 1003, 1015, 1006, 1016, 2048, 1004))
AT_REST = f"{MODES_OFF}\x1b[?7h\x1b[<u"
"""No paste marks, mouse, sizes or focus told; lines wrap; the keyboard as it was before."""
OWN_SCREEN, CURSOR = "\x1b[?1049l", "\x1b[?25h"


class TerminalState:
    """How the terminal was before, put back by hand where Textual did not come to do it."""

    def __init__(self, modes_off: str) -> None:
        self._modes_off = modes_off
        self._settings: list[Any] | None = None

    def taken(self) -> None:
        """The terminal is about to be changed."""
        with suppress(termios.error):
            self._settings = termios.tcgetattr(INPUT)

    def given_back(self) -> None:
        """It is as it was before."""
        self._settings = None

    def put_back(self) -> None:
        """Do it by hand, past a writer that may have died."""
        if self._settings is None:
            return
        with suppress(OSError, termios.error):  # it may be gone
            termios.tcsetattr(INPUT, termios.TCSANOW, self._settings)
            termios.tcflush(INPUT, termios.TCIFLUSH)  # typed ahead, and not for the shell
            os.set_blocking(DRAWN_ON, False)  # it may be held: then this is not waited for
            os.write(DRAWN_ON, self._modes_off.encode())
            os.set_blocking(DRAWN_ON, True)
        self._settings = None


class FullScreenDriver(LinuxDriver):
    """The whole terminal."""

    state = TerminalState(AT_REST + OWN_SCREEN + CURSOR)

    def start_application_mode(self) -> None:
        self.state.taken()
        super().start_application_mode()  # type: ignore[no-untyped-call] # Textual's own

    def stop_application_mode(self) -> None:
        super().stop_application_mode()
        if self._writer_thread is not None and self._writer_thread.is_alive():
            self.state.given_back()

    def _disable_mouse_support(self) -> None:
        super()._disable_mouse_support()
        if self._mouse_pixels:  # Textual (8.2) leaves it on
            self.write("\x1b[?1016l")

    def run_input_thread(self) -> None:
        given = TerminalInput()
        for data in _read(self.fileno, self.exit_event.is_set):
            given.in_band = self._in_band_window_resize
            for message in given.feed(data):
                if not isinstance(message, CursorPosition):
                    self.process_message(message)


class InlineDriver(LinuxInlineDriver):
    """Some lines below the prompt."""

    state = TerminalState(AT_REST + CURSOR)

    def start_application_mode(self) -> None:
        self.state.taken()
        super().start_application_mode()

    def stop_application_mode(self) -> None:
        super().stop_application_mode()
        self.state.given_back()

    def run_input_thread(self) -> None:
        given = TerminalInput()
        for data in _read(self.fileno, self.exit_event.is_set):
            for message in given.feed(data):
                if isinstance(message, CursorPosition):  # a mouse is told of from there
                    self.cursor_origin = (message.x, message.y)
                else:
                    self.process_message(message)


def watch_for_faults(loop: asyncio.AbstractEventLoop, leave: Callable[[], None]) -> None:
    """Leave where a thread fails, or a task that nobody waits for: their traceback would show."""

    def thread_failed(_: object) -> None:
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(leave)

    def task_failed(_: object, told: dict[str, Any]) -> None:
        if "exception" in told:
            leave()

    threading.excepthook = thread_failed
    loop.set_exception_handler(task_failed)


def _read(descriptor: int, is_over: Callable[[], bool]) -> Iterator[bytes]:
    """What comes, until it is over; nothing now and then, so that a silence is noticed."""
    while not is_over():
        ready, _, _ = select.select([descriptor], [], [], LOOK_SECONDS)
        data = b""
        if ready:
            with suppress(OSError):  # it is gone, which `gone` sees to
                data = os.read(descriptor, AT_ONCE)
            if not data:
                time.sleep(LOOK_SECONDS)
        yield data
