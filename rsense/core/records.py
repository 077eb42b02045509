"""Records of a person: triggers, sessions, keepsakes, follow-ups. Frozen values, no files.

Named tuples: as dataclasses they took as long to define as all the rest of `rsense log` to run.
Their annotations are no strings, each of which would be compiled: twice the time.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Literal, NamedTuple

from rsense.core.values import SKIPPED, Skip, Value

Outcome = Literal["completed", "left"]
GOOD_MOMENT = "good moment"
"""Type of a trigger that is a good moment: it hurt nobody, and nothing is to be done about it."""


class Trigger(NamedTuple):
    """An event that hurt, and what it did; or a good moment."""

    id: str
    at: datetime
    """Local time of the event, with its UTC offset."""
    what: str
    intensity: int | None = None
    """0 to 10."""
    emotions: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    urge: tuple[str, ...] = ()
    who: str = ""
    tags: tuple[str, ...] = ()
    type: str = ""
    domain: str = ""
    before: str = ""
    did: str = ""
    thought: str = ""
    about: tuple[str, ...] = ()
    """Ids of the records it belongs to."""

    @property
    def is_good(self) -> bool:
        return self.type == GOOD_MOMENT


class MeasureTaken(NamedTuple):
    """A rating before and after; `better` is "lower" or "higher"."""

    before: int
    after: int
    better: str = "lower"


class Reply(NamedTuple):
    """The answer to one step."""

    step: str
    value: Value | Skip


NOT_SAVED = "(not saved)"
"""What is read in place of a private answer."""


class Exchange(NamedTuple):
    """One question with its answer, as a person reads it later."""

    step: str
    question: str
    value: Value | Skip
    answer: str
    """The answer in words; NOT_SAVED when it is private."""
    private: bool = False


class SessionRecord(NamedTuple):
    """One session of an exercise, readable without its script."""

    id: str
    at: datetime
    """Local time of its start, with its UTC offset."""
    exercise: str
    title: str
    finished: datetime
    outcome: Outcome
    replies: tuple[Exchange, ...] = ()
    unused_replies: tuple[Reply, ...] = ()
    """Answers to steps that the session no longer led through."""
    measures: Mapping[str, MeasureTaken] = MappingProxyType({})
    about: tuple[str, ...] = ()


DraftState = Literal["", "asleep", "said", "let go"]


class Keepsake(NamedTuple):
    """A card on a shelf; on the shelf `drafts`, words that are not said yet."""

    id: str
    at: datetime
    shelf: str
    text: str
    about: tuple[str, ...] = ()
    state: str = ""
    """Of a draft, a `DraftState`; asleep ones are read again later."""
    since: datetime | None = None
    """When it came into this state."""
    until: datetime | None = None
    """When a draft that is asleep wakes; None means as soon as it hurts less."""
    type: str = ""
    """Of good words, the type of trigger at which they come back, as `Trigger.type`."""

    @property
    def over(self) -> bool:
        """Whether it is said or let go, so that nothing shows it again by itself."""
        return self.state in ("said", "let go")


FollowUpState = Literal["open", "done", "let go"]
Came = Literal["", "no", "partly", "yes"]
SUREST = 100
"""How sure a prediction can be, in percent."""


class FollowUp(NamedTuple):
    """Something to come back to: a prediction, a promise, words to say."""

    id: str
    at: datetime
    """Local time when it was asked for, with its UTC offset."""
    ask: str
    """The question, in words."""
    due: datetime | None = None
    """Local moment from which it is asked; None means some day."""
    exercise: str = ""
    """Id of the script that takes it up; empty for a plain question."""
    carry: Mapping[str, Value] = MappingProxyType({})
    """Names of the script that takes it up, with their values."""
    about: tuple[str, ...] = ()
    state: FollowUpState = "open"
    closed: datetime | None = None
    answer: str = ""
    """What was said to it, where no script asked."""
    sure: int | None = None
    """0 to SUREST: how sure a prediction was. None if it is no prediction."""
    came: Came = ""
    """Whether a prediction came true; empty until that is said."""


RitualState = Literal["kept", "paused", "ended"]


class Ritual(NamedTuple):
    """Something done regularly, alone or with somebody."""

    id: str
    at: datetime
    """Local time when it was made, with its UTC offset."""
    text: str
    every: str
    """When, in the words of `core/recurrence.py`, such as "sun 20:00"."""
    exercise: str = ""
    who: str = ""
    state: RitualState = "kept"
    until: datetime | None = None
    """End of a pause; None means until it is taken up again."""
    about: tuple[str, ...] = ()


PathStep = Literal["begun", "resting", "away", "on"]


class PathMark(NamedTuple):
    """A programme begun, rested, put away or taken up again. It is never changed: the newest says
    how things stand, so two devices that each write one lose neither."""

    id: str
    at: datetime
    programme: str
    """The name of its file."""
    did: str
    """A `PathStep`; a newer rsense may know others."""
    title: str = ""
    """Of the programme, readable without its file."""
    until: datetime | None = None
    """End of a rest, by local time."""
    who: str = ""
    """The one person who may know, where somebody was named as it was begun."""
    about: tuple[str, ...] = ()


Record = Trigger | SessionRecord | Keepsake | Ritual | FollowUp | PathMark


def waiting_for(ahead: tuple[Reply, ...], step: str) -> Reply | None:
    """The reply that prefills a step when it comes; None if there is none."""
    return next((reply for reply in ahead if reply.step == step), None)


def without_used(ahead: tuple[Reply, ...], step: str, accepted: Value | Skip) -> tuple[Reply, ...]:
    """Waiting replies after a step is answered: the one that prefilled it is used up.

    Of a skipped step the words wait on.
    """
    at = next((n for n, reply in enumerate(ahead) if reply.step == step), len(ahead))
    words_wait = accepted is SKIPPED and at < len(ahead) and ahead[at].value is not SKIPPED
    return ahead if words_wait else ahead[:at] + ahead[at + 1 :]
