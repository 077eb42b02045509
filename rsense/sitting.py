"""One person doing one exercise: a session, kept on disk as it grows.

Owns the order of things: an answer is kept, and `keep` has returned, before the next prompt
is shown. Knows no files; what keeping means is passed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec
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
    def shown(self) -> CurrentPrompt | None:
        """What to show now; None once nothing is left to ask."""
        return engine.current(self.session)

    @property
    def worth_keeping(self) -> bool:
        """Whether there is anything that may be kept, and was."""
        return self._kept and (bool(self.session.ahead) or not engine.only_private(self.session))

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
        if session.trail:
            self._move(engine.back(session))
        elif begun is not None:
            self.draft(begun)  # at the start there is nothing else to keep yet

    def ask_again(self) -> None:
        """The last question once more, where what came of its answer could not be kept."""
        if self.session.trail:
            self.session = engine.back(self.session)

    def revise(self, index: int, value: Value | Skip, begun: Value = None) -> None:
        self._move(engine.revise(self._with(begun, index), index, value))

    def leave_change(self, index: int, begun: Value = None) -> None:
        """An earlier answer stays as it is; the new words wait, should they be wanted after all."""
        session = replace(self._with(begun, index), changing=None)
        if session != self.session:
            self._move(session)

    def draft(self, value: Value, at: int | None = None, under: Value = None) -> None:
        """Keep a half-written answer: it will prefill its step, should this be all there is.

        `at` is the place in the trail of the question it was written at, which may have been
        answered since: then it is a change of that answer. `under` are older words of it that are
        not lost by writing anew. What is private stays in memory alone.
        """
        drafted = self._with(value, at, under)
        if drafted is self.session or (self.shown is None and drafted.changing is None):
            return
        place = drafted.changing
        step = drafted.trail[place].step if place is not None else drafts.step_at(drafted)
        if step not in engine.private_steps(drafted):
            self._keep(drafted)
            self._kept = True
        self.session = drafted

    def _with(self, begun: Value, at: int | None = None, under: Value = None) -> Session:
        """The session with half-written words; as it is where they are those that were accepted."""
        session = self.session
        if begun is None:
            return session
        if at is not None and at < len(session.trail) and self.is_answer(begun, at):
            if session.changing != at:
                return session
            begun = ""
        elif session.complete and at is None:
            return session
        return drafts.drafted(session, begun, at, under)

    def is_answer(self, value: Value, at: int) -> bool:
        """Whether these words are what was accepted at a place in the trail."""
        try:
            return self.asked(at).prompt.accept(value) == self.session.trail[at].value
        except Refused:
            return False

    def said(self) -> tuple[tuple[int, AnsweredPrompt], ...]:
        """What was answered so far, each with its place in the trail; what was read is left out."""
        steps = enumerate(engine.retrace(self.session))
        return tuple((n, step) for n, step in steps if not isinstance(step.prompt, Read | Pace))

    def asked(self, index: int) -> CurrentPrompt:
        """An earlier question as it can be asked again, with the words that wait for it or the
        answer."""
        step = next(step for n, step in enumerate(engine.retrace(self.session)) if n == index)
        words = waiting_for(self.session.ahead, step.reply.step) or step.reply
        return CurrentPrompt(
            step=step.reply.step,
            kind="",
            prompt=step.prompt,
            pins=(),
            hint="",
            example="",
            position=index + 1,
            about=len(self.session.trail),
            prefill=words.value,
            skippable=step.skippable,
            private=step.private,
        )

    def _move(self, session: Session) -> None:
        self._keep(session)
        self.session, self._kept = session, True


class ExerciseLink(msgspec.Struct, frozen=True):
    """An exercise that somebody could go to from here."""

    id: str
    title: str
    summary: str
    minutes: float
    stage: str


class MeasureChange(msgspec.Struct, frozen=True):
    """A rating at the start and at the end, on one scale."""

    name: str
    before: int
    after: int
    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.name}: {self.before} at the start, {self.after} now."


class Ending(msgspec.Struct, frozen=True):
    """What is said when an exercise is over."""

    lines: tuple[str, ...]
    """What was kept and where."""
    softer: bool
    """A rating is worse, or the distress still very high: something soft, and a person to call."""
    doors: tuple[ExerciseLink, ...]
    changes: tuple[MeasureChange, ...] = ()
    words: tuple[str, ...] = ()
    """What the person had in mind, and the sentence they made: all of it in short."""


class Activity(msgspec.Struct, frozen=True):
    """Something laid open to be done: an exercise, or a question on the way to one."""

    sitting: SessionRunner
    finish: Callable[[Session], Ending] | None = None
    """Write the record, once the person agrees that it is done. Raises NotKept. None for a
    question on the way, which is neither looked over nor kept."""
    onward: Callable[[Session], Activity | None] = lambda _: None
    """What comes next, from the answers; None when that was all. Raises NotKept."""
    private: bool = False
    """Nothing is written to disk."""
    again: str = ""
    """The command that goes on with it when it is left; empty where it is not gone on with."""
    left: Callable[[], str] = lambda: ""
    """What is said of what was kept when a question on the way is left."""
    lies: Callable[[], bool] = lambda: True
    """Whether the disk holds what was said last, looked at just before that is said."""
    close: Callable[[], None] = lambda: None
    """It is left, and may be gone on with from anywhere."""
    nothing: str = "Nothing was kept."
    """What is said of a private one when it is left or over."""
    unkept: Callable[[], Activity] | None = None
    """The same from where it is now, keeping nothing more, for a disk that takes nothing. None
    where nothing is kept anyway, or where keeping is all there is to it."""

    def let_go(self) -> None:
        """Leave it, seen to be on the disk as it was said. Raises NotKept where it is not."""
        lies = self.lies()  # before anybody else can go on with it
        self.close()
        if not lies:
            raise SaveFailed("Not saved: what lies on the disk is not what you said.")


NOTHING_MORE = "Nothing was kept from there on."
"""Said where a disk took nothing, and it was gone on with."""


class DisplaySettings(msgspec.Struct, frozen=True):
    """What the person set of how it looks and sounds."""

    theme: str = "night"
    """night, day, contrast, or terminal."""
    still: bool = False
    """Nothing moves: a breath is counted in words."""
    bell: bool = False
    """The terminal's bell at each change of a breath."""
    tones: bool = False
    """Soft tones there, where the machine has a player."""


