"""Pick one or several options of a list."""

from __future__ import annotations

from time import monotonic
from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.events import Click, Key
from textual.widgets import Static

from rsense.core.engine import CurrentPrompt
from rsense.core.fold import fold
from rsense.core.prompts import Option, Pick
from rsense.tui.bindings import bound, list_moves
from rsense.tui.views.base import PromptView
from rsense.tui.widgets.content import QUIET, joined, words
from rsense.tui.widgets.scrolling import scroll_into_view
from rsense.tui.widgets.text_field import TextField
from rsense.tui.widgets.wrapped_text import HangingText, clicked_row

FEW = 9
"""Longest list whose rows are chosen by a single digit."""
TYPING_SECONDS = 1.0
OWN_WORDS = "something else, in my own words"


class PickView(PromptView):
    def __init__(self, shown: CurrentPrompt, prompt: Pick) -> None:
        super().__init__(shown)
        self.prompt = prompt
        chosen = not (shown.skippable or shown.private)
        self.choices = Choices(prompt, self.words_before, chosen=chosen)
        self.name_keys()

    def name_keys(self) -> None:
        """Name Enter only where it takes something: else it skips at most, said beside."""
        marks = (("Space", "tick"),) if self.prompt.marks else ()
        self.enter_skips = self.choices.here < 0
        enter = () if self.enter_skips else (("Enter", "go on"),)
        self.essential = len(enter) + len(marks) or 1
        self.keys = (*enter, *marks, ("↑ ↓ or a number", "choose"))
        if self.prompt.keyed:
            self.keys = (("its key, or ↑ ↓ Enter", "choose"),)

    def compose(self) -> ComposeResult:
        yield self.choices
        own = TextField()
        own.display = False
        yield own

    def ask_own_words(self) -> None:
        own = self.query_one(TextField)
        own.display = True
        own.focus(scroll_visible=False)
        scroll_into_view(own)

    @on(TextField.Changed)
    def own_words_grow(self, event: TextField.Changed) -> None:
        event.stop()
        own = self.query_one(TextField)
        if own.display:
            text = own.text.strip()
            self.draft((*self.choices.marked, *([text] if text else ()))[-self.prompt.at_most :])

    @on(TextField.Done)
    def own_words(self, event: TextField.Done) -> None:
        event.stop()
        text = event.text.strip()
        own = self.query_one(TextField)
        own.display = False
        self.choices.focus()
        if text and not self.prompt.marks:
            self.answer((text,))
        elif text:
            own.clear()
            self.choices.add_own(text)


