"""Pick from a long grouped list: first a group, then a word; letters search all words."""

from __future__ import annotations

import msgspec
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.events import Click, Key
from textual.widgets import Static

from rsense.core.engine import CurrentPrompt
from rsense.core.fold import fold
from rsense.core.prompts import Option, Pick
from rsense.tui.bindings import TAKE_BACK, TypedKeys, bound, list_moves
from rsense.tui.views.base import PromptView
from rsense.tui.views.pick import FEW
from rsense.tui.widgets.content import QUIET, joined, words
from rsense.tui.widgets.scrolling import scroll_into_view
from rsense.tui.widgets.wrapped_text import HangingText, clicked_row


def in_families(prompt: Pick) -> bool:
    """True for a long list with several groups."""
    groups = {option.group for option in prompt.options}
    return len(prompt.options) > FEW and len(groups) > 1 and not prompt.keyed


class Row(msgspec.Struct, frozen=True):
    """A row for the cursor: a family to open, a word to take by its value, or "go on"."""

    label: str
    about: str = ""
    value: str = ""
    family: str = ""


GO_ON = Row("go on")


class GroupedPickView(PromptView, can_focus=True):
    DEFAULT_CSS = "GroupedPickView > #rows { height: auto; }"
    BINDINGS = [
        bound("enter", "take", "families_take", "go on"),
        bound("right", "open", "families_open", "open a family of words", "→, ←"),
        bound("left,escape", "close", "families_close", "back to the families", "→, ←"),
        bound("backspace", "take_back", "families_take_back", TAKE_BACK),
        *list_moves("families", 8),
    ]
    TYPED_KEYS: TypedKeys = (("letters", "search a long list"),)

    def __init__(self, shown: CurrentPrompt, prompt: Pick) -> None:
        super().__init__(shown)
        self.prompt = prompt
        self.marked = self.words_before
        self.family = ""
        """The open family, or empty."""
        self.search = ""
        self.here = 0
        self.rows: list[Row] = []

    @property
    def several(self) -> bool:
        return self.prompt.at_most > 1

    def compose(self) -> ComposeResult:
        yield Static("", classes="said", id="marked")
        yield Static("", classes="cue", id="place")
        yield VerticalGroup(id="rows")

    async def on_mount(self) -> None:
        await self._turn()

    def on_resize(self) -> None:
        self._go_to(self.here)

    def _rows(self) -> list[Row]:
        if self.search:
            return self._found()
        if self.family:
            options = (o for o in self.prompt.options if o.group == self.family)
            return [_word(option) for option in options]
        families: dict[str, list[str]] = {}
        for option in self.prompt.options:
            families.setdefault(option.group, []).append(option.label)
        rows = [Row(name, ", ".join(labels), family=name) for name, labels in families.items()]
        may_go_on = self.marked or self.prompt.at_least == 0
        return [GO_ON, *rows] if may_go_on else rows

    def _found(self) -> list[Row]:
        """Words that begin with the search, those that contain it, the search as own words."""
        wanted = fold(self.search.strip())
        begin = [o for o in self.prompt.options if fold(o.label).startswith(wanted)]
        hold = [o for o in self.prompt.options if wanted in fold(o.label) and o not in begin]
        rows = [_word(option) for option in (*begin, *hold)]
        spelled = any(wanted == fold(o.label) for o in begin)
        if self.prompt.other and wanted and not spelled:
            own = self.search.strip()
            rows.append(Row(own, "in my own words", value=own))
        return rows

    async def _turn(self, at: int = 0) -> None:
        """Replace the rows, with the cursor at `at`."""
        self.rows = self._rows()
        self.here = max(0, min(at, len(self.rows) - 1))
        rows = self.query_one("#rows")
        async with self.batch():
            await rows.remove_children()
            drawn = (
                HangingText(*self._drawn(number), classes="row", fold=not row.family)
                for number, row in enumerate(self.rows)
            )
            await rows.mount(*drawn)
        self._draw()

    def _drawn(self, number: int) -> tuple[Content, Content]:
        row, cursor = self.rows[number], "› " if number == self.here else "  "
        if row.value and self.several:
            cursor += "[x] " if row.value in self.marked else "[ ] "
        elif row.value:
            cursor += "(•) " if row.value in self.marked else "( ) "
        about = f"  {row.about}" if row.about else ""
        return words(cursor), joined((row.label, ""), (about, QUIET))

    def _draw(self) -> None:
        for number, row in enumerate(self.query(HangingText)):
            row.say(*self._drawn(number), here=number == self.here)
        chosen, place = self.query_one("#marked", Static), self.query_one("#place", Static)
        chosen.update(words(", ".join(map(self.prompt.label, self.marked))))
        chosen.display = bool(self.marked)
        place.update(self._place())
        self.keys = self._keys()
        self.post_message(self.KeysChanged())

    def _place(self) -> Content:
        if self.search:
            return joined(("/ ", "bold $primary"), (self.search, "$secondary"), ("▏", "$secondary"))
        own = ", or your own words" if self.prompt.other else ""
        return words(self.family or f"Open one, or type to search{own}.")

    def _keys(self) -> tuple[tuple[str, str], ...]:
        row = self.rows[self.here] if self.rows else None
        if row is GO_ON:
            return (("Enter", "go on"), ("Backspace", "take back"), ("↑ ↓", "more of them"))
        if row is None or row.family:
            return (("Enter", "open"), ("↑ ↓", "choose"), ("letters", "search"))
        if self.search:
            return (("Enter", "take it"), ("Backspace", "erase"))
        mark = (("Space", "take several"),) if self.several else ()
        return (("Enter", "take it"), ("←", "families"), *mark)

    def _go_to(self, number: int) -> None:
        self.here = max(0, min(number, len(self.rows) - 1))
        self._draw()
        if self.rows and (number or self.family or self.search):
            scroll_into_view(self.query(HangingText)[self.here])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # With nothing open, Escape belongs to the screen and leaves.
        return bool(self.family or self.search) if action == "close" else True

    def action_move(self, by: int) -> None:
        self._go_to(self.here + by)

    async def action_take(self) -> None:
        """Go on, open the family, or take the word and return to the families."""
        if not self.rows:
            return
        row = self.rows[self.here]
        if row is GO_ON:
            self.answer(tuple(self.marked))
        elif row.family:
            await self._open(row.family)
        elif not self.several:
            self.answer((row.value,))
        else:
            if row.value not in self.marked:
                self._mark(row.value)
            await self._close()

    async def _mark_here(self) -> None:
        """Open the family, or take the word and stay (Space)."""
        row = self.rows[self.here] if self.rows else GO_ON
        if row.value and self.several:
            self._mark(row.value)
            self._draw()
        elif row is not GO_ON:
            await self.action_take()

    async def on_click(self, event: Click) -> None:
        row = clicked_row(event, self.query(HangingText))
        if row is not None:
            self._go_to(row)
            await (self._mark_here() if self.rows[row].value else self.action_take())

    async def action_open(self) -> None:
        if self.rows and (family := self.rows[self.here].family):
            await self._open(family)

    async def action_close(self) -> None:
        await self._close(self.family)

    async def action_take_back(self) -> None:
        """Undo the last letter of the search, the open family, or the last word taken."""
        if self.search:
            await self._look_for(self.search[:-1])
        elif self.family:
            await self._close(self.family)
        elif self.marked:
            self.marked.pop()
            self.draft(tuple(self.marked))
            await self._turn()

    async def on_key(self, event: Key) -> None:
        character = event.character or ""
        # Within a search any character is part of it, a blank too.
        if character == " " and not self.search:
            event.stop()
            await self._mark_here()
        elif character.isalpha() or (self.search and event.is_printable):
            event.stop()
            await self._look_for(self.search + character)

    def step_back(self) -> bool:
        if not (self.family or self.search):
            return False
        self.call_later(self.action_close)
        return True

    def _mark(self, value: str) -> None:
        if value in self.marked:
            self.marked.remove(value)
        else:
            self.marked.append(value)
        self.draft(tuple(self.marked))

    async def _open(self, family: str) -> None:
        self.family = family
        await self._turn()
        self._go_to(0)

    async def _close(self, at_family: str = "") -> None:
        """Return to the families, with the cursor on "go on" or on the one that was open."""
        self.family, self.search = "", ""
        names = [row.family for row in self._rows()]
        await self._turn(names.index(at_family) if at_family in names else 0)
        self._go_to(self.here)

    async def _look_for(self, search: str) -> None:
        self.search, self.family = search.lstrip(), ""
        await self._turn()


def _word(option: Option) -> Row:
    return Row(option.label, option.hint, value=option.value)