class UnfinishedItem(msgspec.Struct, frozen=True):
    """An exercise left half way."""

    exercise: str
    title: str
    when: str


class HistoryEntry(msgspec.Struct, frozen=True):
    """A record, in one line and whole."""

    id: str
    when: str
    kind: str
    """trigger, session or kept."""
    line: str
    whole: str
    days: int = 0
    """How many days ago it was."""
    strength: int | None = None
    """How strong a trigger was, 0 to 10."""


class HomeData(msgspec.Struct, frozen=True):
    """What is there right now."""

    today: str
    left: tuple[UnfinishedItem, ...]
    trigger: HistoryEntry | None
    """The last trigger not yet worked through."""
    handful: tuple[ExerciseLink, ...] = ()
    """A few exercises, one of each stage."""


class Services(msgspec.Struct, frozen=True):
    """What a face may ask of the rest of the program. Built in the command line."""

    help_now: Callable[[], str]
    """People to call, as plain lines; works whatever else is broken."""
    open: Callable[[str], Activity] | None = None
    """Lay an exercise open by its id; None where one exercise is all there is."""
    house: HomeActions | None = None
    """All there is beside exercises; None where there is only the exercise."""
    look: DisplaySettings = DisplaySettings()


class HomeActions(msgspec.Struct, frozen=True):
    """What the home screen and those behind it may ask."""

    home: Callable[[], HomeData]
    find: Callable[[str], tuple[ExerciseLink, ...]]
    """Exercises that fit these words, the best first; without words all of them, by stage."""
    now: Callable[[], Activity]
    """It hurts now."""
    log: Callable[[], Activity]
    """Note a trigger."""
    rethink: Callable[[str], Activity]
    """Work through a trigger, by its id."""
    past: Callable[[str], Iterable[HistoryEntry | None]]
    """Records with all of these words, the newest first; None for each that does not fit."""
    record_count: Callable[[], int]
    shelves: Callable[[], Iterable[tuple[str, str]]]
    """Cards, each with the title of its shelf, the newest first."""
    today: Callable[[], str]
    """Today at a glance, in a line; empty when nothing was."""
    correct: Callable[[str], Activity]
    """Change a part of a record, by its id. Raises NotKept."""
    throw_away: Callable[[str], str]
    """Move a record to the trash; what was done, in words. Raises NotKept."""
    take_back: Callable[[], str]
    """Undo the last log, edit or delete; what was done, in words. Raises NotKept."""
    settings: Callable[[], Mapping[str, str | bool]]
    change: Callable[[str, str | bool], DisplaySettings]
    """Change a setting. Raises NotKept, and ValueError in words for the person."""
