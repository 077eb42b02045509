"""The screen that runs one exercise: one question at a time, kept before the next is shown."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup
from textual.widgets import Static

from rsense.core.prompts import SKIPPED, Read, Refused, Skip, Value
from rsense.sitting import NotKept, Opened, Services
from rsense.tui.chrome import Key, Keys, Where
from rsense.tui.half_written import HalfWritten
from rsense.tui.page import complaint, keys_here, leaving, parts
from rsense.tui.screens.leading_on import LeadingOn
from rsense.tui.scroll import Scroll
from rsense.tui.sight import bring_into_sight
from rsense.tui.twice import Once
from rsense.tui.views import view_for
from rsense.tui.views.pace import PaceView
from rsense.tui.views.view import PromptView
from rsense.tui.words import words


class ExerciseScreen(LeadingOn):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False, id="leave"),
        Binding("f2,ctrl+p", "back", "Back", show=False, id="back"),
        Binding("f4,ctrl+n", "skip", "Skip", show=False, id="skip"),
        Binding("f3,ctrl+t", "more", "Example", show=False, id="more"),
        Binding("f8,ctrl+y", "unkept", "Keep nothing", show=False, priority=True, id="unkept"),
    ]

    def __init__(self, opened: Opened, services: Services) -> None:
        super().__init__(opened, services)
        self._once = Once(self.app.clock)  # type: ignore[attr-defined]
        draft = lambda begun: self.sitting.draft(begun)  # noqa: E731, PLW0108 - whichever it is then
        self._begun = HalfWritten(self, draft, self._complain)

    def compose(self) -> ComposeResult:
        yield Where("", "")
        # The question and its field take the keys; the page only scrolls.
        with Scroll(id="page", can_focus=False):
            yield VerticalGroup(id="column")
        yield Static("", id="complaint", classes="complaint")
        yield Keys([], [])

    async def on_mount(self) -> None:
        await self.show_prompt()

    async def show_prompt(self) -> None:
        """What the sitting is at now; once nothing is left to ask, all of it to look over."""
        shown = self.sitting.shown if self.revising is None else self.sitting.asked(self.revising)
        if shown is None:
            await self._over()
            return
        view = view_for(shown)
        column = self.query_one("#column")
        async with self.batch():
            await column.remove_children()
            if not column.is_attached:
                return  # ended meanwhile, as by a signal
            column.set_classes("-two" if view.two_columns else "")
            await column.mount(*parts(shown, view))
        self.view, self._shown = view, shown
        self._once.shown()
        self._complain("")
        self.query_one("#page").scroll_home(animate=False)
        view.take_focus()

    def _say_where(self) -> None:
        """Where this is, and the keys that matter here."""
        shown, view = self._shown, self.view
        if shown is None or view is None:
            return
        title = self.sitting.session.script.title
        far = f"{shown.position} of about {shown.about}"
        whole = self.opened.finish is not None and self.revising is None
        behind = (shown.position - 1) / max(shown.about, 1)
        self.query_one(Where).say(title, far if whole else "", behind if whole else None)
        here = keys_here(view, self._more(view), back=bool(self.sitting.session.trail))
        kept = leaving(self.opened, safe=self._begun.safe)
        self.query_one(Keys).say(here, [("Esc", kept), ("F1", "help now")])

    def _more(self, view: PromptView) -> list[Key]:
        """The key for what is not in sight yet: an example, or a hint where there is no room."""
        column = self.query_one("#column")
        if column.has_class("-more") or column.has_class("-following"):
            return []
        hint = bool(view.shown.hint) and (self.has_class("-short") or self.has_class("-tiny"))
        return [("F3", "an example" if view.example else "a hint")] if view.example or hint else []

    def action_more(self) -> None:
        """Show the example and the hint, or put them away again."""
        for example in self.query_one("#column").toggle_class("-more").query(".example"):
            bring_into_sight(example)
        self._say_where()

    @on(PromptView.Turned)
    def turned(self, event: PromptView.Turned) -> None:
        """The view has come to another place of its own."""
        event.stop()
        self._say_where()

    def on_resize(self) -> None:
        self._say_where()

    @on(PaceView.Began)
    def follow(self, event: PaceView.Began) -> None:
        """Time to follow fills the screen; the words come back with the next question."""
        event.stop()
        self.query_one("#column").add_class("-following", f"-{event.view.prompt.look}")
        self.query_one("#page").scroll_home(animate=False)
        self._say_where()

    @on(PromptView.Answered)
    async def take_answer(self, event: PromptView.Answered) -> None:
        event.stop()
        if event.view is not self.view or self._once.pressed_twice:
            return  # the question that this key answered is gone
        await self._take(event.value)

    async def _take(self, value: Value | Skip) -> None:
        try:
            if self.revising is not None:
                self.sitting.revise(self.revising, value)
                self.revising = None
            else:
                self.sitting.answer(value)
        except (Refused, NotKept) as error:
            if isinstance(error, NotKept):
                self._begun.safe = False
            self._complain(error)
            if value and not isinstance(value, Skip) and self.revising is None:
                self._begun.value = value  # what could not be taken is half written
        else:
            self._begun.forget()
            await self.show_prompt()

    def _complain(self, why: str | Refused | NotKept) -> None:
        told = why if isinstance(why, str) else complaint(why, self._shown, self.opened)
        field = self.query_one("#complaint", Static)
        field.update(words(told))
        field.display = bool(told)
        self._say_where()

    @on(PromptView.Drafted)
    def keep_draft(self, event: PromptView.Drafted) -> None:
        event.stop()
        self._once.touched()
        if event.view is self.view and self.revising is None:
            self._begun.grew(event.value)

    async def action_back(self) -> None:
        if self.revising is not None:
            self.revising = None
        elif self.view is not None and self.view.step_back():
            return
        else:
            try:
                if self._begun.value is not None:
                    self.sitting.draft(self._begun.value)  # it is there when coming back
                self.sitting.back()
            except NotKept as error:
                self._begun.safe = False
                self._complain(error)
                return
        self._begun.forget()
        await self.show_prompt()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        return action != "unkept" or bool(self.opened.unkept and not self._begun.safe)

    def action_unkept(self) -> None:
        if self.opened.unkept:  # the disk takes nothing
            self.opened, self._begun.safe = self.opened.unkept(), True
            self._complain("Nothing is kept from here on. Enter goes on.")

    async def action_skip(self) -> None:
        if self.view is not None:
            await self._take(None if isinstance(self.view.shown.prompt, Read) else SKIPPED)
