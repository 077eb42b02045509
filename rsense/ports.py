"""Values and callables that a frontend receives from the services, and gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from rsense.core.engine import CurrentPrompt, Session, needs_people
from rsense.core.expressions.placeholders import HELP_MARK
from rsense.core.options import Glyphs, HelpKind
from rsense.core.palette import Palette
from rsense.core.prompts import Read
from rsense.session_runner import SaveFailed, SessionRunner

if TYPE_CHECKING:
    from rsense.core.engine.worked_example import ExampleRun
    from rsense.core.message_lint import Note
    from rsense.core.people import Country, PeopleToCall
    from rsense.insight.page import InsightsPage


class ExerciseLink(msgspec.Struct, frozen=True):
    """An exercise that somebody could go to from here."""

    id: str
    title: str
    summary: str
    minutes: float
    stage: str
    at_hand: bool = True
    whose: str = ""
    """The pack that it is in, or that it is the person's own; empty where it ships."""


class ExerciseSearch(msgspec.Struct, frozen=True):
    """What was found for a person's words."""

    exercises: tuple[ExerciseLink, ...]
    """The best first."""
    help: bool = False
    """The words speak of danger: people to call come first."""
    fits: bool = True
    """False: nothing has these words, and these are two that help now."""


class MeasureChange(msgspec.Struct, frozen=True):
    """A rating at the start and at the end, on one scale."""

    name: str
    before: int
    after: int
    low: int
    high: int
    since: str = "at the start"

    def __str__(self) -> str:
        return f"{self.name}: {self.before} {self.since}, {self.after} now."


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
    people: PeopleToCall | None = None
    """Whom to call, in place, where it is softer."""
    to_type: tuple[str, ...] = ()
    """Commands that show it again: said in lines, and on no screen."""


class Exit(msgspec.Struct, frozen=True):
    """A way out of a timed step to something else, at one key."""

    key: str
    does: str
    """What it does, in a few words."""
    open: Callable[[Session], Activity | None]
    """The activity that it leads to. Raises SaveFailed."""


class Activity(msgspec.Struct, frozen=True):
    """An exercise, or a question on the way to one, ready for a frontend to run."""

    sitting: SessionRunner
    finish: Callable[[Session], Ending] | None = None
    """Writes the record once it is done. Raises SaveFailed. None for a question on the way."""
    next_activity: Callable[[Session], Activity | None] = lambda _: None
    """The activity that follows from the answers, if any. Raises SaveFailed."""
    private: bool = False
    """Nothing is written to disk."""
    resume_command: str = ""
    """The command that resumes it after it is left; empty if it cannot be resumed."""
    leave_message: Callable[[], str] = lambda: ""
    """Message on leaving a question on the way: what was saved of it."""
    stands_on_disk: Callable[[], bool] = lambda: True
    """Whether the disk holds the last answers; checked just before the person is told so."""
    close: Callable[[], None] = lambda: None
    """Called when it is left: from then on any window may resume it."""
    nothing_kept_message: str = "Nothing was kept."
    """Message when a private one is left or over."""
    parting: str = ""
    """The last sentence, where nothing follows it."""
    at_once: bool = False
    """A number answers at one key, and a timed step begins by itself."""
    exits: tuple[Exit, ...] = ()
    """Ways out of a timed step, beside going on."""
    stop: Callable[[], Ending] | None = None
    """Of two at one screen: to leave is to stop it for both, and this is what is said then."""
    begin_anew: Callable[[], Activity] | None = None
    """Asks how to begin again, once it is closed; None where it was not resumed."""
    people: PeopleToCall | None = None
    needs_people: Callable[[Session], bool] = needs_people
    """People to call, shown under its question; whether who leaves it half way is told of them."""
    without_saving: Callable[[], Activity] | None = None
    """Continues from here without saving, after a failed save; None where that has no use."""

    def let_go(self) -> None:
        """Close it, after a check that the disk holds the answers. Raises SaveFailed if not."""
        lies = self.stands_on_disk()  # before anybody else can go on with it
        self.close()
        if not lies:
            raise SaveFailed("Not saved: what's on the disk isn't what you said.")


NOTHING_MORE = "Nothing was kept from there on."
"""Message after continuing without saving."""


class DisplaySettings(msgspec.Struct, frozen=True):
    """The person's settings for looks and sounds."""

    theme: str = "night"
    """night, day, contrast, terminal, or the name of the person's own."""
    palette: Palette | None = None
    """Its colours, where it is the person's own."""
    theme_problem: str = ""
    """Why it cannot be used, so that night is shown instead."""
    still: bool = False
    """Nothing moves: a breath is counted in words."""
    bell: bool = False
    """The terminal's bell at each change of a breath."""
    tones: bool = False
    """Soft tones there, where the machine has a player."""
    plain: bool = False
    """Lines instead of screens, at every start."""
    glyphs: Glyphs = "blocks"


class UnfinishedItem(msgspec.Struct, frozen=True):
    """An exercise left half way."""

    id: str
    """The id of its session."""
    exercise: str
    title: str
    when: str


class HistoryEntry(msgspec.Struct, frozen=True):
    """A record as text: in one line, and whole."""

    id: str
    when: str
    kind: str
    """trigger, good, session, kept, ritual, followup or path."""
    line: str
    """In a few words, without its strength."""
    text: str
    days: int = 0
    """How many days ago it was."""
    strength: int | None = None
    after: int | None = None
    """How strong it was, 0 to 10, and then after what was done about it."""


