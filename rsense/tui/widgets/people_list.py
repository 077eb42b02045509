"""People to call: a number in each row, which is what the eye finds, and what it is for."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content

from rsense.core.people import DANGER, MORE_PEOPLE, PLAN, Contact, PeopleToCall
from rsense.tui.widgets.content import QUIET, joined, words
from rsense.tui.widgets.wrapped_text import WrappedText, wrap_hanging

GAP = 3
BESIDE = 30
"""Cells that the words beside a number need; with less room they stand below it."""


class PeopleList(VerticalGroup):
    """The emergency number, own people, then the lines of a country."""

    DEFAULT_CSS = """
    PeopleList { height: auto; margin: 0 0 1 0; }
    PeopleRow.danger { margin: 0 0 1 0; }
    .-high PeopleRow { margin: 0 0 1 0; }
    .-tiny PeopleRow.danger { margin: 0; }
    """
    SCOPED_CSS = False  # it asks for the size of the screen

    def __init__(self, people: PeopleToCall, *, sources: bool = False, ask: str = "") -> None:
        """With `sources`, each line says where its number was read.

        `ask` says how to name a country, where none is known.
        """
        super().__init__()
        self.people, self.sources = people, sources
        self.ask = "" if people.country else ask

    def show(self, people: PeopleToCall) -> None:
        """Show these people: the country is known by now."""
        self.people, self.ask = people, ""
        self.refresh(recompose=True)

    def compose(self) -> ComposeResult:
        people = self.people
        contacts = (*people.own, *people.lines)
        numbers = (people.emergency, *(one.number for one in contacts))
        room = max(map(len, numbers)) + GAP
        danger = DANGER if people.emergency else f"{people.danger}."
        yield PeopleRow(people.emergency, words(danger, "bold"), room, classes="danger")
        if people.plan:
            plan = joined((f"{PLAN}\n", "bold"), (people.plan, ""))
            yield PeopleRow("", plan, room, classes="danger")
        for one in contacts:
            yield PeopleRow(one.number, self._beside(one), room)
        for text in (MORE_PEOPLE if people.more_own else "", self.ask, people.missing):
            if text:
                yield PeopleRow("", words(text), room)

    def _beside(self, one: Contact) -> Content:
        details = f"  {one.details}" if one.details else ""
        read = f"\n{one.read_at}" if self.sources and one.read_at else ""
        return joined((one.name, ""), (details + read, QUIET))


class PeopleRow(WrappedText):
    def __init__(self, number: str, beside: Content, room: int, *, classes: str = "") -> None:
        """`room` is the width in cells of all numbers of the list."""
        super().__init__(classes=classes)
        self.number, self.beside, self.room = number, beside, room

    def _lines(self, width: int) -> list[Content]:
        number = words(self.number, "bold $primary")
        if not self.number:
            return wrap_hanging(Content(""), self.beside, width)
        if width - self.room < BESIDE:
            return [number, *wrap_hanging(Content("  "), self.beside, width)]
        return wrap_hanging(number.pad_right(self.room - len(self.number)), self.beside, width)
