"""Base screen of activities: review, finish, ending, and the next activity."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace
from textual.screen import Screen

from rsense.core import engine
from rsense.core.engine import CurrentPrompt, Session
from rsense.core.prompts import Refused
from rsense.ports import Activity, Ending, Services
from rsense.save_queue import QUIET_SECONDS, STILL_SAVING
from rsense.session_runner import SaveFailed, SessionRunner
from rsense.tui.autosave import DraftAutosaver
from rsense.tui.exit_message import done_line, leave_message
from rsense.tui.own_app import own_app, saved
from rsense.tui.screens.question_layout import Complaint, complaint
from rsense.tui.views.base import PromptView

if TYPE_CHECKING:
    from rsense.tui.app import RsenseApp

T = TypeVar("T")
PARTING_SECONDS = 10.0
"""How long a last sentence stands on the home screen."""


PEOPLE_AGAIN = "F1 shows the people to call again."


def without_people(ending: Ending) -> Ending:
    """An ending that doesn't list people to call, where it would."""
    if not ending.people:
        return ending
    first, *others = ending.lines or ("",)
    return replace(ending, people=None, lines=(f"{first} {PEOPLE_AGAIN}".lstrip(), *others))


class Gone(Exception):
    """The person left during a save, so nothing more is shown."""


