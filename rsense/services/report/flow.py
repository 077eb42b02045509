"""The page asked for: what goes on it, the whole of it to read, and only then a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from rsense.core.engine import Reply, Session
from rsense.core.records import FollowUp, SessionRecord
from rsense.core.sanitize import one_line
from rsense.core.text_width import truncate
from rsense.insight.report_page import DEFAULT, Choices, Page
from rsense.ports import Activity
from rsense.services.clock import when_words
from rsense.services.context import AppContext
from rsense.services.form_scripts import form
from rsense.services.forms import ask_choice, form_activity, list_of, text_of
from rsense.services.report.page import ENDINGS, WEEKS, Weeks, read_weeks, rendered, write_page
from rsense.services.report.text import WIDTH
from rsense.store.files.durable import NotSaved

TITLE = "A page for someone who helps you"
MOST_OFFERED = 12
PICTURES = WIDTH + 6
"""Columns of a screen that shows a page as wide as it is."""
_ROOM = 60
_PAGE = 3000
"""Characters that are read at once: a step of a script holds no more than 4000."""


class Target(Struct, frozen=True):
    """Where the page goes, where that was said before."""

    words: str
    """What would be done, in a line."""
    write: Callable[[Page], str]
    """Does it, and says so. Raises NotSaved."""


def report(
    context: AppContext, weeks: int = WEEKS, target: Target | None = None, *, width: int = 0
) -> Activity:
    """The questions, and from them the page. Raises SaveFailed.

    In less than `PICTURES` columns, and in lines, it is read without its pictures.
    """
    pictures = width >= PICTURES
    return _Flow(context, read_weeks(context, weeks), weeks, target, pictures).questions()


class _Flow(Struct, frozen=True):
    context: AppContext
    read: Weeks
    weeks: int
    target: Target | None
    pictures: bool

    def questions(self, before: Sequence[Reply] = ()) -> Activity:
        offered = dict(self._offered())
        out = () if self.read.grave else ("grave",)
        usual = Reply("parts", tuple(part for part in DEFAULT if part not in out))
        lines = {id: line for id, (line, _) in offered.items()}
        values = {"weeks": "the last week" if self.weeks == 1 else f"the last {self.weeks} weeks"}
        script = form(
            self.context.library,
            "report",
            values=values,
            listed={"one": lines},
            without=(*(() if offered else ("one",)), *out),
        )

        def take(session: Session) -> Activity:
            _, one = offered.get(text_of(session, "one"), ("", None))
            choices = Choices(list_of(session, "parts"), text_of(session, "talk"), one)
            return self._review(self.read.page(choices), session.replies)

        return form_activity(script, take, before or (usual,))

    def _review(self, made: Page, said: Sequence[Reply]) -> Activity:
        """The whole page to read, then what is done with it."""
        script = form(
            self.context.library,
            "report-page",
            without=("file", *(ENDINGS if self.target else ("write",))),
            values={"where": f" {self.target.words}" if self.target else ""},
            pages=_in_parts(rendered(self.context, made, "text", pictures=self.pictures)),
        )

        def take(session: Session) -> Activity | None:
            way = text_of(session, "way")
            if way == "change":
                return self.questions(said)
            if way in ENDINGS:
                return self._where(made, way)
            return self._written(made, way, self.target.write) if self.target else None

        return form_activity(script, take)

    def _where(self, made: Page, way: str, why: str = "") -> Activity:
        """Which file, with what was wrong with the last one."""
        values = {"why": f"{why}\n\n" if why else ""}
        script = form(self.context.library, "report-page", without=("way",), values=values)
        usual = f"~/notes-{self.context.now():%Y-%m-%d}.{ENDINGS[way]}"

        def take(session: Session) -> Activity:
            path = text_of(session, "file")
            return self._written(made, way, lambda page: write_page(self.context, page, way, path))

        return form_activity(script, take, () if why else (Reply("file", usual),))

    def _written(self, made: Page, way: str, write: Callable[[Page], str]) -> Activity:
        try:
            told = write(made)
        except NotSaved as error:
            return self._where(made, way if way in ENDINGS else "html", str(error))
        return ask_choice(TITLE, told, {"stop": "enough for now"}, lambda _: None, default="stop")

    def _offered(self) -> Iterator[tuple[str, tuple[str, SessionRecord | FollowUp]]]:
        """Thought records and predictions to choose one from, the newest first."""
        selection, heads = self.read.selection, self.context.library.heads()
        rethinking = {str(head["id"]) for head in heads if head["stage"] == "rethink"}
        found: list[SessionRecord | FollowUp] = [
            *(one for one in selection.sessions if one.exercise in rethinking),
            *(one for one in selection.follow_ups if one.sure is not None),
        ]
        found.sort(key=lambda one: one.at)
        for one in found[: -MOST_OFFERED - 1 : -1]:
            yield one.id, (f"{when_words(one.at, self.context.now())}: {_line(one)}", one)


def _line(one: SessionRecord | FollowUp) -> str:
    words = f"“{one_line(one.ask)}”" if isinstance(one, FollowUp) else one.title
    return truncate(words, _ROOM)


def _in_parts(text: str) -> Iterator[str]:
    """A long text in pieces of whole lines."""
    piece = ""
    for line in text.splitlines(keepends=True):
        if len(piece) + len(line) > _PAGE:
            yield piece
            piece = ""
        piece += line
    yield piece
