"""A session that is saved at every step.

`save` has returned before the next prompt is shown; it is passed in, so no files are known here.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from rsense.core import engine
from rsense.core.engine import AnsweredPrompt, CurrentPrompt, Session, drafts
from rsense.core.prompts import Pace, Read, Refused, Skip, Value
from rsense.core.records import waiting_for

Keep = Callable[[Session], None]
"""Puts a session somewhere safe before it returns. Raises NotKept."""


class SaveFailed(Exception):
    """What was said is not on disk. The message is for the person."""


class SessionRunner:
    """A session that moves, and is kept at every move.

    `answer` and `revise` raise Refused for the person, and NotKept; either way the sitting
    stays where it was.
    """

    def __init__(self, session: Session, keep: Keep, *, kept: bool = False) -> None:
        self.session = session
        self._keep = keep
        self._kept = kept
        """Whether it was kept at all."""

    @property
    def current(self) -> CurrentPrompt | None:
        """What to show now; None once nothing is left to ask."""
        return engine.current(self.session)

    @property
    def worth_keeping(self) -> bool:
        """Whether there is anything that may be kept, and was."""
        return self._kept and (bool(self.session.pending) or not engine.only_private(self.session))

    def answer(self, value: Value | Skip, begun: Value = None) -> None:
        """`begun` is what was half written at a question that is skipped: it waits there."""
        self._move(engine.answer(self._with(begun), value))

    def accepts(self, value: Value | Skip, index: int | None = None) -> None:
        """Raises Refused where the question now, or the one at a place, does not take this."""
        if index is None:
            engine.answer(self.session, value)
        else:
            engine.revise(self.session, index, value)

    def back(self, begun: Value = None) -> None:
        """Undo the last answer; what was half written waits for its question to come again."""
        session = self._with(begun)
        if session.replies:
            self._move(engine.back(session))
        elif begun is not None:
            self.save_draft(begun)  # at the start there is nothing else to keep yet

    def ask_again(self) -> None:
        """The last question once more, where what came of its answer could not be kept."""
        if self.session.replies:
            self.session = engine.back(self.session)

    def revise(self, index: int, value: Value | Skip, begun: Value = None) -> None:
        self._move(engine.revise(self._with(begun, index), index, value))

    def leave_change(self, index: int, begun: Value = None) -> None:
        """An earlier answer stays as it is; the new words wait, should they be wanted after all."""
        session = replace(self._with(begun, index), changing=None)
        if session != self.session:
            self._move(session)

    def save_draft(self, value: Value, at: int | None = None, under: Value = None) -> None:
        """Keep a half-written answer: it will prefill its step, should this be all there is.

        `at` is the place in the trail of the question it was written at, which may have been
        answered since: then it is a change of that answer. `under` are older words of it that are
        not lost by writing anew. What is private stays in memory alone.
        """
        drafted = self._with(value, at, under)
        if drafted is self.session or (self.current is None and drafted.changing is None):
            return
        place = drafted.changing
        step = drafted.replies[place].step if place is not None else drafts.step_at(drafted)
        if step not in engine.private_steps(drafted):
            self._keep(drafted)
            self._kept = True
        self.session = drafted

    def _with(self, begun: Value, at: int | None = None, under: Value = None) -> Session:
        """The session with half-written words; as it is where they are those that were accepted."""
        session = self.session
        if begun is None:
            return session
        if at is not None and at < len(session.replies) and self.is_answer(begun, at):
            if session.changing != at:
                return session
            begun = ""
        elif session.complete and at is None:
            return session
        return drafts.drafted(session, begun, at, under)

    def is_answer(self, value: Value, at: int) -> bool:
        """Whether these words are what was accepted at a place in the trail."""
        try:
            return self.question_at(at).prompt.accept(value) == self.session.replies[at].value
        except Refused:
            return False

    def answered(self) -> tuple[tuple[int, AnsweredPrompt], ...]:
        """What was answered so far, each with its place in the trail; what was read is left out."""
        steps = enumerate(engine.retrace(self.session))
        return tuple((n, step) for n, step in steps if not isinstance(step.prompt, Read | Pace))

    def question_at(self, index: int) -> CurrentPrompt:
        """An earlier question as it can be asked again, with the words that wait for it or the
        answer."""
        step = next(step for n, step in enumerate(engine.retrace(self.session)) if n == index)
        words = waiting_for(self.session.pending, step.reply.step) or step.reply
        return CurrentPrompt(
            step=step.reply.step,
            kind="",
            prompt=step.prompt,
            pins=(),
            hint="",
            example="",
            position=index + 1,
            about=len(self.session.replies),
            prefill=words.value,
            skippable=step.skippable,
            private=step.private,
        )

    def _move(self, session: Session) -> None:
        self._keep(session)
        self.session, self._kept = session, True