class ActivityScreen(Screen[None]):
    """Base screen that runs an activity, reviews it, finishes it and opens the next."""

    _begun: DraftAutosaver
    """Autosave of the partial answer."""

    def __init__(self, opened: Activity, services: Services) -> None:
        super().__init__()
        self.opened = opened
        self.services = services
        self.view: PromptView | None = None
        self._shown: CurrentPrompt | None = None
        self.revising: int | None = None
        """Index in the trail of the answer being changed."""
        self._finished: tuple[Activity, Ending | None] | None = None
        """The last activity that was finished and saved, and its ending."""
        self._left = False
        self._turn = asyncio.Lock()
        """Held from a key that saves until its result is shown."""

    @property
    def sitting(self) -> SessionRunner:
        return self.opened.sitting

    def _do(self, work: Coroutine[None, None, None]) -> None:
        """Run work that saves in a worker, so that the keys for help and leaving work meanwhile."""
        self.run_worker(self._in_turn(work))

    async def _in_turn(self, work: Coroutine[None, None, None]) -> None:
        guard = own_app(self).input_guard
        async with self._turn:
            with guard.hold(QUIET_SECONDS), suppress(Gone):
                try:
                    await work
                except (Refused, SaveFailed) as error:
                    self._begun.safe &= not isinstance(error, SaveFailed)
                    if self.view is None:  # nothing is asked any more
                        self._look_over(complaint(error, None, self.opened))
                    else:
                        self._complain(error)

    async def _saved(self, job: Callable[[], T]) -> T:
        """Run a save and return its result. Raises Gone if the person left meanwhile."""
        try:
            return await saved(self, job, lambda: self._say(STILL_SAVING, quiet=True))
        finally:
            if self._left:
                raise Gone

    def _say(self, text: str, *, quiet: bool = False) -> None:
        raise NotImplementedError

    async def show_prompt(self) -> None:
        raise NotImplementedError

    def _complain(self, why: str | Refused | SaveFailed) -> None:
        raise NotImplementedError

    async def _over(self) -> None:
        """Continue after the last question: review an exercise, or open the next activity."""
        self.view = None
        if self.opened.finish is None:
            await self._go_onward()
        elif self.app.is_inline or not self.sitting.to_review:  # inline there is no room for it
            await self._finish()
        else:
            column = self.query_one("#column")
            await column.remove_children()  # visible if finishing is slow
            await column.mount(Complaint())
            self._look_over()

    async def _go_onward(self, leads: Callable[[Session], Activity | None] | None = None) -> None:
        """Open the next activity, or close. `leads` is an exit from this one."""
        opened = self.opened
        leads = leads or opened.next_activity
        try:
            following = await self._saved(lambda: leads(opened.sitting.session))
        except SaveFailed:
            self.sitting.ask_again()
            await self.show_prompt()
            raise
        await self._begin(following)

    def _look_over(self, why: str = "") -> None:
        from rsense.tui.screens.review import ReviewScreen

        self._say("")
        self.sitting.reviewing = self.sitting.session.complete
        self.app.push_screen(ReviewScreen(self.opened, why), self._reviewed)

    def _reviewed(self, review: str | int | None) -> None:
        if not (self.sitting.session.complete or isinstance(review, int)):
            return  # it was looked over on the way, which goes on
        match review:
            case "finish":
                self._do(self._finish())
            case "back":
                self._do(self._back_from_review())
            case "unkept" if self.opened.without_saving:
                self.opened = self.opened.without_saving()
                self._look_over("Nothing is kept from here on.")
            case int(index):
                self.revising = index
                self._do(self.show_prompt())
            case _:
                self.action_leave()

    async def _back_from_review(self) -> None:
        await self._saved(self.sitting.back)
        await self.show_prompt()

    async def _finish(self) -> None:
        opened = self.opened

        def finish() -> tuple[Ending | None, Activity | None]:
            ending = opened.finish(opened.sitting.session) if opened.finish else None
            self._finished = (opened, ending)
            return ending, opened.next_activity(opened.sitting.session)

        ending, following = await self._saved(finish)
        if following or ending is None:
            await self._begin(following)
        elif self.app.is_inline and not ending.softer:
            kept = opened.nothing_kept_message if opened.private else ""
            _say_goodbye(own_app(self), done_line(self.sitting.session, kept=kept))
            self._close()
        else:
            session = opened.sitting.session
            if engine.ends_with_people(session) and not opened.sitting.to_review:
                ending = without_people(ending)  # they stood on the page before
            self._end(ending, can_open=self.services.open is not None)

    def _end(self, ending: Ending, *, can_open: bool) -> None:
        from rsense.tui.screens.ending import EndingScreen

        title = self.sitting.session.script.title
        screen = EndingScreen(title, ending, can_open=can_open)
        self.app.push_screen(screen, lambda door: self._do(self._open_door(door)))

    async def _open_door(self, door: str | None) -> None:
        """Close, or open the exercise that was chosen."""
        opening = self.services.open
        try:
            opened = await self._saved(lambda: opening(door)) if door and opening else None
        except SaveFailed as error:
            self._end(Ending((str(error),), softer=False, next_exercises=()), can_open=False)
        else:
            await self._begin(opened)

    async def _begin(self, opened: Activity | None) -> None:
        if opened is None:
            if self.opened.parting and own_app(self).home_screen is not None:
                self.app.notify(self.opened.parting, timeout=PARTING_SECONDS, markup=False)
            _say_goodbye(own_app(self), self.opened.parting)
            self._close()
            return
        self.opened, self.revising = opened, opened.sitting.session.changing
        await self.show_prompt()

    def let_go(self, *, ending: bool = True) -> None:
        """Save the partial answer; if the program ends, set the message on how to resume.

        The message is set after the save, so the end of the program waits for pending saves. The
        home screen shows unfinished exercises by itself.
        """
        self._left = True
        opened, begun, place = self.opened, self._begun.value, self._begun.place
        busy, app = self._turn.locked(), own_app(self)

        def last() -> None:  # runs on the save thread, which has no active app
            if self._finished and self._finished[0] is opened:
                end = self._finished[1]
                if busy and end and end.lines:  # finished, but its ending was not seen
                    _say_goodbye(app, end.lines[-1])
                return
            try:
                if begun is not None:
                    opened.sitting.save_draft(begun, place)
                safe = opened.stands_on_disk()
            except SaveFailed:
                safe = False
            app.unsaved |= not safe
            if ending or not safe:
                _say_goodbye(app, leave_message(opened, begun, saved=safe))
            opened.close()

        app.saves.submit(last)

    def action_leave(self) -> None:
        if self.opened.stop:  # two people: however it ends, they see the same
            self.opened.close()
            self._end(self.opened.stop(), can_open=False)
            return
        self.let_go(ending=own_app(self).home_screen is None)
        self._close()

    def _close(self) -> None:
        # Later: a screen just dismissed above this one is still on the stack.
        self.call_later(self._take_leave)

    def _take_leave(self) -> None:
        app = own_app(self)
        if app.home_screen is not None and not app.unsaved:
            app.farewell = ""  # home shows what is half way
        self.dismiss()  # not awaited: a screen cannot await its own dismissal


def _say_goodbye(app: RsenseApp, said: str) -> None:
    app.farewell = said or app.farewell
