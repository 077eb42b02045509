"""Parts of an exercise's page: pins, question, field, key hints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.containers import VerticalGroup
from textual.widget import Widget
from textual.widgets import Static

from rsense.core.engine import CurrentPrompt
from rsense.core.prompts import Read, Refused
from rsense.ports import Activity
from rsense.session_runner import SaveFailed
from rsense.tui.bindings import ASK_COUNTRY
from rsense.tui.views.base import PromptView
from rsense.tui.widgets.content import words
from rsense.tui.widgets.header_footer import Key
from rsense.tui.widgets.scrolling import scroll_into_view
from rsense.tui.widgets.wrapped_text import Prose

if TYPE_CHECKING:
    from rsense.core.people import PeopleToCall


def parts(
    shown: CurrentPrompt, view: PromptView, people: PeopleToCall | None = None
) -> Iterator[Widget]:
    """Widgets of a prompt from the top down; complaint and example are hidden at first."""
    if shown.pins:
        yield Pins(*(Static(words(pin), classes="pin") for pin in shown.pins), id="pins")
    yield Prose(shown.prompt.text, classes="question")
    if isinstance(shown.prompt, Read) and shown.prompt.beside:
        yield Pins(
            *(
                VerticalGroup(Static(words(name), classes="person"), Prose(said, classes="pin"))
                for name, said in shown.prompt.beside
            ),
            id="beside",
        )
    if people:
        from rsense.tui.widgets.people_list import PeopleList

        yield PeopleList(people, ask=ASK_COUNTRY)
    if shown.hint:
        yield Static(words(shown.hint), classes="hint")
    yield Complaint()
    yield view
    if shown.example:
        yield Static(words(f"for example: {shown.example}"), classes="example")


class Pins(VerticalGroup):
    """Answers that stay in sight: earlier ones, or those of two people beside each other."""

    SCOPED_CSS = False  # it asks for the size of the screen
    DEFAULT_CSS = """
    .pin { color: $secondary; border-left: outer $secondary 60%; padding: 0 1; }
    .-short .pin, .-tiny .pin { text-wrap: nowrap; text-overflow: ellipsis; }
    #pins { margin: 0 0 1 0; }
    .-tiny #pins { display: none; }
    .-broad #column.-pinned #pins {
        dock: right; width: 32; height: auto; max-height: 100%; margin: 0 0 0 2;
        padding: 1; background: $panel; overflow-y: auto; scrollbar-size-vertical: 1;
    }
    .-broad #column.-pinned .pin { margin: 0 0 1 0; }
    #beside { layout: horizontal; margin: 0 0 1 0; }
    #beside > VerticalGroup { width: 1fr; padding: 0 2 1 0; }
    #beside .person { text-style: bold; }
    .-narrow #beside { layout: vertical; }
    """


class Complaint(Static):
    """Why an answer was not taken, or what else has to be told."""

    def __init__(self) -> None:
        super().__init__("", id="complaint", classes="complaint")
        self.display = False

    def say(self, text: str, *, quiet: bool = False) -> None:
        if not (text or self.display):  # as at every question that is shown
            return
        self.update(words(text))
        self.set_class(quiet, "-quiet")
        self.display = bool(text)
        if text and not quiet:
            scroll_into_view(self)


def keys_here(view: PromptView, more: list[Key], *, back: bool) -> list[Key]:
    """Key hints of a question.

    A narrow screen drops the last ones, so those that nobody could guess come first.
    """
    first, others = view.keys[: view.essential], view.keys[view.essential :]
    backwards = [("F2", "back")] if back else []
    skip = [("Enter" if view.enter_skips else "F4", "skip")] if view.shown.skippable else []
    return [*first, *more, *backwards, *skip, *others]


def complaint(error: Refused | SaveFailed, shown: CurrentPrompt | None, opened: Activity) -> str:
    """Message on an answer that was refused or not saved, with the keys that help."""
    if isinstance(error, SaveFailed):
        said = "" if shown and isinstance(shown.prompt, Read) else " Your answer is still here."
        unkept = " F8 lets you go on, keeping nothing." if opened.without_saving else ""
        return f"{error}{said} Enter tries again.{unkept}"
    skips = shown is None or shown.skippable
    other = f"F4 skips {shown.skipped}." if shown and skips else "F1 shows people to call."
    return f"{error} {other}"


def leaving(opened: Activity, *, private: bool, safe: bool) -> str:
    """Key hint for leaving a question, which may be private; `safe` if the last save succeeded."""
    if opened.stop:
        return "stop, nothing is kept"
    if opened.private:
        return "leave, nothing is kept"
    if opened.sitting.session.state.forgotten:
        return "leave, this isn't kept"
    if not safe or not (opened.resume_command or opened.leave_message()):
        return "leave"
    return "leave, the rest is kept" if private else "leave, all is kept"
