"""A thing to choose: with the cursor and Enter, with a key of the screen, or with a click."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual.content import Content
from textual.events import Click
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from rsense.tui.bindings import bound
from rsense.tui.widgets.content import words
from rsense.tui.widgets.header_footer import Key, KeyHints
from rsense.tui.widgets.scrolling import scroll_into_view
from rsense.tui.widgets.wrapped_text import WrappedText

MORE = ("PgDn", "more")
CURSOR = "› "
"""The cursor of every list. Its place is kept free where it is not."""


MOVE = ("move the cursor", "↑ ↓ ← →")
STEP = ("the next one; the one before", "Tab, Shift+Tab")
PAGE = ("read further", "PgUp, PgDn")


class Choice(WrappedText, can_focus=True):
    """One choice. Choosing it runs `act`, an action of its screen, as its key would."""

    DEFAULT_CSS = """
    Choice { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Choice:hover { background: $panel; }
    Choice:focus { text-style: bold; color: $primary; background: $raised; }
    """
    # Of the choice, not of the screen: the page between them would scroll with the arrows.
    BINDINGS = [
        bound("enter", "choose", "choice_choose", "open it"),
        bound("up", "screen.go(0, -1)", "choice_up", *MOVE),
        bound("down", "screen.go(0, 1)", "choice_down", *MOVE),
        bound("left", "screen.go(-1, 0)", "choice_left", *MOVE),
        bound("right", "screen.go(1, 0)", "choice_right", *MOVE),
        bound("tab", "screen.step(1)", "choice_tab", *STEP),
        bound("shift+tab", "screen.step(-1)", "choice_shift_tab", *STEP),
        bound("pageup", "screen.page(-1)", "choice_pageup", *PAGE),
        bound("pagedown", "screen.page(1)", "choice_pagedown", *PAGE),
    ]

    def __init__(
        self, act: str, text_of: Callable[[int], Content], *, classes: str = "", cursor: bool = True
    ) -> None:
        """`text_of` gives the text for a width in cells. Without a cursor it is only clicked."""
        super().__init__(classes=classes)
        self.act = act
        self.text_of = text_of
        self.can_focus = cursor

    def _lines(self, width: int) -> list[Content]:
        if not self.can_focus:
            return [self.text_of(width)]
        mark = words(CURSOR if self.has_focus else " " * len(CURSOR))
        lines = self.text_of(max(width - len(CURSOR), 1)).split("\n")
        under = (Content.assemble(" " * len(CURSOR), line) for line in lines[1:])
        return [Content.assemble(mark, lines[0]), *under]

    def on_focus(self) -> None:
        self.refresh()

    on_blur = on_focus

    async def on_click(self, event: Click) -> None:
        event.stop()
        await self.action_choose()

    async def action_choose(self) -> None:
        await self.app.run_action(self.act, self.screen)


class ChoiceScreen(Screen[ScreenResultType]):
    """Moves the cursor among the choices of a screen."""

    def hints(self) -> tuple[list[Key], list[Key]]:
        """The key hints: those of the screen, and those of every screen."""
        raise NotImplementedError

    def follow_page(self) -> None:
        """Keep the key hints right, which say whether there is more below."""
        page = self.query_one("#page")
        self.watch(page, "scroll_y", self.say_keys)
        self.watch(page, "virtual_size", self._sized)

    def _sized(self) -> None:
        self.call_after_refresh(self.say_keys)  # the page itself is measured after what is in it

    def say_keys(self) -> None:
        if self not in self.app.screen_stack:  # asked for just before it went
            return
        page = self.query_one("#page")
        here, (first, *always) = self.hints()
        more = [MORE] if page.scroll_offset.y < page.max_scroll_y else []
        self.query_one(KeyHints).say(here, [first, *more, *always])

    def action_page(self, by: int) -> None:
        page = self.query_one("#page")
        page.scroll_relative(y=by * page.content_size.height, animate=False)

    async def swap(self, place: str, rows: Iterable[Widget]) -> None:
        """Show other rows in a place."""
        part = self.query_one(place)
        async with self.batch():
            await part.remove_children()
            if part.is_attached:  # the program may have ended meanwhile
                await part.mount(*rows)

    def _choices(self) -> Sequence[Choice]:
        return [one for one in self.query(Choice) if one.focusable]

    def put_cursor(self, on: Choice) -> None:
        self.set_focus(on, scroll_visible=False)  # Textual's own scrolling would glide
        scroll_into_view(on)

    def action_step(self, by: int) -> None:
        """To the next choice in the order they stand, or the one before."""
        choices = self._choices()
        if choices:
            at = choices.index(self.focused) if self.focused in choices else -by
            self.put_cursor(choices[(at + by) % len(choices)])

    def action_go(self, right: int, down: int) -> None:
        """To the nearest choice in a direction, as they stand on the screen."""
        here = self.focused
        if not isinstance(here, Choice):
            self.action_step(1)
            return
        x, y = here.region.x, here.region.y

        def far(one: Choice) -> tuple[int, int] | None:
            over, below = (one.region.x - x) * right, (one.region.y - y) * down
            if right:
                return (over, 0) if over > 0 and one.region.y == y else None
            return (below, abs(one.region.x - x)) if below > 0 else None

        ahead = [(found, at) for at, one in enumerate(self._choices()) if (found := far(one))]
        if ahead:
            self.put_cursor(self._choices()[min(ahead)[1]])