class Choices(VerticalGroup, can_focus=True):
    """The rows of a list, with a cursor, numbers, and marks that need no colour."""

    BINDINGS = [
        bound("enter", "go_on", "pick_on", "go on"),
        bound("space", "mark", "pick_mark", "tick in a list"),
        *list_moves("pick", 8),
    ]

    def __init__(self, prompt: Pick, before: list[str], *, chosen: bool) -> None:
        """`chosen`: the cursor begins on the first row. It may not where an Enter that was not
        meant would answer: where a question can be skipped, and where it is private."""
        super().__init__()
        self.prompt = prompt
        known = {option.value for option in prompt.options}
        self.own = [word for word in before if word not in known]
        self.marked = dict.fromkeys(before)
        values = [option.value for option in self.rows]
        wanted = (word for word in (*before, prompt.default) if word and word in values)
        at_first = chosen or prompt.marks or prompt.keyed
        self.here = next(map(values.index, wanted), 0 if at_first else -1)
        """Place of the cursor; -1 where nothing is chosen yet, and Enter skips or is refused."""
        self._typed, self._typed_at = "", 0.0

    @property
    def rows(self) -> list[Option]:
        """The options, the person's own words, and the row that asks for more of them."""
        own = [Option(word, word) for word in self.own]
        more = [Option("", OWN_WORDS)] if self.prompt.other else []
        return [*self.prompt.options, *own, *more]

    def compose(self) -> ComposeResult:
        group = ""
        for number, option in enumerate(self.rows):
            if option.group != group:
                group = option.group
                yield Static(words(group), classes="group")
            yield HangingText(*self._row(number, option), classes="row")

    def on_mount(self) -> None:
        self._draw()

    def on_resize(self) -> None:
        if self.here > 0:
            self._go_to(self.here)

    def on_focus(self) -> None:
        self._draw()

    on_blur = on_focus

    def _row(self, number: int, option: Option) -> tuple[Content, Content]:
        here = number == self.here
        wide = len(str(len(self.rows)))
        cursor = "›" if here else " "
        digit = f"{cursor} {number + 1:>{wide}} " if self.prompt.numbered else f"{cursor} "
        if option.key:
            key = joined((f"{cursor} ", ""), (f"{option.key}  ", "bold $primary"))
            return key, joined((option.label, ""), (f"  {option.hint}".rstrip(), QUIET))
        if not option.value:
            return words(f"{digit}    "), words(option.label, "italic")
        if self.prompt.marks:
            mark = "[x] " if option.value in self.marked else "[ ] "
        else:
            mark = "(•) " if here else "( ) "
        hint = f"  {option.hint}" if option.hint else ""
        return words(digit + mark), joined((option.label.strip(), ""), (hint, QUIET))

    def _draw(self) -> None:
        rows = self.rows
        for number, row in enumerate(self.query(HangingText)):
            here = number == self.here and self.has_focus
            row.say(*self._row(number, rows[number]), here=here)

    def _go_to(self, number: int) -> None:
        begins = self.here < 0
        self.here = max(0, min(number, len(self.rows) - 1))
        if begins:
            self._view.name_keys()
            self._view.post_message(PromptView.KeysChanged())
        self._draw()
        scroll_into_view(self.query(HangingText)[self.here])

    def action_move(self, by: int) -> None:
        self._go_to(self.here + by)

    def action_mark(self) -> None:
        if self.here < 0:
            self._go_to(0)
            return
        option = self.rows[self.here]
        if not option.value:
            self._view.ask_own_words()
        elif self.prompt.marks:
            if option.value in self.marked:
                del self.marked[option.value]
            else:
                self._mark(option.value)
            self._draw()
            self._view.draft(tuple(self.marked))

    def _mark(self, word: str) -> None:
        if self.prompt.at_most == 1:  # another one replaces it
            self.marked.clear()
        self.marked[word] = None

    def action_go_on(self) -> None:
        if self.here < 0:
            self._view.answer(())
            return
        option = self.rows[self.here]
        if not option.value and not (self.prompt.marks and self.marked):
            self._view.ask_own_words()
        elif self.prompt.marks:
            self._view.answer(tuple(self.marked))
        else:
            self._view.answer((option.value,))

    def on_click(self, event: Click) -> None:
        """Take the row, or mark it where rows are marked."""
        row = clicked_row(event, self.query(HangingText))
        if row is not None:
            self._go_to(row)
            (self.action_mark if self.prompt.marks else self.action_go_on)()

    def on_key(self, event: Key) -> None:
        """Digits go to a row (and mark it, in a short list); letters to the next label."""
        character = event.character or ""
        if not event.is_printable or character in " ?":
            return
        if option := self.prompt.at_key(character):
            event.stop()
            self._go_to([row.value for row in self.rows].index(option.value))
            self._view.answer((option.value,))
            return
        now = monotonic()
        fresh = now - self._typed_at > TYPING_SECONDS
        self._typed, self._typed_at = ("" if fresh else self._typed) + fold(character), now
        event.stop()
        if self.prompt.numbered and self._typed.isdecimal() and self._typed.isascii():
            self._to_number(int(self._typed[-3:]))
        else:
            self._to_label(self._typed)

    def _to_number(self, number: int) -> None:
        few = len(self.rows) <= FEW
        if few:
            self._typed = ""
        if not 1 <= number <= len(self.rows):
            return
        self._go_to(number - 1)
        if few and self.prompt.marks:
            self.action_mark()

    def _to_label(self, start: str) -> None:
        labels = [fold(option.label) for option in self.rows]
        beginning = (number for number, label in enumerate(labels) if label.startswith(start))
        # Of "10, 1" it is "1" that is called so.
        number = labels.index(start) if start in labels else next(beginning, None)
        if number is not None:
            self._go_to(number)

    def add_own(self, word: str) -> None:
        """A word of the person's own becomes a marked row."""
        if word not in self.marked:
            self.own.append(word)
            self._mark(word)
        self._view.draft(tuple(self.marked))
        self.call_after_refresh(self._redo)

    async def _redo(self) -> None:
        await self.recompose()
        self._go_to(len(self.rows) - 1)

    @property
    def _view(self) -> PickView:
        return cast("PickView", self.parent)  # it only lives there