class RitualToday(msgspec.Struct, frozen=True):
    """A ritual of today that is not done."""

    id: str
    time: str
    line: str


class HomeData(msgspec.Struct, frozen=True):
    today: str
    unfinished: tuple[UnfinishedItem, ...]
    trigger: HistoryEntry | None
    """The last trigger not yet worked through."""
    picks: tuple[ExerciseLink, ...] = ()
    """A few exercises, one of each stage."""
    stages: tuple[str, ...] = ()
    ritual: RitualToday | None = None
    comes_back: str = ""
    draft: str = ""
    """A question that waits now, a draft that slept long enough: at most one of these three."""
    path: str = ""
    """The next sitting of a programme, in a line."""


class EditedText(msgspec.Struct, frozen=True):
    """A text as it came back from the person's editor."""

    text: str
    told: str = ""
    """What went wrong, in words."""


class OwnEditor(msgspec.Struct, frozen=True):
    """The person's own editor, for long texts. Nothing else may draw or read meanwhile."""

    edit: Callable[[str], EditedText]
    """Open it on a text; where it fails the text is as it was."""
    is_set: bool = False


class Services(msgspec.Struct, frozen=True):
    """Callables and settings for a frontend. Built by `services/frontend_services.py`."""

    help_now: Callable[[str], PeopleToCall]
    """People to call in a country, by its code, or in the person's own without one. Never fails."""
    people: Callable[[HelpKind], PeopleToCall] | None = None
    """The person's own people and their country's lines of a kind."""
    open: Callable[[str], Activity] | None = None
    """Open an exercise by its id; None if only one exercise can run."""
    home_actions: HomeActions | None = None
    """None if there is no home to go back to."""
    display: DisplaySettings = DisplaySettings()
    editor: OwnEditor | None = None
    find: Callable[[str], ExerciseSearch] = lambda _: ExerciseSearch(())
    """Exercises that fit these words, the best first; without words all of them, by stage."""
    example: Callable[[str], ExampleRun | None] = lambda _: None
    notes: Callable[[str], tuple[Note, ...]] = lambda _: ()
    """The worked example of an exercise, by its id; what may land hard in a drafted message."""
    breathe: Callable[[], Activity] | None = None
    now: Callable[[], Activity] | None = None
    log: Callable[[], Activity] | None = None
    log_good: Callable[[], Activity] | None = None
    """A breath at once, `rsense now`, and logging; None where nothing is kept."""
    countries: Callable[[], Sequence[Country]] = tuple
    """The countries whose people to call are known, by name."""
    keep_country: Callable[[str], object] | None = None
    """Make a country the person's own, by its code; None where nothing is kept."""

    def filled(self, shown: CurrentPrompt, help_key: str, ask: str) -> CurrentPrompt:
        """The prompt with what a script leaves open: the key for help, and people to call, or
        `ask`, how to name a country, where none is known."""
        prompt, hint = shown.prompt, shown.hint.replace(HELP_MARK, help_key)
        text = prompt.text.replace(HELP_MARK, help_key)
        if isinstance(prompt, Read) and prompt.people and self.people:
            from rsense.core.people import people_text

            text = f"{text}\n\n{people_text(self.people(prompt.people), ask=ask)}"
        return replace(shown, prompt=replace(prompt, text=text), hint=hint)


class HomeActions(msgspec.Struct, frozen=True):
    """Callables for the home screen and the screens behind it."""

    home: Callable[[], HomeData]
    go_on: Callable[[UnfinishedItem], Activity]
    """Resume an exercise where it was left. Raises SaveFailed."""
    rethink: Callable[[str], Activity]
    """Work through a trigger, by its id."""
    path: Callable[[], Activity]
    drafts: Callable[[], Activity]
    """The next sitting of a programme, or which to begin; which draft to read. Raise SaveFailed."""
    rituals: Callable[[], Activity]
    ritual: Callable[[str], Activity]
    """Which ritual, or a new one; what to do with one, by its id. Raise SaveFailed."""
    come_back: Callable[[], Activity]
    """Take up the question that waits now. Raises SaveFailed, where none does too."""
    report: Callable[[int], Activity]
    """A page for somebody who helps, read first in so many columns. Raises SaveFailed."""
    insights: Callable[[int], InsightsPage]
    """What the notes of so many weeks say."""
    history: Callable[[str], Iterable[HistoryEntry | None]]
    """Records with all of these words, the newest first; None for each that does not fit."""
    record_count: Callable[[], int]
    shelves: Callable[[], Iterable[tuple[str, str]]]
    """Cards, each with the title of its shelf, the newest first."""
    today: Callable[[], str]
    """This week beside the last, and today, in a line; empty when nothing was."""
    edit: Callable[[str], Activity]
    """Change a part of a record, by its id. Raises SaveFailed."""
    delete: Callable[[str], str]
    undo: Callable[[], str]
    """Move it to the trash; undo the last change. What was done, in words. Raise SaveFailed."""
    settings: Callable[[], Mapping[str, str | bool]]
    themes: Callable[[], tuple[str, ...]]
    change: Callable[[str, str | bool], DisplaySettings]
    """The themes that there are; change a setting. Raises SaveFailed, and ValueError in words."""
