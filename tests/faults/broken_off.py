"""An exercise that is broken off: how it ended, what is on the disk, and how it goes on."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from rsense.core.records import Keepsake, SessionRecord
from rsense.store.files.safe_read import Unreadable
from rsense.store.records.repository import RecordStore
from rsense.store.sessions import SessionStore, UnfinishedSession
from tests.faults.person import (
    END,
    FACES,
    LOOK_OVER,
    PLACES,
    QUESTIONS,
    SCRIPT,
    STEPS,
    STOPS,
    Person,
)
from tests.faults.pseudo import Running, close, start

LOST = 1.0
"""Seconds of typing that a kill may cost."""


@dataclass(frozen=True)
class End:
    """A way to end it."""

    by: Callable[[Running], None]
    code: int
    warned: bool = True
    """The program is told, and keeps at once what was typed."""
    terminal: bool = True
    """There is a terminal afterwards, and somebody to put it back."""


def told(number: signal.Signals) -> Callable[[Running], None]:
    return lambda running: os.kill(running.process.pid, number)


def pressed(key: str) -> Callable[[Running], None]:
    return lambda running: running.type(key)


ENDS = {
    "KILL": End(told(signal.SIGKILL), 137, warned=False, terminal=False),
    "TERM": End(told(signal.SIGTERM), 143),
    "HUP": End(told(signal.SIGHUP), 129),
    "closed": End(lambda running: close(running.typed_to), 129, terminal=False),
}
KEYS = {"Escape": End(pressed("\x1b"), 0), "Ctrl+C": End(pressed("\x03"), 130)}
COUNTED = (
    "accepted answers looked for",
    "half-written words looked for",
    "finished records looked for",
    "times settings and modes were compared",
    "times it was gone on with to the end",
    "times half-written words were there again",
)


class Broken(NamedTuple):
    """On which face, where, and by what."""

    face: str
    place: str
    by: str

    @property
    def how(self) -> str:
        return f"{self.face} ended by {self.by}"


class Disk:
    """What is on the disk after a sitting."""

    def __init__(self, home: Path) -> None:
        self.torn: list[Unreadable] = []
        records = RecordStore(str(home / "records"), damaged=self.torn.append)
        all = [found.record for found in records.newest()]
        self.finished = [record for record in all if isinstance(record, SessionRecord)]
        self.cards = [record for record in all if isinstance(record, Keepsake)]
        self.left = list(SessionStore(str(home / "progress"), damaged=self.torn.append).all())

    @property
    def answers(self) -> list[object]:
        """What was answered, finished or not."""
        for record in self.finished:
            return [reply.value for reply in record.replies]
        return [reply.value for sitting in self.left for reply in sitting.replies]

    def begun(self, stop: int) -> object:
        """What is half written there; None for nothing."""
        ahead = {reply.step: reply.value for sitting in self.left for reply in sitting.ahead}
        return ahead.get(STEPS[stop]) if stop < len(STEPS) else None

    def faults(self) -> Iterator[str]:
        """What must never be, whatever happened."""
        yield from (f"torn: {what}" for what in self.torn)
        if len(self.finished) > 1 or len(self.left) > 1 or len(self.cards) > 1:
            yield (
                f"{len(self.finished)} records, {len(self.left)} sittings left and "
                f"{len(self.cards)} cards came of one"
            )
        if self.finished and self.left and self.finished[0].id != self.left[0].id:
            yield "what was finished is left half way as well, under another name"


def broken_off(
    broken: Broken, home: Path, chance: random.Random, counts: Counter[str]
) -> Iterator[str]:
    """Do it as far as a place, be ended there, and go on. What went wrong."""
    script = home / "six.toml"
    script.write_text(SCRIPT)
    face, end = FACES[broken.face], (ENDS | KEYS)[broken.by]
    words = ["run", str(script), *face.words]
    running = start(home, words, ignoring=False, leader=True, two=False)
    person = Person(running, face, chance)
    try:
        PLACES[broken.place](person)
        running.drain()
        safe = _safe(person, end)
        if running.process.poll() is None:
            over = not face.drafts and broken.place == "as it is finished"
            yield from ended(running, end, counts, over=over)
            counts[broken.place] += 1
            counts[broken.how] += 1
        elif face.drafts or person.accepted < END:
            yield "it had ended before"
    finally:
        running.close()
    disk = Disk(home)
    yield from disk.faults()
    yield from _kept(person, disk, safe, counts)
    yield from _gone_on_with(home, words, disk, person, counts)


def ended(running: Running, end: End, counts: Counter[str], *, over: bool = False) -> Iterator[str]:
    """End it, in time and without a spin, the terminal as it was before.

    It may be `over` a moment before by itself.
    """
    came = running.ended(end.by)
    counts["slowest, ms"] = max(counts["slowest, ms"], round(came.took * 1000))
    most = max(counts["most of a processor, ms"], round(came.used * 1000))
    counts["most of a processor, ms"] = most
    yield from came.faults()
    if came.code not in (None, end.code) and not (over and came.code == 0):
        yield f"it ended with {came.code}"
    if end.terminal:
        counts["times settings and modes were compared"] += 1
        left_on = running.modes_left_on | running.typed_to.settings_changed
        if left_on:
            yield f"not put back in the terminal: {', '.join(sorted(left_on))}"


def _safe(person: Person, end: End) -> str:
    """What of a half-written answer has to be on the disk, if it ends now."""
    if not person.face.drafts:
        return ""
    seen, now = person.running.screen, time.monotonic()
    due = [
        words for at, words in person.begun if at <= now - LOST or (end.warned and words in seen)
    ]
    return due[-1] if due else ""


def _kept(person: Person, disk: Disk, safe: str, counts: Counter[str]) -> Iterator[str]:
    """Every accepted answer, nothing that was not said, and what was typed a second ago."""
    answers, accepted = disk.answers, person.accepted
    said = [f"Answer_{n}" for n in range(QUESTIONS)]
    counts["accepted answers looked for"] += min(accepted, len(STEPS))
    if not min(accepted, len(STEPS)) <= len(answers) <= person.sent:
        yield f"of {accepted} accepted and {person.sent} given there are {answers}"
    if answers[:QUESTIONS] != said[: len(answers)]:
        yield f"other answers: {answers}"
    if accepted >= END:
        counts["finished records looked for"] += 1
        if not (disk.finished and disk.cards):
            yield "it was said to be kept, and is not"
        if disk.left:
            yield "it was said to be kept, and is left half way as well"
    if len(answers) == person.at < QUESTIONS:
        counts["half-written words looked for"] += bool(safe)
        words, there = person.begun[-1][1] if person.begun else "", disk.begun(person.at) or ""
        if not (isinstance(there, str) and words.startswith(there) and there.startswith(safe)):
            yield f"of {words!r} at least {safe!r} was to be kept, and {there!r} is"


def _gone_on_with(
    home: Path, words: list[str], before: Disk, person: Person, counts: Counter[str]
) -> Iterator[str]:
    """Come back: it goes on where it was, to one record, or begins anew where nothing is left."""
    running = start(home, words, ignoring=False, leader=True, two=False)
    again = Person(running, person.face, person.chance)
    try:
        left = before.left[0] if before.left and not before.finished else None
        # Where all was answered the screens go on to the look-over, which needs no words for it.
        offers = (person.face.offer, STOPS[LOOK_OVER])
        if (again.see(*offers, STOPS[0]) in offers) != bool(left):
            yield f"it {'is not' if left else 'is'} offered to go on"
        elif left:
            yield from _to_the_end(again, left, before, counts)
    except AssertionError as error:
        yield f"going on: {error}"
    finally:
        running.close()
    after = Disk(home)
    yield from after.faults()
    if left or before.finished:
        if len(after.finished) != 1 or after.left or len(after.cards) != 1:
            yield (
                f"{len(after.finished)} finished, {len(after.left)} left and "
                f"{len(after.cards)} cards after going on"
            )
        elif after.answers[:QUESTIONS] != _expected(before):
            yield f"gone on with, it came to {after.answers}"
        elif left and after.finished[0].id != left.id:
            yield "it was gone on with under another name"
        elif before.finished and after.finished != before.finished:
            yield "the finished record is another now"


def _expected(before: Disk) -> list[object]:
    """What is recorded once it was gone on with: what was half written is agreed with."""
    said: list[object] = [f"Answer_{n}" for n in range(QUESTIONS)]
    stop = len(before.answers)
    if half := before.begun(stop) if stop < QUESTIONS else None:
        said[stop] = half
    return said


def _to_the_end(
    again: Person, left: UnfinishedSession, before: Disk, counts: Counter[str]
) -> Iterator[str]:
    """Go on, agree with what was half written, and finish."""
    stop, half = len(left.replies), before.begun(len(left.replies))
    again.idle(0.3)
    again.running.type(again.face.go_on)
    again.at = stop
    again.come_to(stop)
    if any(map(again.was_shown, STOPS[:stop])) and stop < QUESTIONS:
        yield "it asked again what was answered"
    if half:
        counts["times half-written words were there again"] += 1
        again.idle(0.05)
        if isinstance(half, str) and half not in again.running.screen:
            yield f"{half!r} is not there again: {again.running.screen}"
        again.agree()
        again.come_to(stop + 1, lambda _: None)
    again.come_to(END)
    if again.face.drafts:
        again.running.type("\r")
    ended = again.running.ended()
    if ended.code != 0 or list(ended.faults()):
        yield f"its end: {ended}"
    counts["times it was gone on with to the end"] += 1
