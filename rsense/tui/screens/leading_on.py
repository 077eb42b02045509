"""What comes when nothing is left to ask: a look over all of it, its end, and what follows."""

from __future__ import annotations

from textual.screen import Screen

from rsense.core.engine import Shown
from rsense.core.prompts import Refused
from rsense.sitting import Ending, NotKept, Opened, Services, Sitting
from rsense.tui.half_written import HalfWritten
from rsense.tui.left_behind import farewell, left_behind
from rsense.tui.page import complaint
from rsense.tui.views.view import PromptView


class LeadingOn(Screen[None]):
    """A screen on which something is done, from where it is laid open to where it leads."""

    _begun: HalfWritten
    """The answer that is only begun."""

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

    @property
    def sitting(self) -> Sitting:
        return self.opened.sitting

    async def show_prompt(self) -> None:
        raise NotImplementedError

    def _complain(self, why: str | Refused | NotKept) -> None:
        raise NotImplementedError

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
            self.sitting.ask_again()
            await self.show_prompt()
            self._begun.safe = False
            self._complain(error)
            return
        await self._begin(following)

    def _look_over(self, why: str = "") -> None:
        from rsense.tui.screens.review import ReviewScreen  # noqa: PLC0415 - not in a first frame

        self.app.push_screen(ReviewScreen(self.opened, why), self._reviewed)

    async def _reviewed(self, review: str | int | None) -> None:
        match review:
            case "finish":
                await self._finish()
            case "back":
                try:
                    self.sitting.back()
                except NotKept as error:
                    self._look_over(complaint(error, None, self.opened))
                else:
                    await self.show_prompt()
            case "unkept" if self.opened.unkept:
                self.opened = self.opened.unkept()
                self._look_over("Nothing is kept from here on.")
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
            self._look_over(complaint(error, None, opened))
            return
        self._over_with = True
        if following or ending is None:
            await self._begin(following)
        elif self.app.is_inline and not ending.softer:
            kept = opened.nothing if opened.private else ""
            self._say_goodbye(left_behind(self.sitting.session, kept=kept))
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

    def let_go(self) -> None:
        """Save what is half written, and say in the terminal where it can be gone on with."""
        if not self._over_with:
            saved = self._begun.saved()
            self.app.unsaved |= not saved  # type: ignore[attr-defined]
            self._say_goodbye(farewell(self.opened, self._begun.value, saved=saved))
            self.opened.close()

    def _say_goodbye(self, said: str) -> None:
        self.app.farewell = said or self.app.farewell  # type: ignore[attr-defined]

    def action_leave(self) -> None:
        self.let_go()
        self._close()

    def _close(self) -> None:
        # Later: a screen that has just been dismissed above this one is still on the stack.
        self.call_later(self._take_leave)

    def _take_leave(self) -> None:
        if self.app.home_screen is not None and not self.app.unsaved:  # type: ignore[attr-defined]
            # Home shows what is half way.
            self.app.farewell = ""  # type: ignore[attr-defined]
        self.dismiss()  # not awaited: a screen may not wait for its own end
