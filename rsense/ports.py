"""Values and callables that a frontend receives from the services, and gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from rsense.core.engine import Session
from rsense.session_runner import SaveFailed, SessionRunner


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
    next_exercises: tuple[ExerciseLink, ...]
    changes: tuple[MeasureChange, ...] = ()
    words: tuple[str, ...] = ()
    """What the person had in mind, and the sentence they made: all of it in short."""


class Activity(msgspec.Struct, frozen=True):
    """Something laid open to be done: an exercise, or a question on the way to one."""

    sitting: SessionRunner
    finish: Callable[[Session], Ending] | None = None
    """Write the record, once the person agrees that it is done. Raises NotKept. None for a
    question on the way, which is neither looked over nor kept."""
    next_activity: Callable[[Session], Activity | None] = lambda _: None
    """What comes next, from the answers; None when that was all. Raises NotKept."""
    private: bool = False
    """Nothing is written to disk."""
    resume_command: str = ""
    """The command that goes on with it when it is left; empty where it is not gone on with."""
    leave_message: Callable[[], str] = lambda: ""
    """What is said of what was kept when a question on the way is left."""
    stands_on_disk: Callable[[], bool] = lambda: True
    """Whether the disk holds what was said last, looked at just before that is said."""
    close: Callable[[], None] = lambda: None
    """It is left, and may be gone on with from anywhere."""
    nothing_kept_message: str = "Nothing was kept."
    """What is said of a private one when it is left or over."""
    without_saving: Callable[[], Activity] | None = None
    """The same from where it is now, keeping nothing more, for a disk that takes nothing. None
    where nothing is kept anyway, or where keeping is all there is to it."""

    def let_go(self) -> None:
        """Leave it, seen to be on the disk as it was said. Raises NotKept where it is not."""
        lies = self.stands_on_disk()  # before anybody else can go on with it
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
    text: str
    days: int = 0
    """How many days ago it was."""
    strength: int | None = None
    """How strong a trigger was, 0 to 10."""


class HomeData(msgspec.Struct, frozen=True):
    """What is there right now."""

    today: str
    unfinished: tuple[UnfinishedItem, ...]
    trigger: HistoryEntry | None
    """The last trigger not yet worked through."""
    picks: tuple[ExerciseLink, ...] = ()
    """A few exercises, one of each stage."""


class Services(msgspec.Struct, frozen=True):
    """What a face may ask of the rest of the program. Built in the command line."""

    help_now: Callable[[], str]
    """People to call, as plain lines; works whatever else is broken."""
    open: Callable[[str], Activity] | None = None
    """Lay an exercise open by its id; None where one exercise is all there is."""
    home_actions: HomeActions | None = None
    """All there is beside exercises; None where there is only the exercise."""
    display: DisplaySettings = DisplaySettings()


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
    history: Callable[[str], Iterable[HistoryEntry | None]]
    """Records with all of these words, the newest first; None for each that does not fit."""
    record_count: Callable[[], int]
    shelves: Callable[[], Iterable[tuple[str, str]]]
    """Cards, each with the title of its shelf, the newest first."""
    today: Callable[[], str]
    """Today at a glance, in a line; empty when nothing was."""
    edit: Callable[[str], Activity]
    """Change a part of a record, by its id. Raises NotKept."""
    delete: Callable[[str], str]
    """Move a record to the trash; what was done, in words. Raises NotKept."""
    undo: Callable[[], str]
    """Undo the last log, edit or delete; what was done, in words. Raises NotKept."""
    settings: Callable[[], Mapping[str, str | bool]]
    change: Callable[[str, str | bool], DisplaySettings]
    """Change a setting. Raises NotKept, and ValueError in words for the person."""
