"""One turn at a question: where its lines come from, and what becomes of half an answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import msgspec

from rsense.core.fold import fold
from rsense.core.prompts import Refused, Skip, Value
from rsense.core.sanitize import one_line
from rsense.plain.console import Command, Console, EndOfInput
from rsense.save_queue import Ended
from rsense.sitting import SaveFailed

Answer = Value | Command


class PromptTurn(msgspec.Struct, frozen=True):
    console: Console
    before: Value | Skip
    """An earlier answer that the question still takes; None when there is none."""
    draft: Callable[[Value], None]
    """Keeps half an answer, should no more of it come."""
    draft_later: Callable[[Value], None]
    """The same, without waiting for the disk."""

    def line(self, cue: str, with_half: Callable[[str], Value]) -> str | Command:
        """The next line. `with_half` makes half an answer of what is typed of it so far."""
        typing = self.console.typing
        typing.watch(lambda half: self._half(half, with_half, self.draft_later))
        try:
            return self.console.line(cue)
        except (EndOfInput, KeyboardInterrupt, Ended):
            if half := typing.look().strip():
                self._half(half, with_half, self.draft)
            raise
        finally:
            typing.watch(None)

    def _half(
        self, half: str, with_half: Callable[[str], Value], keep: Callable[[Value], None]
    ) -> None:
        pasted = "\n" in half.strip()  # several lines are words, as for the console
        words = half[1:] if half.startswith("::") and not pasted else half
        if words is half and half.startswith(":") and not pasted:
            return  # a command, as far as it goes
        with suppress(SaveFailed, Refused):  # told of at the end of the line, or on leaving
            keep(with_half(words))

    def kept(self, line: str | Command) -> Answer:
        """A command, or the earlier answer when an empty line keeps it; None for an answer."""
        if isinstance(line, Command):
            return line
        if self.before is None or line.strip():
            return None
        return Command.SKIP if isinstance(self.before, Skip) else self.before

    def show_notes(self, text: str) -> None:
        """What could be said more kindly, in words for somebody else."""
        from rsense.core import message_lint  # noqa: PLC0415 - its shapes take a while to build

        for note in message_lint.notes(text):
            self.console.say(f"About “{one_line(note.words)}”: {note.advice}", indent="  ")


def begun(starter: str, words: str) -> str:
    """The words after those already on the page, unless they were typed again."""
    if not starter or not words.strip() or fold(words.strip()).startswith(fold(starter)):
        return words
    return f"{starter} {words.lstrip()}"
