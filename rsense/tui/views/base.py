"""Base class of the views of prompts."""

from __future__ import annotations

from textual.containers import VerticalGroup
from textual.message import Message

from rsense.core.engine import CurrentPrompt
from rsense.core.prompts import Value
from rsense.ports import Exit
from rsense.tui.widgets.header_footer import Key


class ValueMessage(Message):
    """Base of messages with a value. No dataclass: each is compiled as it is defined."""

    def __init__(self, view: PromptView, value: Value) -> None:
        super().__init__()
        self.view = view
        self.value = value


class PromptView(VerticalGroup):
    """The field under a question. It posts answers; only the screen uses the session runner."""

    keys: tuple[Key, ...] = (("Enter", "go on"),)
    essential: int = 1
    """How many of the key hints must be shown."""
    two_columns: bool = False
    """Lay two parts side by side on a broad screen."""
    enter_skips: bool = False
    """Enter has nothing to take: it skips, where the question may be skipped."""
    at_once: bool = False
    """A number answers at one key, and a timed step begins by itself."""
    exits: tuple[Exit, ...] = ()
    """Ways out of a timed step."""

    class Left(ValueMessage):
        """The person took one of the exits."""

        def __init__(self, view: PromptView, exit: Exit, value: Value) -> None:
            super().__init__(view, value)
            self.exit = exit

    class Answered(ValueMessage):
        """The person gave an answer."""

    class Drafted(ValueMessage):
        """A half-written answer changed."""

    class KeysChanged(Message):
        """Key hints or example changed, as the view moved to another place of its own."""

    def __init__(self, shown: CurrentPrompt) -> None:
        super().__init__()
        self.shown = shown

    @property
    def words_before(self) -> list[str]:
        """The words of an earlier answer that is a list."""
        before = self.shown.prefill if isinstance(self.shown.prefill, tuple) else ()
        return [word for word in before if isinstance(word, str)]

    @property
    def pairs_before(self) -> dict[str, str]:
        """The pairs of an earlier answer that is made of them."""
        before = self.shown.prefill if isinstance(self.shown.prefill, tuple) else ()
        return {pair[0]: pair[1] for pair in before if not isinstance(pair, str)}

    @property
    def example(self) -> str:
        """An example answer, shown on request."""
        return self.shown.example

    def answer(self, value: Value) -> None:
        self.post_message(self.Answered(self, value))

    def draft(self, value: Value) -> None:
        self.post_message(self.Drafted(self, value))

    def take_focus(self) -> None:
        """Focus the widget that takes keys, without scrolling: the question stays in view."""
        first = next((w for w in self.walk_children(with_self=True) if w.focusable), None)  # type: ignore[attr-defined] # typed as any DOMNode
        if first is not None:
            self.screen.set_focus(first, scroll_visible=False)  # type: ignore[arg-type] # as above

    def step_back(self) -> bool:
        """Go back inside the field, where it has several places; False to leave it."""
        return False
