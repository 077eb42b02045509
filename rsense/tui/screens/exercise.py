"""The screen of an exercise: one question at a time, saved before the next is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.screen import Screen

from rsense.core.engine import Session
from rsense.core.prompts import SKIPPED, Read, Refused, Skip, Value
from rsense.ports import Activity, Services
from rsense.save_queue import STILL_SAVING
from rsense.session_runner import SaveFailed
from rsense.tui.autosave import DraftAutosaver
from rsense.tui.bindings import ASK_COUNTRY, before, bound
from rsense.tui.enter_guard import EnterGuard
from rsense.tui.own_app import own_app, saved
from rsense.tui.own_editor import edit_answer, is_long_text
from rsense.tui.screens.activity import ActivityScreen
from rsense.tui.screens.question_layout import Complaint, complaint, keys_here, leaving, parts
from rsense.tui.views import view_for
from rsense.tui.views.base import PromptView
from rsense.tui.widgets.header_footer import Header, Key, KeyHints
from rsense.tui.widgets.scrolling import Scroll, scroll_into_view

if TYPE_CHECKING:
    from rsense.core.engine.worked_example import ExampleRun
    from rsense.tui.views.pace import PaceView

GOING_ON = "You're going on where you left off. F7 begins again."
WROTE_MORE = "Saved. You wrote more meanwhile; going on saves that too."


class ExerciseScreen(ActivityScreen):
    BINDINGS = [
        bound("escape", "leave", "leave", "leave; what you answered is kept"),
        bound("f2,ctrl+b", "back", "back", "back"),
        bound("f4,ctrl+n", "skip", "skip", "skip"),
        bound("f3,ctrl+t", "more", "more", "an example, a hint; twice, one whole run"),
        bound("f9", "editor", "editor", "write a long text in your own editor"),
        # Before those of a text field, which selects with these.
        before("f7", "begin_anew", "begin_anew", "begin again instead of going on"),
        before("f6", "look_over", "look_over", "look over what you said, and change it"),
        before("f8,ctrl+y", "unkept", "unkept", "go on without a disk, keeping nothing"),
    ]

    def __init__(self, opened: Activity, services: Services) -> None:
        super().__init__(opened, services)
        self._once = EnterGuard(own_app(self).clock)
        self._begun = DraftAutosaver(self, self._keep_words, self._complain)
        self.revising = self.sitting.session.changing
        self._told_of: Activity | None = None
        """The activity whose first question was shown."""
        self._slow = False
        """A save is slow, so the key hints do not claim that all is kept."""

    def compose(self) -> ComposeResult:
        yield Header("", "")
        # The question and its field take the keys; the page only scrolls.
        with Scroll(id="page", can_focus=False):
            yield VerticalGroup(id="column")
        yield KeyHints([], [])

    async def on_mount(self) -> None:
        await self.show_prompt()

    async def show_prompt(self) -> None:
        """Show the current question, or the review once all are answered."""
        sitting, at = self.sitting, self.revising
        shown = sitting.current if at is None else sitting.question_at(at)
        if shown is None:
            await self._over()
            return
        shown = self.services.filled(shown, "F1", ASK_COUNTRY)
        view = view_for(shown)
        view.at_once, view.exits = self.opened.at_once, self.opened.exits
        column = self.query_one("#column")
        async with self.batch():
            await column.remove_children()
            if not column.is_attached:
                return  # closed meanwhile, as by a signal
            beside = "-pinned" if shown.pins else ""
            column.set_classes("-two" if view.two_columns else beside)
            await column.mount(*parts(shown, view, self.opened.people))
        self.view, self._shown = view, shown
        self._begun.begin(len(sitting.session.replies) if at is None else at)
        self._once.shown()
        own_app(self).input_guard.screen_changed()
        resumed = self.opened.begin_anew is not None and self._told_of is not self.opened
        self._told_of = self.opened
        self._say(GOING_ON if resumed else "", quiet=True)
        self.query_one("#page").scroll_home(animate=False)
        view.take_focus()

    def _say_where(self) -> None:
        """Update the header and the key hints."""
        shown, view = self._shown, self.view
        if shown is None or view is None:
            return
        title = self.sitting.session.script.title
        whole = self.opened.finish is not None and self.revising is None
        behind = shown.progress if whole else None
        far, short = (shown.where_by_name, shown.where) if whole else ("", "")
        self.query_one(Header).say(title, far, behind, short)
        here = keys_here(view, self._more(view), back=self.sitting.can_go_back)
        editor = self.services.editor
        if editor and editor.is_set and is_long_text(view) and not self.opened.private:
            here.append(("F9", "your editor"))
        safe = self._begun.safe and not self._slow
        kept = leaving(self.opened, private=shown.private, safe=safe)
        self.query_one(KeyHints).say(here, [("Esc", kept), ("F1", "help now")])

    def _more(self, view: PromptView) -> list[Key]:
        """Key hint for a hidden example, or for a hint that had no room."""
        column = self.query_one("#column")
        if column.has_class("-following"):
            return []
        if column.has_class("-more"):
            return [("F3", "a whole example")] if self._run() else []
        hint = bool(view.shown.hint) and (self.has_class("-short") or self.has_class("-tiny"))
        return [("F3", "an example" if view.example else "a hint")] if view.example or hint else []

    def _run(self) -> ExampleRun | None:
        return self.services.example(self.sitting.session.script.id)

    def action_more(self) -> None:
        """Show the example and the hint; then one whole run, where there is one, or hide them."""
        run = self._run() if self.query_one("#column").has_class("-more") else None
        if run:
            from rsense.tui.screens.example import ExampleScreen

            self.app.push_screen(ExampleScreen(run))
        for example in self.query_one("#column").toggle_class("-more").query(".example"):
            scroll_into_view(example)
        self._say_where()

    @on(PromptView.KeysChanged)
    def turned(self, event: PromptView.KeysChanged) -> None:
        """Update the key hints: the view moved to another place of its own."""
        event.stop()
        self._say_where()

    def on_resize(self) -> None:
        self._say_where()

    def on_pace_view_started(self, event: PaceView.Started) -> None:
        """Hide the question while a breath or silence fills the screen."""
        # By its name, not with `@on`: the view is imported when it is shown.
        event.stop()
        self.query_one("#column").add_class("-following", f"-{event.view.prompt.look}")
        self.query_one("#page").scroll_home(animate=False)
        self._say_where()

    @on(PromptView.Answered)
    def take_answer(self, event: PromptView.Answered) -> None:
        event.stop()
        if event.view is not self.view or self._once.is_bounce:
            return  # the question that this key answered is gone
        if self._turn.locked():  # a save is running: what is new waits for the next Enter
            self._begun.changed(event.value)
        else:
            self._do(self._take(event.view.shown.answer_or_skip(event.value)))

    @on(PromptView.Left)
    def take_exit(self, event: PromptView.Left) -> None:
        event.stop()
        if event.view is self.view and not self._turn.locked():
            self._do(self._take(event.value, event.exit.open))

    async def _take(
        self, value: Value | Skip, leads: Callable[[Session], Activity | None] | None = None
    ) -> None:
        """Take an answer, then show what comes next, or what an exit `leads` to."""
        sitting, revising, place = self.sitting, self.revising, self._begun.place
        begun = self._begun.value if isinstance(value, Skip) else None
        if value is not None and not isinstance(value, Skip):
            self._begun.value = value  # partial until it is accepted

        def take() -> None:
            if revising is not None:
                sitting.revise(revising, value, begun)
            else:
                sitting.answer(value, begun)

        sitting.accepts(value, revising)  # refused at once, however busy the disk is
        await self._saved(take)
        newer = self._begun.value
        meant = begun if isinstance(value, Skip) else value
        if newer not in (None, meant) and place is not None and not sitting.is_answer(newer, place):
            self.revising = place
            self._begun.changed(newer)
            self._say(WROTE_MORE, quiet=True)
            return
        self.revising = None
        self._begun.discard()
        if leads:
            await self._go_onward(leads)
        else:
            await self.show_prompt()

    def _complain(self, why: str | Refused | SaveFailed) -> None:
        self._say(why if isinstance(why, str) else complaint(why, self._shown, self.opened))

    def _say(self, text: str, *, quiet: bool = False) -> None:
        self._slow = text == STILL_SAVING
        for field in self.query(Complaint):
            field.say(text, quiet=quiet)
        self._say_where()

    @on(PromptView.Drafted)
    def keep_draft(self, event: PromptView.Drafted) -> None:
        event.stop()
        self._once.touched()
        if event.view is self.view:
            self._begun.changed(event.value)

    async def _keep_words(self, value: Value, place: int | None) -> None:
        sitting = self.sitting
        await own_app(self).saves.run(lambda: sitting.save_draft(value, place))
        self._say_where()  # what is kept now is said beside the key that leaves

    def action_back(self) -> None:
        if not self._turn.locked() and not (self.view and self.view.step_back()):
            self._do(self._go_back())

    async def _go_back(self) -> None:
        sitting, revising, begun = self.sitting, self.revising, self._begun.value

        def go_back() -> None:
            if revising is None:
                sitting.back(begun)
            else:
                sitting.leave_change(revising, begun)

        await self._saved(go_back)
        self.revising = None
        self._begun.discard()
        await self.show_prompt()

    def action_look_over(self) -> None:
        may = self.opened.finish and self.revising is None and self.sitting.answered()
        if may and not self._turn.locked():
            self._do(self._look_back())

    async def _look_back(self) -> None:
        await self._save_begun()
        self._look_over()

    async def _save_begun(self) -> None:
        begun, place = self._begun.value, self._begun.place
        if begun is not None:
            await self._saved(lambda: self.sitting.save_draft(begun, place))

    def action_begin_anew(self) -> None:
        if self.opened.begin_anew and not self._turn.locked():
            self._do(self._begin_anew(self.opened, self.opened.begin_anew))

    async def _begin_anew(self, left: Activity, anew: Callable[[], Activity]) -> None:
        await self._save_begun()
        await self._saved(left.close)
        await self._begin(await self._saved(anew))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        return action != "unkept" or bool(self.opened.without_saving and not self._begun.safe)

    def action_unkept(self) -> None:
        if self.opened.without_saving:  # saving failed
            self.opened, self._begun.safe = self.opened.without_saving(), True
            self._say("Nothing is kept from here on. Enter goes on.")

    def action_editor(self) -> None:
        editor = self.services.editor
        if self.view and editor and is_long_text(self.view) and not self._turn.locked():
            self._say(edit_answer(self.view, self.opened, editor))

    def action_skip(self) -> None:
        if self.view is not None and not self._turn.locked():
            self._do(self._take(None if isinstance(self.view.shown.prompt, Read) else SKIPPED))


async def open_above(screen: Screen[Any], opening: Callable[[], Activity]) -> None:
    """Open an activity over a screen, unless something else stands there by then."""
    app = own_app(screen)
    try:
        opened = await saved(screen, opening, lambda: app.notify(STILL_SAVING, markup=False))
    except SaveFailed as error:
        app.notify(str(error), markup=False)
    else:
        if screen.is_current:
            app.push_screen(ExerciseScreen(opened, app.services))
        else:
            opened.close()
