"""Beginning, resuming, keeping and finishing a sitting: the engine and the store, joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

import msgspec

from rsense.cli.desk import Desk
from rsense.cli.failure import Failure
from rsense.cli.forms import question
from rsense.cli.keeping import derived_id, told
from rsense.cli.planned import planned
from rsense.cli.when import when_words
from rsense.core import engine
from rsense.core.engine import Session
from rsense.core.kept import (
    in_short,
    keepsakes_of,
    measures_of,
    replies_about,
    session_record,
    trigger_of,
)
from rsense.core.records import MeasureTaken, Trigger
from rsense.core.script import Script
from rsense.sitting import NOTHING_MORE, Change, Door, Ending, Opened, Sitting
from rsense.store import durable, paths
from rsense.store.progress import Held, Unfinished, unfinished

RISEN = 2
STILL_HIGH = 8
"""A rating worse by so much of ten, or a distress this high after, asks for something softer."""
SOFT_MINUTES = 5
"""What settles and takes no longer is soft enough then."""

SOFTER = (
    "That is a lot to carry right now, and it is no fault of yours or of the exercise. "
    "Something softer may be enough: feet on the floor, some water, somebody you trust. "
    "“rsense help-now” shows people to call."
)


class Table(msgspec.Struct):
    """Where one exercise lies open: its sitting, and where its words are kept."""

    desk: Desk
    script: Script
    private: bool
    about: tuple[str, ...] = ()
    trigger: Trigger | None = None
    again: str = ""
    """The command that comes back to it, where it is not `rsense run NAME`."""
    _open: tuple[str, datetime] | None = None
    """Id and start of the sitting, once it is open."""
    _lock: Held | None = None
    _nothing: str = "Nothing was kept."
    left: str = ""
    """What is said of what led here, when it is left before anything of it is kept."""

    onward: Callable[[Session], Opened | None] = lambda _: None
    """What comes when it is done."""

    @property
    def id(self) -> str:
        """The id of its sitting and of its record; empty before it is open."""
        return self._open[0] if self._open else ""

    def opened(self, *, ask: bool) -> Opened:
        """The exercise, or first the question whether to go on where one was left."""
        waiting = self._waiting() if ask and not self.private else []
        return self._whether(waiting) if waiting else self._laid(self._begun())

    def _laid(self, sitting: Sitting) -> Opened:
        again = self.again or f"rsense run {self.script.id}"
        unkept = None if self.private else lambda: self._unkept(sitting.session)
        return Opened(
            sitting, self.finish, self.onward, self.private, again, left=lambda: self.left,
            close=self._unlock, nothing=self._nothing, unkept=unkept,
        )  # fmt: skip

    def _unlock(self) -> None:
        self._lock = None

    def _unkept(self, session: Session) -> Opened:
        """Go on without a disk; what was kept before stays for later."""
        self.private, self._nothing = True, NOTHING_MORE
        script = self.script.keeping_nothing()
        same = engine.refit(script, session.shelves, session.trail, session.ahead, session.changing)
        return self._laid(Sitting(same, self._keep))

    def _begun(self) -> Sitting:
        self._open = (self.desk.new_id(), self.desk.now())
        shelves = {} if self.private else self.desk.records.shelves()
        script = self.script.keeping_nothing() if self.private else self.script
        session = engine.begin(script, shelves)
        if self.trigger:
            replies = replies_about(session, self.trigger)
            session = engine.begin(script, shelves, replies)
        elif self.desk.config.person and (head := self.script.head.trigger) and head.who:
            session = engine.begin(
                script, shelves, [engine.Reply(head.who, self.desk.config.person)]
            )
        return Sitting(session, self._keep)

    def _resumed(self, left: Unfinished) -> Sitting:
        self._open = (left.id, left.started)
        self._hold()
        self.about, self.trigger = left.about, None  # it stays about what it was begun for
        session = engine.refit(self.script, left.shelves, left.replies, left.ahead, left.changing)
        return Sitting(session, self._keep, kept=True)

    def _waiting(self) -> list[Unfinished]:
        """Sittings of this exercise that were left, and are not open elsewhere."""
        return [
            left
            for left in self.desk.progress.all()
            if left.exercise == self.script.id
            and not self.desk.progress.in_use(left.id)
            and not self._settled(left)
        ]

    def _whether(self, waiting: Sequence[Unfinished]) -> Opened:
        """Go on with one of these, or begin anew, and what becomes of them."""
        labels = [
            f"go on from {when_words(left.saved, self.desk.now())}, {_answers(left)}"
            for left in waiting
        ]
        many = len(waiting) > 1
        it = "them" if many else "it"
        options = {
            **{f"go_{n}": label for n, label in enumerate(labels)},
            "anew": f"begin anew, and leave {it} for later",
            "file": f"begin anew, and keep {it} as unfinished",
            "trash": f"begin anew, and throw {it} away",
        }

        def take(way: str) -> Opened:
            if way.startswith("go_"):
                return self._laid(self._resumed(waiting[int(way.removeprefix("go_"))]))
            for left in waiting:
                if way == "file":
                    self.file(left)
                elif way == "trash":
                    self.throw_away(left)
            return self._laid(self._begun())

        times = " more than once" if many else ""
        text = f"You were half way through this{times}."
        return question(self.script.title, text, options, take)

    def file(self, left: Unfinished) -> None:
        """Keep a left sitting as an unfinished record. Raises NotKept."""
        session = engine.refit(self.script, left.shelves, left.replies, left.ahead)
        record = session_record(
            session, id=left.id, started=left.started, finished=left.saved, outcome="left",
            about=left.about,
        )  # fmt: skip
        with told():
            self.desk.records.add(record)
            self.desk.progress.remove(left.id)

    def throw_away(self, left: Unfinished) -> None:
        """Move a left sitting to the trash. Raises NotKept."""
        with told():
            self.desk.progress.discard(left.id, paths.trash_folder(self.desk.data))

    def finish(self, session: Session) -> Ending:
        """Write what the sitting came to, then let go of its progress file. Raises NotKept."""
        kept = not (self.private or engine.tells_nothing(session))
        lines = self._written(session) if kept else self._let_go()
        measures = measures_of(session)
        distress = measures.get("distress")
        changes = tuple(_changes(session, measures))
        still_high = distress is not None and distress.after >= STILL_HIGH
        softer = still_high or any(map(_is_worse, measures.values(), changes))
        doors = _doors(self.desk, session)
        return Ending(
            (*((SOFTER,) if softer else ()), *lines),
            softer,
            doors=tuple(door for door in doors if not softer or _is_soft(door)),
            changes=changes,
            words=in_short(session),
        )

    def _let_go(self) -> tuple[str, ...]:
        if self._open and not self.private:
            with told():
                self.desk.progress.remove(self._open[0])
        return (self._nothing,)

    def _written(self, session: Session) -> tuple[str, ...]:
        id, started = self._open or (self.desk.new_id(), self.desk.now())
        records = self.desk.records
        about, plan = self.about, ""
        with told():
            if self.trigger is None and not about:
                made = trigger_of(session, id=derived_id(id, "trigger"), at=started)
                if made:
                    records.put(made)  # an answer may have been changed since an earlier try
                    about = (made.id,)
                    plan = planned(self.desk, made)  # before this sitting's own cards are there
            ids = {card.value: derived_id(id, card.value) for card in engine.cards(session)}
            cards = keepsakes_of(session, id_of=ids, at=started, about=(id,))
            for card in cards:
                records.add(card)
            record = session_record(
                session, id=id, started=started, finished=self.desk.now(), outcome="completed",
                about=about,
            )  # fmt: skip
            # Taken: finished already, and only its progress file was left.
            with suppress(durable.Taken):
                records.add(record)
            self.desk.progress.remove(id)
        shelved = (_more_cards(len(cards)),) if cards else ()
        return (*filter(None, (plan,)), *shelved, "Kept. “rsense show last” shows it again.")

    def _keep(self, session: Session) -> None:
        if self.private or self._open is None:
            return
        id, started = self._open
        now = self.desk.now()
        private = engine.private_steps(session)
        waits = any(reply.step not in private for reply in session.ahead)
        if engine.tells_nothing(session) and not waits:
            with told():
                self.desk.progress.clear(id)
            return
        self._hold()
        with told():
            self.desk.progress.save(
                unfinished(session, id=id, started=started, saved=now, about=self.about), private
            )

    def _hold(self) -> None:
        """Lock the sitting for as long as this process has it open."""
        if self._open and self._lock is None and not self.private:
            with told():
                self._lock = self.desk.progress.hold(self._open[0])

    def _settled(self, left: Unfinished) -> bool:
        """Whether its record is written already: a crash kept it from being removed."""
        done = any(left.id in name for _, name in self.desk.records.names())
        if done:
            with told():
                self.desk.progress.remove(left.id)
        return done


def _more_cards(count: int) -> str:
    one = "One more card is" if count == 1 else f"{count} more cards are"
    return f"{one} on your shelves. “rsense kept” shows them."


def _changes(session: Session, measures: Mapping[str, MeasureTaken]) -> Iterator[Change]:
    for name, taken in measures.items():
        step = session.script.head.measure[name].before
        scale = session.script.names[step]
        title = name.replace("_", " ").capitalize()
        yield Change(title, taken.before, taken.after, scale.low, scale.high)


def _is_worse(taken: MeasureTaken, change: Change) -> bool:
    risen = taken.after - taken.before
    worse = risen if taken.better == "lower" else -risen
    return worse * 10 >= RISEN * (change.high - change.low)


def _is_soft(door: Door) -> bool:
    return door.stage == "settle" and door.minutes <= SOFT_MINUTES


def _doors(desk: Desk, session: Session) -> Sequence[Door]:
    doors: list[Door] = []
    for name in engine.doors(session):
        # A script that is broken is no way on; it must not spoil the end of this one.
        with suppress(Failure):
            head = desk.script(name).head
            doors.append(Door(name, head.title, head.summary, head.minutes, head.stage))
    return doors


def _answers(left: Unfinished) -> str:
    count = sum(1 for reply in left.replies if reply.value is not None)
    return "1 answer" if count == 1 else f"{count} answers"
