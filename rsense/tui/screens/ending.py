"""The end of an exercise: what was said, what changed, and one thing to do next."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.widgets import Static

from rsense.ports import Ending, ExerciseLink, MeasureChange
from rsense.tui.bindings import ASK_COUNTRY, bound
from rsense.tui.clipboard import copy
from rsense.tui.widgets.choice import Choice, ChoiceScreen
from rsense.tui.widgets.content import QUIET, joined, strength_bar, words
from rsense.tui.widgets.header_footer import Header, Key, KeyHints
from rsense.tui.widgets.people_list import PeopleList
from rsense.tui.widgets.scrolling import Scroll
from rsense.tui.widgets.wrapped_text import wrap_hanging

MOST_DOORS = 9
NEXT, ENOUGH = "Next, if you like", "that's enough for now"


class EndingScreen(ChoiceScreen["str | None"]):
    """Dismissed with the id of the exercise to go on with, or None."""

    SCOPED_CSS = False  # it asks for its own size
    DEFAULT_CSS = """
    .door { height: auto; margin: 0 0 1 0; }
    .-short .door, .-tiny .door { margin: 0; }
    """
    BINDINGS = [
        *(
            bound(f"{n}", f"open({n})", f"ending_{n}", "go on with this exercise", "1-9")
            for n in range(1, MOST_DOORS + 1)
        ),
        bound("enter,escape", "leave(None)", "close", "back"),
        bound("c", "copy", "ending_copy", "copy your words"),
    ]

    enough = ENOUGH

    def __init__(self, title: str, ending: Ending, *, can_open: bool) -> None:
        super().__init__()
        self.heading = title
        self.ending = ending
        self.doors = ending.next_exercises if can_open else ()

    def compose(self) -> ComposeResult:
        yield Header(self.heading, "done")
        with Scroll(id="page", can_focus=False), VerticalGroup(id="column"):
            cards = [Static(words(text), classes="said card") for text in self.ending.words]
            changes = [Static(_drawn(change), classes="change") for change in self.ending.changes]
            lines = [Static(words(line), classes="question") for line in self.ending.lines]
            if self.ending.softer:  # comfort, and people, come before the ratings
                yield from lines[:1]
                if self.ending.people:
                    yield PeopleList(self.ending.people, ask=ASK_COUNTRY)
                yield from [*lines[1:], *changes]
            else:
                yield from [*cards, *changes, *lines]
            yield from self._next()
        yield KeyHints([], [])

    def _next(self) -> Iterator[Static | Choice]:
        if self.doors:
            yield Static(words(NEXT), classes="lead")
        for number, door in enumerate(self.doors, 1):
            yield Choice(f"open({number})", _door_text(number, door), classes="door")
        yield Choice("leave(None)", lambda _: words(self.enough), classes="enough")

    def on_mount(self) -> None:
        """The cursor is on what closes: nothing more needs to be done."""
        self.set_focus(self.query_one(".enough"), scroll_visible=False)
        self.follow_page()

    def on_descendant_focus(self) -> None:
        self.say_keys()

    def hints(self) -> tuple[list[Key], list[Key]]:
        closes = self.focused is self.query_one(".enough")
        numbers = [(f"1-{len(self.doors)}", "choose")] if self.doors else []
        enter = ("Enter", "close" if closes else "go on there")
        keep = [("c", "copy your words")] if self.ending.words else []
        return [enter, *keep, *numbers], [("Esc", "close"), ("F1", "help now")]

    def action_open(self, number: int) -> None:
        if number <= len(self.doors):
            self.action_leave(self.doors[number - 1].id)

    def action_copy(self) -> None:
        if self.ending.words:
            copy(self.app, "\n".join(self.ending.words))

    def action_leave(self, door: str | None) -> None:
        if self.is_current:  # a key pressed twice leaves once
            self.dismiss(door)


def _door_text(number: int, door: ExerciseLink) -> Callable[[int], Content]:
    mark = joined((f"{number}  ", "bold $primary"))
    body = joined((door.title, "bold"), (f"\n{door.summary}", QUIET))
    return lambda width: Content("\n").join(wrap_hanging(mark, body, width))


def _drawn(change: MeasureChange) -> Content:
    """A rating at the start and now, one above the other, on the same scale."""

    def line(name: str, number: int) -> Content:
        bar = strength_bar(number, change.low, change.high)
        return Content.assemble(joined((f"{name:<14}", "$dim")), bar)

    name = joined((f"{change.name}  ", ""), (f"{change.before} → {change.after}", "bold"))
    return Content("\n").join([name, line(change.since, change.before), line("now", change.after)])
