"""Sort items into piles, one at a time."""

from __future__ import annotations

from contextlib import suppress

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.events import Click, Key
from textual.widget import Widget
from textual.widgets import Static

from rsense.core.engine import CurrentPrompt
from rsense.core.prompts import Option, Pick, Refused, Sort
from rsense.tui.bindings import bound
from rsense.tui.views.base import PromptView
from rsense.tui.widgets.content import joined, words
from rsense.tui.widgets.scrolling import scroll_into_view
from rsense.tui.widgets.wrapped_text import HangingText, clicked_row

TO_PILE, PILES = "put something on a pile", "the next pile; the one before"


class SortView(PromptView, can_focus=True):
    SCOPED_CSS = False  # it asks for the size of the screen
    DEFAULT_CSS = """
    /* Piles stand side by side where there is room, with more beside the item, else stacked. */
    #piles { margin: 1 0 0 0; layout: vertical; }
    .-wide #piles { layout: horizontal; }
    .pile { height: auto; margin: 0 0 1 0; pointer: pointer; }
    .pile:hover { background: $panel; }
    .-wide .pile { width: 1fr; margin: 0 2 0 0; }
    .-short #piles, .-tiny #piles { margin: 0; }
    .-short .pile, .-tiny .pile { margin: 0; }
    .-broad SortView { layout: horizontal; }
    .-broad #piles { width: 3fr; margin: 0; }
    #hand { width: 1fr; height: auto; }
    .-broad #hand { width: 2fr; margin: 0 3 0 0; }
    #in-hand { height: 1; }
    .-short #in-hand, .-tiny #in-hand { display: none; }
    """
    BINDINGS = [
        bound("enter", "go_on", "sort_on", "go on"),
        bound("down", "move(1)", "sort_down", TO_PILE, "↑ ↓, a number"),
        bound("up", "move(-1)", "sort_up", TO_PILE, "↑ ↓, a number"),
        bound("right,space", "turn(1)", "sort_right", PILES, "→, ←"),
        bound("left", "turn(-1)", "sort_left", PILES, "→, ←"),
    ]

    def __init__(self, shown: CurrentPrompt, prompt: Sort) -> None:
        super().__init__(shown)
        self.prompt = prompt
        self.choice = Pick("", prompt.bins)
        """The piles as a list to pick one from."""
        self.placed = self.pairs_before
        self.here = next((n for n, i in enumerate(prompt.items) if i not in self.placed), 0)

    @property
    def item(self) -> str:
        return self.prompt.items[self.here]

    @property
    def all_placed(self) -> bool:
        return all(item in self.placed for item in self.prompt.items)

    def compose(self) -> ComposeResult:
        with VerticalGroup(id="hand"):
            yield Static("", classes="cue", id="in-hand")
            yield Static("", classes="said", id="item")
        with VerticalGroup(id="piles"):
            for number, bin in enumerate(self.prompt.bins, 1):
                with VerticalGroup(classes="pile"):
                    digit = f"{number}  " if self.choice.numbered else ""
                    title = joined((digit, "bold $primary"), (bin.label, "bold"))
                    yield Static(title, classes="pile-title")
                    yield VerticalGroup(id=f"pile-{number}")

    async def on_mount(self) -> None:
        await self._draw()

    def on_resize(self) -> None:
        if self.placed:
            scroll_into_view(self.query_one("#item"), top=True)

    async def _draw(self) -> None:
        in_hand, item = self.query_one("#in-hand", Static), self.query_one("#item", Static)
        place = f"{self.here + 1} of {len(self.prompt.items)}"
        in_hand.update(words("All sorted." if self.all_placed else place))
        item.update(words(self.item.strip()))
        async with self.batch():
            for number, bin in enumerate(self.prompt.bins, 1):
                pile = self.query_one(f"#pile-{number}")
                await pile.remove_children()
                await pile.mount(*map(self._row, self._pile(bin)))
        self._say_keys()
        self.post_message(self.KeysChanged())

    def _pile(self, bin: Option) -> list[str]:
        return [item for item in self.prompt.items if self.placed.get(item) == bin.value]

    def _row(self, item: str) -> HangingText:
        here = item == self.item
        row = HangingText(words("› " if here else "  "), words(item.strip()), classes="row own")
        return row.set_class(here, "-here")

    def _say_keys(self) -> None:
        piles: tuple[tuple[str, str], ...] = (("← →", "choose a pile"),)
        if self.choice.numbered:
            piles = tuple((f"{n}", bin.label) for n, bin in enumerate(self.prompt.bins, 1))
        go_on, move = ("Enter", "go on"), ("↑ ↓", "another one")
        self.keys = (go_on, *piles, move) if self.all_placed else (*piles, go_on, move)
        self.essential = len(piles) + self.all_placed

    async def action_move(self, by: int) -> None:
        self.here = max(0, min(self.here + by, len(self.prompt.items) - 1))
        await self._draw()
        scroll_into_view(self.query_one("#item"), top=True)

    async def action_turn(self, by: int) -> None:
        values = [bin.value for bin in self.prompt.bins]
        now = self.placed.get(self.item)
        at = values.index(now) + by if now in values else min(by, 0)
        await self._place(values[at % len(values)])

    async def _place(self, bin: str) -> None:
        self.placed[self.item] = bin
        self.draft(tuple(self.placed.items()))
        await self._draw()

    async def on_key(self, event: Key) -> None:
        character = event.character or ""
        if not (character.isascii() and character.isdigit()):
            return
        with suppress(Refused):  # no pile is called so
            (pile,) = self.choice.parse(character)
            event.stop()
            await self._place(pile)
            await self.action_move(1)

    async def on_click(self, event: Click) -> None:
        """Take up what lies on a pile, or put what is in hand on the pile."""
        for number, bin in enumerate(self.prompt.bins, 1):
            pile = self.query_one(f"#pile-{number}")
            row = clicked_row(event, pile.query(HangingText))
            if row is not None:
                self.here = self.prompt.items.index(self._pile(bin)[row])
                await self._draw()
                return
            whole = pile.parent
            if isinstance(whole, Widget) and whole.region.contains_point(event.screen_offset):
                event.stop()
                await self._place(bin.value)
                await self.action_move(1)
                return

    def action_go_on(self) -> None:
        self.answer(tuple(self.placed.items()))
