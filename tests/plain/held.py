"""A dialogue held from first to last, and what was kept of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from rsense.core.engine import Session, begin
from rsense.core.prompts import Skip, Value
from rsense.plain.dialogue import run
from rsense.ports import Activity, Ending, ExerciseLink, Services
from rsense.session_runner import Keep, SaveFailed, SessionRunner
from tests.core.scripts import parsed
from tests.nobody import people
from tests.plain.lines import Talk
from tests.steps import step

STEPS = (
    step("say", "", "Something hurt.")
    + step("rate", "now", "How strong is it?", example="Seven, say.")
    + step("ask", "what", "What happened, at {now|a strength you kept to yourself}?", pin=True)
    + step(
        "choose",
        "urge",
        "What do you feel pulled to do?",
        options=[
            {"value": "out", "label": "withdraw", "go": "end"},
            {"value": "on", "label": "wait"},
        ],
    )
    + step("gather", "thoughts", "What goes through your mind?")
)
ANSWERS = ("", "7", "Sam left.", "2", "I am too much", "")
VALUES = [None, 7, "Sam left.", ("on",), ("I am too much",)]

DOOR = ExerciseLink("five-senses", "Five senses", "Come back.", 5, "settle")


@dataclass
class Safe:
    """Where sittings are kept; `full` takes no more."""

    full: bool = False
    kept: list[Session] = field(default_factory=list)
    finished: list[Session] = field(default_factory=list)

    def keep(self, session: Session) -> None:
        if self.full:
            raise SaveFailed("Not saved: the disk is full.")
        self.kept.append(session)

    def finish(self, session: Session) -> Ending:
        if self.full:
            raise SaveFailed("Not saved: the disk is full.")
        self.finished.append(session)
        return Ending(("Kept somewhere.",), softer=False, next_exercises=(DOOR,))


SERVICES = Services(lambda _: people("Call somebody."))
AGAIN = "rsense run test"


def done(here: Talk, steps: str = STEPS, head: str = "", *, private: bool = False) -> Safe:
    """A dialogue held with these lines, and what was kept of it."""
    safe = Safe()
    sitting = SessionRunner(begin(parsed(steps, head)), safe.keep)
    run(
        Activity(sitting, safe.finish, private=private, resume_command=AGAIN),
        SERVICES,
        here.console,
    )
    return safe


def values(session: Session) -> list[Value | Skip]:
    return [reply.value for reply in session.replies]


def failing_once(safe: Safe, at: int) -> Keep:
    count = iter(range(1, 100))

    def keep(session: Session) -> None:
        safe.full = next(count) == at
        safe.keep(session)

    return keep
