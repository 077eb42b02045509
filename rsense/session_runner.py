"""A session that is saved at every step.

`save` has returned before the next prompt is shown; it is passed in, so no files are known here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from itertools import islice

from msgspec.structs import replace

from rsense.core import engine
from rsense.core.engine import AnsweredPrompt, CurrentPrompt, Session, drafts
from rsense.core.prompts import (
    Fill,
    Gather,
    Moment,
    Pace,
    Pick,
    Prompt,
    Read,
    Refused,
    Skip,
    Value,
    Write,
)
from rsense.core.records import waiting_for

Keep = Callable[[Session], None]
"""Saves a session, and returns once it is safe. Raises SaveFailed."""


class SaveFailed(Exception):
    """The answers are not on disk. The message is for the person."""


class SessionRunner:
    """A session that moves, and is saved at every move.

    `answer` and `revise` raise Refused for the person, and SaveFailed; either way the session
    stays where it was.
    """

    def __init__(
        self,
        session: Session,
        keep: Keep,
        *,
        kept: bool = False,
        answered: Collection[str] = (),
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        """`answered` are steps whose pending replies answer them: they were asked before. By the
        `clock`, whose time knows its zone, words for a moment to come are read."""
        self._answered, self._clock = answered, clock
        self.session = self._passed(session)
        self._keep = keep
        self._kept = kept
        """Whether it was ever saved."""
        self.reviewing = False

    @property
    def current(self) -> CurrentPrompt | None:
        """The prompt to show now; None once nothing is left to ask."""
        shown = engine.current(self.session)
        return shown and self._dated(shown)

    @property
    def worth_keeping(self) -> bool:
        """Whether it was saved, and holds more than private answers."""
        return self._kept and (bool(self.session.pending) or not engine.only_private(self.session))

    def answer(self, value: Value | Skip, begun: Value = None) -> None:
        """Take an answer. `begun` is half-written text of a question that is skipped: it stays
        pending there."""
        value = self._meant(value)
        self._move(self._passed(engine.answer(self._with(begun), value)))

    def accepts(self, value: Value | Skip, index: int | None = None) -> None:
        """Raises Refused if the question, the current one or that at `index`, does not take it."""
        value = self._meant(value, index)
        if index is None:
            engine.answer(self.session, value)
        else:
            engine.revise(self.session, index, value)

    def back(self, begun: Value = None) -> None:
        """Undo the last answer; half-written text stays pending for its question."""
        session = self._with(begun)
        if self.can_go_back:
            self._move(engine.back(session))
        elif begun is not None:
            self.save_draft(begun)  # at the start there is nothing else to save yet

    @property
    def can_go_back(self) -> bool:
        """True unless this is the first question, or the first one after a hand-over."""
        return len(self.session.replies) > engine.turn_start(self.session)

    def ask_again(self) -> None:
        """Ask the last question again, after what came of its answer could not be saved."""
        if self.session.replies:
            self.session = engine.back(self.session)

    def revise(self, index: int, value: Value | Skip, begun: Value = None) -> None:
        value = self._meant(value, index)
        self._move(engine.revise(self._with(begun, index), index, value))

    def leave_change(self, index: int, begun: Value = None) -> None:
        """Leave an earlier answer as it is; the new text stays pending, should it be wanted."""
        session = replace(self._with(begun, index), changing=None)
        if session != self.session:
            self._move(session)

    def save_draft(self, value: Value, at: int | None = None, under: Value = None) -> None:
        """Save a half-written answer: it prefills its step if nothing more comes.

        `at` is the index, among the replies, of the question it was written for. If that was
        answered since, it is a change of that answer. `under` is older text of it that must not be
        lost by writing anew. A private draft stays in memory.
        """
        drafted = self._with(value, at, under)
        if drafted is self.session or (self.current is None and drafted.changing is None):
            return
        place = drafted.changing
        step = drafted.replies[place].step if place is not None else drafted.step
        if step not in engine.private_steps(drafted):
            self._keep(drafted)
            self._kept = True
        self.session = drafted

    def _with(self, begun: Value, at: int | None = None, under: Value = None) -> Session:
        """The session with half-written text; unchanged if that is the accepted answer."""
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
        """Whether this is the accepted answer at an index of the replies."""
        try:
            return self.question_at(at).prompt.accept(value) == self.session.replies[at].value
        except Refused:
            return False

    def answered(self) -> tuple[tuple[int, AnsweredPrompt], ...]:
        """The answered prompts, each with its index; what was only read or timed is left out, and
        of two people what was said before the last hand-over.

        None once the session forgets.
        """
        if self.session.state.forgotten:
            return ()
        steps = islice(
            enumerate(engine.retrace(self.session)), engine.turn_start(self.session), None
        )
        return tuple((n, step) for n, step in steps if not isinstance(step.prompt, Read | Pace))

    @property
    def to_review(self) -> bool:
        """Whether the answers are looked over at the end: the person wrote something, and did not
        only rate, pick, read and breathe; or a review has begun."""
        return self.reviewing or any(
            _is_written(step.reply.value, step.prompt) for _, step in self.answered()
        )

    def question_at(self, index: int) -> CurrentPrompt:
        """An earlier question, to be asked again, prefilled with its pending text or its answer."""
        step = next(step for n, step in enumerate(engine.retrace(self.session)) if n == index)
        words = waiting_for(self.session.pending, step.reply.step) or step.reply
        shown = CurrentPrompt(
            step=step.reply.step,
            prompt=step.prompt,
            position=index + 1,
            about=len(self.session.replies),
            prefill=words.value,
            skippable=step.skippable,
            private=step.private,
        )
        return self._dated(shown)

    def _dated(self, shown: CurrentPrompt) -> CurrentPrompt:
        """The question with the present in it, where it asks for a moment to come."""
        if self._clock is None or not isinstance(shown.prompt, Moment):
            return shown
        return replace(shown, prompt=replace(shown.prompt, now=self._clock()))

    def _meant(self, value: Value | Skip, index: int | None = None) -> Value | Skip:
        """The answer that typed words stand for, at the current question or that at `index`."""
        if not isinstance(value, str):
            return value
        shown = self.current if index is None else self.question_at(index)
        return shown.prompt.accept(value) if shown and isinstance(shown.prompt, Moment) else value

    def _passed(self, session: Session) -> Session:
        """The session past what was asked before; going back leads to it all the same."""
        while self._answered and not session.complete:
            step = session.step
            reply = waiting_for(session.pending, step) if step in self._answered else None
            if reply is None:
                break
            session = engine.answer(session, reply.value)
        return session

    def _move(self, session: Session) -> None:
        self._keep(session)
        self.session, self._kept = session, True


def _is_written(value: Value | Skip, prompt: Prompt) -> bool:
    """Whether an answer holds words that stood on no list."""
    if isinstance(value, Skip) or not value:
        return False
    if isinstance(prompt, Pick) and isinstance(value, tuple):
        return bool({*value} - {option.value for option in prompt.options})
    return isinstance(prompt, Write | Gather | Fill)
