"""People to call, as values: what help now, an ending and a step show in place. Pure."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

import msgspec

from rsense.core.fold import fold
from rsense.core.sanitize import one_line
from rsense.core.shelves import SHELF_TITLES

DANGER = "If you're in danger, or might hurt yourself"
LOCAL = "call your local emergency number now, or go where other people are"
NOT_WATCHED = "No one watches rsense: no one sees what you write here, and no one is called."
READ_HOW = (
    "The numbers were read from stored copies of these pages, on the date shown. "
    "No one here has called them."
)
MORE_PEOPLE = "There may be more: the shelf “Who I can call” has all of them."
PLAN = f"{SHELF_TITLES['safety']}:"
_UNBROKEN = "\N{NO-BREAK SPACE}"
_NUMBER = re.compile(r"[,:;–—\s]*(?<!\d)(\+?[\d(][\d\s()/.-]*\d)\s*$")


class Country(msgspec.Struct, frozen=True):
    code: str
    """Two letters, ISO 3166."""
    names: tuple[str, ...]
    """The English name, then others that people type."""
    emergency: str
    """`112 or 999`, the one most used there first."""

    @property
    def name(self) -> str:
        return self.names[0]

    def fits(self, words: str) -> bool:
        """Whether its code is meant, or a word of its names begins like this."""
        wanted = fold(words.strip())
        starts = (f" {fold(name)}" for name in self.names)
        return wanted == fold(self.code) or any(f" {wanted}" in name for name in starts)


class Contact(msgspec.Struct, frozen=True):
    """Somebody to call: a person's own, or a line of their country."""

    name: str
    number: str = ""
    """One number, or what to text to which: `116 123`, `text SHOUT to 85258`."""
    about: str = ""
    """Whom or what it is for."""
    hours: str = ""
    free: bool = False
    also: str = ""
    """Other ways to reach it, in words."""
    source: str = ""
    """The page where its number was read."""
    checked: str = ""
    """The day on which it was read there."""

    @property
    def details(self) -> str:
        """What it is for, when, whether it costs anything, and other ways to reach it."""
        cost = "free" if self.free else ""
        return ", ".join(filter(None, (self.about, self.hours, cost, self.also)))

    @property
    def read_at(self) -> str:
        """Where and when its number was read; empty for a person's own people."""
        return f"{self.source}, read on {self.checked}" if self.source else ""


class PeopleToCall(msgspec.Struct, frozen=True):
    """Whom to call, in the order in which to show them."""

    emergency: str
    """The emergency numbers of the country; empty where the country is not known."""
    own: tuple[Contact, ...]
    """The person's own people, the newest first."""
    more_own: bool
    """There was no time to find all of them."""
    country: str
    """The name of the country; empty where it is not known."""
    lines: tuple[Contact, ...]
    """The country's lines, by need."""
    missing: str
    """Words for the lines that are not known here; empty where none is missing."""
    plan: str = ""
    """The person's own safety plan, shown below the emergency number; empty where there is none."""

    @property
    def danger(self) -> str:
        """The sentence on top of everything else."""
        return f"{DANGER}: {self.emergency or LOCAL}"


def own_contact(card: str) -> Contact:
    """A card such as `Anna, 0171 555 123`, its number apart from the name."""
    text = one_line(card)
    found = _NUMBER.search(text)
    if found and found.start() and sum(map(str.isdigit, found[1])) > 2:
        return Contact(name=text[: found.start()], number=found[1])
    return Contact(name=text)


def people_text(people: PeopleToCall, width: int = 0, ask: str = "") -> str:
    """The same people as lines of text: `- Samaritans: 116 123. Anything at all, free.`

    With a width in characters, lines are wrapped to it with a hanging indent; a number never is.
    `ask` says how to name a country, where none is known.
    """
    lines = _text(people, "" if people.country else ask)
    return "\n".join(_wrapped(line, width) for line in lines) if width else "\n".join(lines)


def _text(people: PeopleToCall, ask: str) -> Iterator[str]:
    yield f"{people.danger}."
    yield ""
    if people.plan:
        yield PLAN
        yield from people.plan.split("\n")
        yield ""
    for one in (*people.own, *people.lines):
        number = f": {one.number}" if one.number else ""
        details = f". {one.details[0].upper()}{one.details[1:]}." if one.details else ""
        yield f"- {one.name}{number}{details}"
    if people.more_own:
        yield MORE_PEOPLE
    yield from filter(None, (ask, people.missing))


def _wrapped(line: str, width: int) -> str:
    hang = "  " if line.startswith("- ") else ""
    name, colon, rest = line.partition(": ")
    number, stop, details = rest.partition(". ")
    if hang:
        line = f"{name}{colon}{number.replace(' ', _UNBROKEN)}{stop}{details}"
    lines = textwrap.wrap(line, width, subsequent_indent=hang, break_on_hyphens=False)
    return "\n".join(lines).replace(_UNBROKEN, " ")
