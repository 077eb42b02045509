"""The screen that runs one exercise: one question at a time, kept before the next is shown."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup
from textual.screen import Screen
from textual.widgets import Static

from rsense.core.engine import Shown
from rsense.core.prompts import SKIPPED, Read, Refused, Skip, Value
from rsense.sitting import Ending, NotKept, Opened, Services, Sitting
from rsense.tui.chrome import Key, Keys, Where
from rsense.tui.half_written import HalfWritten
from rsense.tui.left_behind import farewell, left_behind
from rsense.tui.page import complaint, keys_here, leaving, parts
from rsense.tui.scroll import Scroll
from rsense.tui.sight import bring_into_sight
from rsense.tui.twice import Once
from rsense.tui.views import view_for
from rsense.tui.views.pace import PaceView
from rsense.tui.views.view import PromptView
from rsense.tui.words import words


class ExerciseScreen(Screen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False, id="leave"),
        Binding("f2,ctrl+p", "back", "Back", show=False, id="back"),
        Binding("f4,ctrl+n", "skip", "Skip", show=False, id="skip"),
        Binding("f3,ctrl+t", "more", "Example", show=False, id="more"),
        Binding("f8,ctrl+y", "unkept", "Keep nothing", show=False, priority=True, id="unkept"),
    ]

    def __init__(self, opened: Opened, services: Services) -> None:
        super().__init__()
        self.opened = opened
        self.services = services
        self.view: PromptView | None = None
        self._shown: Shown | None = None
        self.revising: int | None = None
        """The place in the trail of an answer that is being changed."""
        self._over_with = False
        """What was laid open is finished and kept."""
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

    @property
    def sitting(self) -> Sitting:
        return self.opened.sitting

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
            self._begun.safe = isinstance(error, Refused)
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

    async def _over(self) -> None:
        """Nothing is left to ask: a question leads on, an exercise is looked over first."""
        if self.opened.finish is None:
            await self._go_onward()
        elif self.app.is_inline:  # below a prompt there is no room to look it all over
            await self._finish()
        else:
            self.view = None
            self._look_over()

    async def _go_onward(self) -> None:
        """To what comes next, or to the end of it all."""
        try:
            following = self.opened.onward(self.sitting.session)
        except NotKept as error:
            self.sitting.back()
            await self.show_prompt()
            self._begun.safe = False
            self._complain(error)
            return
        await self._begin(following)

    def _look_over(self, complaint: str = "") -> None:
        from rsense.tui.screens.review import ReviewScreen  # noqa: PLC0415 - not in a first frame

        self.app.push_screen(ReviewScreen(self.opened, complaint), self._reviewed)

    async def _reviewed(self, review: str | int | None) -> None:
        match review:
            case "finish":
                await self._finish()
            case "back":
                try:
                    self.sitting.back()
                except NotKept as error:
                    self._look_over(str(error))
                else:
                    await self.show_prompt()
            case int(index):
                self.revising = index
                await self.show_prompt()
            case _:
                self.action_leave()

    async def _finish(self) -> None:
        opened = self.opened
        try:
            ending = opened.finish(self.sitting.session) if opened.finish else None
            following = opened.onward(self.sitting.session)
        except NotKept as error:
            self._look_over(str(error))
            return
        self._over_with = True
        if following or ending is None:
            await self._begin(following)
        elif self.app.is_inline and not ending.softer:
            self._say_goodbye(left_behind(self.sitting.session, private=opened.private))
            self._close()
        else:
            self._end(ending, can_open=self.services.open is not None)

    def _end(self, ending: Ending, *, can_open: bool) -> None:
        from rsense.tui.screens.ending import EndingScreen  # noqa: PLC0415 - as above

        title = self.sitting.session.script.title
        self.app.push_screen(EndingScreen(title, ending, can_open=can_open), self._through)

    async def _through(self, door: str | None) -> None:
        """Out, or through the door that the person chose."""
        try:
            opened = self.services.open(door) if door and self.services.open else None
        except NotKept as error:
            self._end(Ending((str(error),), softer=False, doors=()), can_open=False)
        else:
            await self._begin(opened)

    async def _begin(self, opened: Opened | None) -> None:
        if opened is None:
            self._close()
            return
        self.opened, self._over_with = opened, False
        await self.show_prompt()

    @on(PromptView.Drafted)
    def keep_draft(self, event: PromptView.Drafted) -> None:
        event.stop()
        self._once.touched()
        if event.view is self.view and self.revising is None:
            self._begun.grew(event.value)

    def let_go(self) -> None:
        """Save what is half written, and say in the terminal where it can be gone on with."""
        if not self._over_with:
            saved = self._begun.saved()
            self.app.unsaved |= not saved  # type: ignore[attr-defined]
            self._say_goodbye(farewell(self.opened, self._begun.value, saved=saved))

    def _say_goodbye(self, said: str) -> None:
        self.app.farewell = said or self.app.farewell  # type: ignore[attr-defined]

    def action_leave(self) -> None:
        self.let_go()
        self._close()

    def _close(self) -> None:
        # Later: a screen that has just been dismissed above this one is still on the stack.
        self.call_later(self._take_leave)

    def _take_leave(self) -> None:
        self.dismiss()  # not awaited: a screen may not wait for its own end

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
                self._complain(str(error))
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
