"""Input let into the program one key at a time, and never meant for what is not on show yet.

Textual hands every key on at once: one runs in the task of the app, the next in that of a widget
which the first is about to remove. Keys that come in one read (a slow line, an unbracketed paste)
then meet half-built screens. Here a key waits until all that the key before it led to is done.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from textual.app import App
from textual.events import Event, InputEvent, Key, MouseDown, MouseMove, MouseUp, Paste

URGENT = frozenset({"ctrl+c", "ctrl+q", "escape", "f1", "ctrl+g", "f12", "ctrl+l"})
"""Help, leaving and blanking the screen: they act on whatever is on show, and wait for no disk."""
BUSY_SECONDS = 2.0
"""Longest that a key waits for a loop which is never idle."""


class InputGuard:
    """The queue of input that waits for its turn.

    An event that came before the present screen or question was on show is *early*. Urgent keys act
    all the same; words typed ahead go into a text field; any other key is dropped, since it would
    answer, skip or leave something that nobody has seen.
    """

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._order = count()
        """What came before what; a clock may be set back."""
        self._waiting: deque[tuple[int, Event]] = deque()
        self._next: tuple[int, Event] | None = None
        """Posted to the app, and to be let in when it comes there."""
        self._under_way = False
        self._holds: set[object] = set()
        self._closed = False
        self._on_show_since = -1
        self._line_ended = False
        """An Enter was typed ahead behind words that were."""
        self._typed_ahead = False

    def screen_changed(self) -> None:
        """Something new is on show: another screen, another question."""
        self._on_show_since = next(self._order)
        self._line_ended = self._typed_ahead = False

    def close(self) -> None:
        """The program ends: nothing is let in any more."""
        self._closed = True
        self._waiting.clear()

    @property
    def at_rest(self) -> bool:
        """Whether nothing waits, and all that was let in has done what it does."""
        return self._closed or not (self._under_way or self._waiting)

    @contextmanager
    def hold(self, seconds: float) -> Iterator[None]:
        """While something is done that is not over when the loop is idle, such as saving.

        Input waits so many seconds at most, and for no urgent key: what takes longer is told of,
        and then keys are meant for what is on the screen.
        """
        hold = object()
        self._holds.add(hold)
        end = asyncio.get_running_loop().call_later(seconds, self._release, hold)
        try:
            yield
        finally:
            end.cancel()
            self._release(hold)

    def _release(self, hold: object) -> None:
        self._holds.discard(hold)
        self._let_in_next()

    @contextmanager
    def turn(self, event: Event) -> Iterator[bool]:
        """Whether an event that has come to the app may act now; else it waits, or is dropped."""
        if not isinstance(event, InputEvent | Paste) or event.is_forwarded:
            yield True
        elif self._next is not None and event is self._next[1]:
            (came, _), self._next = self._next, None
            yield not self._closed and self._may_act(event, came)
            loop = asyncio.get_running_loop()
            loop.call_soon(self._look, loop, loop.time() + BUSY_SECONDS)
        elif isinstance(event, MouseMove):
            yield not self._closed
        else:
            self._waiting.append((next(self._order), event))
            self._let_in_next()
            yield False

    def _look(self, loop: asyncio.AbstractEventLoop, until: float) -> None:
        """Let the next event in once all that the one before it led to is done."""
        if not is_idle(loop) and loop.time() < until:
            loop.call_soon(self._look, loop, until)
            return
        self._under_way = False
        self._let_in_next()

    def _let_in_next(self) -> None:
        if self._under_way or self._closed or not self._waiting:
            return
        # In the order they came, so that no words are left behind by a key that leaves.
        if self._holds and not any(_is_urgent(event) for _, event in self._waiting):
            return
        self._next = self._waiting.popleft()
        self._under_way = True
        self._app.post_message(self._next[1])

    def _may_act(self, event: Event, came: int) -> bool:
        if isinstance(event, MouseDown) and self._hits_what_is_gone(event):
            return False
        if came > self._on_show_since or isinstance(event, MouseUp):
            return True
        return _is_urgent(event) or self._goes_into_a_field(event)

    def _hits_what_is_gone(self, event: MouseDown) -> bool:
        """True on a widget that was taken away since it was drawn: Textual asks for its parent."""
        widget, _ = self._app.screen.get_widget_and_offset_at(event.x, event.y)
        return widget is not None and widget.parent is None and widget is not self._app.screen

    def _goes_into_a_field(self, event: Event) -> bool:
        """Whether early input is words, and there is a field that takes them."""
        field = self._app.focused
        if field is None or not field.check_consume_key("a", "a"):
            return False
        if isinstance(event, Key) and event.key == "enter":
            self._line_ended = self._typed_ahead  # the field is not done with: it was not seen
            return False
        if not (isinstance(event, Paste) or (isinstance(event, Key) and event.is_printable)):
            return isinstance(event, Key) and event.key == "backspace" and self._typed_ahead
        if self._line_ended:
            field.post_message(Paste("\n"))
        self._typed_ahead, self._line_ended = True, False
        return True


def _is_urgent(event: Event) -> bool:
    return isinstance(event, Key) and event.key in URGENT


def is_idle(loop: asyncio.AbstractEventLoop) -> bool:
    """Whether an event loop has nothing left to do but to wait.

    Every message that a widget has not taken yet keeps a task ready. Asyncio tells it nowhere
    else: `_ready` is private, there in CPython 3.11 to 3.14, and pinned by a test.
    """
    return not getattr(loop, "_ready", ())
