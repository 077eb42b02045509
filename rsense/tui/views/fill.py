"""Fill the gaps of a sentence one by one, with a growing preview."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.widgets import Static, TextArea

from rsense.core.engine import CurrentPrompt
from rsense.core.prompts import Blank, Fill
from rsense.core.values import strip_full_stop
from rsense.tui.views.base import PromptView
from rsense.tui.views.write import notes_text
from rsense.tui.widgets.content import joined, words
from rsense.tui.widgets.text_field import TextField


class FillView(PromptView):
    SCOPED_CSS = False  # it asks for the size of the screen
    DEFAULT_CSS = """
    /* The sentence grows above its gaps; beside them on a broad screen. */
    #growing, #gap { height: auto; }
    #growing { margin: 0 0 1 0; }
    .sentence { margin: 0 0 1 0; }
    .-short #growing, .-tiny #growing { margin: 0; }
    .-broad FillView {
        layout: grid; grid-size: 2 1; grid-columns: 1fr 1fr; grid-gutter: 0 4; grid-rows: auto;
    }
    .-broad #growing { margin: 0; padding: 0 0 0 2; border-left: outer $secondary 60%; }
    """
    two_columns = True

    def __init__(self, shown: CurrentPrompt, prompt: Fill) -> None:
        super().__init__(shown)
        self.prompt = prompt
        self.filled = self.pairs_before
        self._drafted: tuple[tuple[str, str], ...] = tuple(self.filled.items())
        self.here = self._first_open(self.filled, 0)

    @property
    def blank(self) -> Blank:
        return self.prompt.blanks[self.here]

    @property
    def example(self) -> str:
        return self.blank.example

    def compose(self) -> ComposeResult:
        with VerticalGroup(id="growing"):
            yield Static("", classes="sentence", id="sentence")
            if self.prompt.lint:
                yield Static("", classes="note")
        with VerticalGroup(id="gap"):
            yield Static("", classes="cue", id="place")
            yield Static("", id="blank")
            yield TextField()
            yield Static("", id="example", classes="example")

    def on_mount(self) -> None:
        self._open()

    def _open(self) -> None:
        blank, area = self.blank, self.query_one(TextField)
        starter = f"{blank.starter} " if blank.starter else ""
        place = f"{self.here + 1} of {len(self.prompt.blanks)}"
        self.query_one("#place", Static).update(words(place))
        self.query_one("#blank", Static).update(words(blank.question))
        example = f"for example: {blank.example}" if blank.example else ""
        shown = self.query_one("#example", Static)
        shown.update(words(example))
        shown.set_class(not example, "-none")
        last = self.here + 1 == len(self.prompt.blanks)
        self.keys = (("Enter", "go on" if last else "next gap"),)
        self.post_message(self.KeysChanged())
        area.text = self.filled.get(blank.name, starter)
        area.move_cursor(area.document.end)
        self._draw()

    def _draw(self) -> None:
        parts: list[tuple[str, str]] = []
        template = self.prompt.template
        for piece, following in zip(template, (*template[1:], "")):
            if isinstance(piece, str):
                parts.append((piece, ""))
            elif said := self.filled.get(piece.name, "").strip():
                parts.append((strip_full_stop(said, following), "$secondary"))
            else:
                style = "bold $primary" if piece.name == self.blank.name else "$dim"
                parts.append(("____", style))
        self.query_one("#sentence", Static).update(joined(*parts) if parts else Content(""))
        if self.prompt.lint:
            sentence = self.prompt.sentence(self.filled.items())
            note, notes = self.query_one(".note", Static), notes_text(self, sentence)
            note.update(words(notes))
            note.display = bool(notes)

    @on(TextArea.Changed)
    def grew(self, event: TextArea.Changed) -> None:
        event.stop()
        text = event.text_area.text
        if text.strip():
            self.filled[self.blank.name] = text
        else:
            self.filled.pop(self.blank.name, None)
        self._draw()
        own = self._own()
        if own or self._drafted:
            self._drafted = own
            self.draft(own)

    @on(TextField.Done)
    def next_gap(self, event: TextField.Done) -> None:
        event.stop()
        if self.here + 1 < len(self.prompt.blanks):
            self.here += 1
            self._open()
        else:
            own = self._own()
            self.answer(own)
            empty = self._first_open(dict(own), self.here)
            if own and empty != self.here:  # it was refused: here is what is missing
                self.here = empty
                self._open()

    def _first_open(self, filled: dict[str, str], otherwise: int) -> int:
        """Place of the first gap that is not filled; `otherwise` if all are."""
        names = enumerate(blank.name for blank in self.prompt.blanks)
        return next((n for n, name in names if name not in filled), otherwise)

    def _own(self) -> tuple[tuple[str, str], ...]:
        """The gaps that hold words of the person; a starter alone is none."""
        starters = {(b.name, b.starter.strip()) for b in self.prompt.blanks}
        return tuple((n, t) for n, t in self.filled.items() if (n, t.strip()) not in starters)

    def step_back(self) -> bool:
        if self.here == 0:
            return False
        self.here -= 1
        self._open()
        return True
