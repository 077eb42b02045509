"""What every view of a prompt has: it shows a field, and posts the answer."""

from __future__ import annotations

from textual.containers import VerticalGroup
from textual.message import Message

from rsense.core.engine import CurrentPrompt
from rsense.core.prompts import Value
from rsense.tui.widgets.header_footer import Key


class PromptView(VerticalGroup):
    """The field under a question. Only the screen touches the sitting."""

    keys: tuple[Key, ...] = (("Enter", "go on"),)
    """The keys that matter here, with what they do."""
    essential: int = 1
    """How many of these nobody could do without."""
    two_columns: bool = False
    """Whether two things must be seen at once, side by side on a broad screen."""

    class Answered(Message):
        """The person gave an answer."""

        def __init__(self, view: PromptView, value: Value) -> None:
            super().__init__()
            self.view = view
            self.value = value

    class Drafted(Message):
        """A half-written answer changed."""

        def __init__(self, view: PromptView, value: Value) -> None:
            super().__init__()
            self.view = view
            self.value = value

    class KeysChanged(Message):
        """The view has come to another place of its own: other keys, another example."""

        def __init__(self, view: PromptView) -> None:
            super().__init__()
            self.view = view

    def __init__(self, shown: CurrentPrompt) -> None:
        super().__init__()
        self.shown = shown

    @property
    def example(self) -> str:
        """What could be answered, for who asks for it."""
        return self.shown.example

    def answer(self, value: Value) -> None:
        self.post_message(self.Answered(self, value))

    def draft(self, value: Value) -> None:
        self.post_message(self.Drafted(self, value))

    def take_focus(self) -> None:
        """Focus what takes the keys. The page stays at its top: the question comes first."""
        first = next((w for w in self.walk_children(with_self=True) if w.focusable), None)  # type: ignore[attr-defined]
        if first is not None:
            self.screen.set_focus(first, scroll_visible=False)  # type: ignore[arg-type]

    def step_back(self) -> bool:
        """Go back inside the field, where it has several places; False to leave it."""
        return False
