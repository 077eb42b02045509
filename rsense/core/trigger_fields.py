"""Fields of a trigger, a row each. Options, tables, scripts and screens are made from these rows.

A new field is a row here and an attribute of `Trigger` in `core/records.py`. A step of its name in
`exercises/forms/edit.toml` lets the screens change it, too. Cheap to import.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

HIGHEST = 10
"""How strong a trigger can be, at most."""


class TriggerField(NamedTuple):
    name: str
    """Its key in a record's file, its column in a table, its key in a script's `[trigger]`."""
    kind: Literal["number", "list", "line", "text"]
    """A number goes from 0 to `HIGHEST`, a list holds words, a line loses the blanks around it,
    and a text stays as it was typed."""
    label: str
    """Stands before its value where a record is shown."""
    option: str = ""
    """The names of its option, blanks between; empty where the words of a command say it."""
    help: str = ""
    vocabulary: str = ""
    """The list of words that it is taken from."""
    mark: str = ""
    """A sign that may be typed before it, and is no part of it."""

    @property
    def type(self) -> type[int] | type[list[str]] | type[str]:
        """The type of its value in a document."""
        return int if self.kind == "number" else list if self.kind == "list" else str


_ROWS = (
    TriggerField("what", "text", "what happened"),
    TriggerField("intensity", "number", "how strong", "-i --intensity", "How strong, 0 to 10"),
    TriggerField("emotions", "list", "felt", "-e --emotion", "A feeling", "emotions"),
    TriggerField("body", "list", "body", "-b --body", "A body signal", "body"),
    TriggerField("urge", "list", "urge", "-u --urge", "What you feel pulled to do", "urges"),
    TriggerField("who", "line", "who", "-w --who", "Who it is about", mark="@"),
    TriggerField("tags", "list", "tags", "-t --tag", "A word to find it by", mark="#"),
    TriggerField(
        "type",
        "line",
        "kind of moment",
        "--type",
        "The kind of moment, such as short reply",
        "trigger-types",
    ),
    TriggerField(
        "domain", "line", "domain", "--domain", "romance, friends, family or work", "domains"
    ),
    TriggerField("before", "text", "before", "--before", "What came before it"),
    TriggerField("did", "text", "did", "--did", "What you did"),
    TriggerField("thought", "text", "thought", "--thought", "What went through your mind"),
)
TRIGGER_FIELDS: Mapping[str, TriggerField] = MappingProxyType({row.name: row for row in _ROWS})
"""Name to field, in the order of a record's file."""


def fields_of_kind(*kinds: str) -> Collection[str]:
    """Names of the fields of these kinds."""
    return tuple(row.name for row in _ROWS if row.kind in kinds)


def fields_in_order(*first: str) -> tuple[TriggerField, ...]:
    """All fields, those named here first."""
    others = (name for name in TRIGGER_FIELDS if name not in first)
    return tuple(TRIGGER_FIELDS[name] for name in (*first, *others))
