"""What a person said and tried in one `rsense now`, and the record that it makes. Pure."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from rsense.core.records import Exchange, MeasureTaken, SessionRecord, Trigger

TITLE = "Right now"


class Facts(Struct, frozen=True):
    """What the person said so far, and what was tried."""

    happening: str = ""
    """A value of `suggestions/now.toml`; empty where it was not said."""
    before: int | None = None
    """How strong it was at first, 0 to 10; None where it was not rated."""
    after: int | None = None
    """How strong it was when it was last rated again; None where it was not."""
    trigger: Trigger | None = None
    said: tuple[Exchange, ...] = ()
    """Every answer; skipped ones are none."""
    tried: tuple[str, ...] = ()
    """What was begun to settle, and ids of exercises, oldest first."""
    sessions: tuple[str, ...] = ()
    """Ids of the sessions of those exercises that came to their end."""
    plan: str = ""
    """That the trigger is in the log, and the person's own plan for it; shown once."""

    @property
    def strength(self) -> int | None:
        """As rated last."""
        return self.before if self.after is None else self.after

    @property
    def changed(self) -> str:
        """How strong it was and is, in a sentence; empty unless both were rated."""
        if self.before is None or self.after is None:
            return ""
        return f"It was {self.before}, and now it's {self.after}. "

    @property
    def about(self) -> tuple[str, ...]:
        """The ids of what it is about."""
        return (self.trigger.id,) if self.trigger else ()


def session_record(facts: Facts, *, id: str, at: datetime, finished: datetime) -> SessionRecord:
    """One `now` as a record: first and last rating, every answer, and what it led to."""
    measures: dict[str, MeasureTaken] = {}
    if facts.before is not None and facts.after is not None:
        measures["distress"] = MeasureTaken(before=facts.before, after=facts.after)
    return SessionRecord(
        id=id,
        at=at,
        exercise="now",
        title=TITLE,
        finished=max(finished, at),
        outcome="completed",
        replies=facts.said,
        measures=measures,
        about=(*facts.about, *facts.sessions),
    )
