"""The text field."""

from __future__ import annotations

from textual.css.styles import RenderStyles, Styles
from textual.events import Key, Paste
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import DocumentNavigator, WrappedDocument

from rsense.core.stored_text import is_blank
from rsense.tui.bindings import TypedKeys
from rsense.tui.widgets.scrolling import scroll_into_view
from rsense.tui.widgets.typed_document import TypedDocument

PASTED_WITHIN = 0.05
"""Seconds between two lines that no hand begins one behind the other."""


class TextField(TextArea):
    """A text field. With `many` lines Enter begins a new one; Ctrl+S, or Enter on an empty last
    line, is done."""

    SCOPED_CSS = False  # it asks for the size of the screen
    DEFAULT_CSS = """
    TextField {
        height: auto;
        max-height: 10;
        background: $panel;
        color: $secondary;
        border: none;
        border-left: outer $secondary;
        padding: 0 1;
        scrollbar-size-vertical: 1;
        &:focus { background: $panel; border: none; border-left: outer $secondary; }
    }
    FinderScreen TextField, HistoryScreen TextField, SettingsScreen TextField { margin: 0 3 1 3; }
    .-narrow TextField { margin: 0; }
    TextField.-many { min-height: 4; }
    .-high TextField.-many { max-height: 18; }
    """

    TYPED_KEYS: TypedKeys = (("Ctrl+S, or Enter on an empty line", "go on from a long text"),)

    class Done(Message):
        """Enter or Ctrl+S was pressed in the field."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Emptied(Message):
        """Backspace in an empty field."""

    def __init__(self, text: str = "", *, many: bool = False) -> None:
        super().__init__(
            text,
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
        )
        self.cursor_blink = False  # only a breath moves, and every blink would repaint the screen
        self.many = many
        self._line_began = 0.0
        """When Enter began the last line, by `Message.time`."""
        self._line_was_typed = False
        """An Enter, the last key, began the last line."""
        self.set_class(many, "-many")
        self.move_cursor(self.document.end)

    def _set_document(self, text: str, language: str | None) -> None:
        # Textual has no way to bring a document of one's own; what it sets here is public.
        super()._set_document("", language)
        self.document = TypedDocument(text)
        self.wrapped_document = WrappedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._rewrap_and_refresh_virtual_size()

    def get_component_styles(self, *names: str) -> RenderStyles:
        """The styles of parts of the field; plain ones once the field is going.

        Textual forgets them when a widget's message loop ends, and a screen that is drawn by a
        timer may draw the widget once more.
        """
        try:
            return super().get_component_styles(*names)
        except KeyError:
            return RenderStyles(self, Styles(), Styles())

    async def _on_key(self, event: Key) -> None:
        # Before TextArea, which would take Enter for itself.
        if event.key == "ctrl+s" or (event.key == "enter" and self._is_over(event.time)):
            event.stop()
            event.prevent_default()
            # The line that an Enter began only to end the text is no part of it.
            began_to_end = event.key == "enter" and self._line_was_typed
            self.post_message(self.Done(self.text.removesuffix("\n" if began_to_end else "")))
        elif event.key == "backspace" and not self.text:
            event.stop()
            event.prevent_default()
            self.post_message(self.Emptied())
        else:
            await super()._on_key(event)
            self._line_was_typed = event.key == "enter"
            if event.key == "enter":
                self._line_began = event.time
            scroll_into_view(self)

    def _is_over(self, now: float) -> bool:
        """Whether an Enter ends the text. The empty lines of an unbracketed paste do not."""
        if not self.many:
            return True
        row, _ = self.cursor_location
        empty = is_blank(self.document.get_line(row)) and row == self.document.line_count - 1
        return empty and now - self._line_began > PASTED_WITHIN

    async def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        self._line_was_typed = False
        self.replace(event.text, *self.selection, maintain_selection_offset=False)
        scroll_into_view(self)
