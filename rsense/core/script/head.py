"""The head of a script: everything of it but its steps, as it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

import msgspec

from rsense.core.expressions.bindings import Binding, Lookup, NameType, listing
from rsense.core.expressions.conditions import Condition
from rsense.core.expressions.placeholders import Text
from rsense.core.prompts import Value
from rsense.core.stored_text import is_blank
from rsense.core.trigger_fields import TRIGGER_FIELDS

Stage = Literal[
    "notice", "settle", "rethink", "choose", "speak", "repair", "connect", "grow", "learn"
]


class Measure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rating before and the same rating after."""

    before: str
    after: str
    better: Literal["lower", "higher"] = "lower"


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
    when: Condition | None = None

    def opens(self, said: Lookup) -> bool:
        return self.when is None or self.when.holds(said)


class Given(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An answer of an earlier session, which a follow-up brings along; a number has a scale."""

    name: str
    kind: Literal["text", "list", "number"] = "text"
    low: int = 0
    high: int = 10

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

    @property
    def carried(self) -> Mapping[str, str]:
        """Name in the script that takes it up to name here."""
        return self.carry if isinstance(self.carry, dict) else dict(zip(self.carry, self.carry))


class PairNames(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two people at one screen, and the word for each who gives no name: `[people]`."""

    a: str = "A"
    b: str = "B"


class Head(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything of a script but its steps."""

    format: Literal[1]
    title: str
    stage: Stage
    summary: str = ""
    minutes: float = 5
    tags: tuple[str, ...] = ()
    audience: Literal["solo", "partner", "pair"] = "solo"
    people: PairNames | None = None
    caution: Text | None = None
    sources: tuple[str, ...] = ()
    next: tuple[str | Door, ...] = ()
    measure: dict[str, Measure] = {}
    trigger: TriggerMap | None = None
    given: tuple[str | Given, ...] = ()
    came: str | None = None
    """Id of the choice that says whether a prediction came true."""
    follow_up: FollowUpRequest | None = None

    @property
    def givens(self) -> tuple[Given, ...]:
        return tuple(map(Given.of, self.given))

    @property
    def doors(self) -> tuple[Door, ...]:
        """`next`, with a bare name as a door that always stands open."""
        return tuple(Door(to=door) if isinstance(door, str) else door for door in self.next)
