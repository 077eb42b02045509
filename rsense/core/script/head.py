"""The head of a script: everything of it but its steps, as it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from rsense.core.expressions.bindings import Binding, Lookup, NameType, listing
from rsense.core.expressions.conditions import Condition
from rsense.core.expressions.placeholders import Text
from rsense.core.prompts import Value
from rsense.core.script.languages import ENGLISH
from rsense.core.stored_text import is_blank
from rsense.core.trigger_fields import TRIGGER_FIELDS

Stage = Literal[
    "notice", "settle", "rethink", "choose", "speak", "repair", "connect", "grow", "learn"
]


class Measure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rating before and the same rating after."""

    before: str
    """Id of the rating before."""
    after: str
    """Id of the rating after."""
    better: Literal["lower", "higher"] = "lower"
    """Which way is better."""


class TriggerMap(msgspec.Struct, frozen=True):
    """Which step answers which part of a trigger record."""

    def fields(self) -> Mapping[str, str]:
        """Field of the record to step id, only those that are given."""
        return {key: step for key, step in msgspec.structs.asdict(self).items() if step is not None}


if not TYPE_CHECKING:  # the fields themselves come from the table
    TriggerMap = msgspec.defstruct(
        "TriggerMap",
        [(name, str | None, None) for name in TRIGGER_FIELDS],
        bases=(TriggerMap,),
        namespace={"__doc__": TriggerMap.__doc__},
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=True,
    )


class Door(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exercise to offer at the end, always or where a condition holds."""

    to: str
    """The exercise."""
    when: Condition | None = None
    """A condition; without one it is always offered."""

    def opens(self, said: Lookup) -> bool:
        return self.when is None or self.when.holds(said)


class Given(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An answer of an earlier session, which a follow-up brings along; a number has a scale."""

    name: str
    """What it is called in this script."""
    kind: Literal["text", "list", "number"] = "text"
    """A text, a list or a number."""
    low: int = 0
    """The lowest number of its scale."""
    high: int = 10
    """The highest number of its scale."""

    @classmethod
    def of(cls, written: str | Given) -> Given:
        """A bare name is a text."""
        return cls(name=written) if isinstance(written, str) else written

    @property
    def type(self) -> NameType:
        ends = (self.low, self.high) if self.kind == "number" else (0, 0)
        return NameType(self.kind, low=ends[0], high=ends[1])

    def binding(self, value: Value) -> Binding | None:
        """A carried answer; None where it is missing or of another kind."""
        match self.kind, value:
            case "number", int(number) if self.low <= number <= self.high:
                return Binding(number, str(number))
            case "text", str(text) if not is_blank(text):
                return Binding(text, text)
            case "list", tuple(items) if items:
                return listing(tuple(item for item in items if isinstance(item, str)))
        return None


class FollowUpRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question for a later day: `[follow_up]`."""

    ask: Text
    """The question, with answers in it."""
    after: str | None = None
    """A span, such as "3 days"."""
    until: str | None = None
    """Id of a step that asks for a moment; while that is skipped, nothing is asked later."""
    exercise: str = ""
    """The script that takes it up; empty for a plain question."""
    carry: tuple[str, ...] | dict[str, str] = ()
    """Answers that the script is given: by their names, or `{ its_name = "name here" }`."""
    sure: str | None = None
    """Id of the rating, 0 to 100, that makes it a prediction."""
    when: Condition | None = None
    """A condition; where it does not hold, nothing is asked later."""

    @property
    def carried(self) -> Mapping[str, str]:
        """Name in the script that takes it up to name here."""
        return self.carry if isinstance(self.carry, dict) else dict(zip(self.carry, self.carry))


class PairNames(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two people at one screen, and the word for each who gives no name: `[people]`."""

    a: str = "A"
    """The word for the first, who begins."""
    b: str = "B"
    """The word for the other."""


class Head(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything of a script but its steps."""

    format: Literal[1]
    """The version of the language."""
    title: str
    """What the lists show."""
    stage: Stage
    """When it helps: from noticing to reading about it."""
    summary: str = ""
    """In which moment, and what it does, in one sentence."""
    language: Annotated[str, msgspec.Meta(pattern="^[a-z]{2,3}$")] = ENGLISH
    """The language of its texts, as two or three letters."""
    minutes: float = 5
    """How long it takes, honestly."""
    tags: tuple[str, ...] = ()
    """Words to find it by."""
    audience: Literal["solo", "partner", "pair"] = "solo"
    """`partner` where something is said to somebody, `pair` where two sit at the screen."""
    people: PairNames | None = None
    """For two who take turns at one screen."""
    caution: Text | None = None
    """Read before the start."""
    sources: tuple[str, ...] = ()
    """What it rests on."""
    next: tuple[str | Door, ...] = ()
    """Exercises that are offered at the end."""
    measure: dict[str, Measure] = {}
    """Ratings before and after, by name; `distress` goes from 0 to 10."""
    trigger: TriggerMap | None = None
    """Which steps make a trigger record at the end."""
    given: tuple[str | Given, ...] = ()
    """Answers that an earlier session brings along."""
    came: str | None = None
    """Id of the choice that says whether a prediction came true."""
    follow_up: FollowUpRequest | None = None
    """What is asked on a later day."""

    @property
    def givens(self) -> tuple[Given, ...]:
        return tuple(map(Given.of, self.given))

    @property
    def doors(self) -> tuple[Door, ...]:
        """`next`, with a bare name as a door that always stands open."""
        return tuple(Door(to=door) if isinstance(door, str) else door for door in self.next)
