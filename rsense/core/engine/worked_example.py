"""A worked example: one whole run of an exercise by an invented person, as answers to its steps."""

from __future__ import annotations

from typing import ClassVar, Literal

from msgspec import Struct

from rsense.core.engine.session import Session, answer, begin, current
from rsense.core.engine.trail import retrace
from rsense.core.engine.transcript import asking_line, format_answer
from rsense.core.prompts import SKIPPED, Pace, Paced, Read, Refused, Skip, Value
from rsense.core.sanitize import clean
from rsense.core.script.compile import Script


class Answered(Struct, frozen=True, forbid_unknown_fields=True):
    """An answer to a step; for blanks and bins a table."""

    step: str
    value: int | str | tuple[str, ...] | dict[str, str]

    @property
    def reply(self) -> Value:
        return tuple(self.value.items()) if isinstance(self.value, dict) else self.value


class ExampleRun(Struct, frozen=True):
    """The same to read: each question, and what was answered."""

    END: ClassVar[str] = (
        "This person is invented, and there's no right answer. Yours can be shorter."
    )
    title: str
    who: str
    lines: tuple[tuple[str, str], ...]


class WorkedExample(Struct, frozen=True, forbid_unknown_fields=True):
    """One run, as its author wrote it: what is only read, timed or skipped isn't named."""

    format: Literal[1]
    who: str
    """Who it is, and what happened, in a sentence or two."""
    answer: tuple[Answered, ...]

    def replay(self, script: Script) -> Session:
        """The finished session. Raises ValueError where the script doesn't lead along it."""
        session, left = begin(script), list(self.answer)
        while shown := current(session):
            value: Value | Skip = SKIPPED
            if left and left[0].step == shown.step:
                value = left.pop(0).reply
            elif isinstance(shown.prompt, Read):
                value = None
            elif isinstance(shown.prompt, Pace):
                value = Paced(60, 1, finished=True)
            try:
                session = answer(session, value)
            except Refused as refused:
                raise ValueError(f"{shown.step}: {refused}") from refused
        if left:
            raise ValueError(f"it doesn't come to {left[0].step}")
        return session

    def run(self, script: Script) -> ExampleRun:
        """All of it to read. Raises ValueError, as `replay`."""
        lines = tuple(
            (clean(asking_line(step.question)), clean(format_answer(value, step.prompt)))
            for step in retrace(self.replay(script))
            if not isinstance(value := step.reply.value, Skip | Paced | None)
        )
        return ExampleRun(script.title, self.who, lines)
