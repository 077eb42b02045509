"""What becomes of half-done sessions when their script changes, as the engine's refit decides.

Every way through the old script is walked. Beside it two more sessions take the answers that would
be on the disk: one of the old script, as resuming is today, and one of the new. Where these stand
where they did, with the same answers waiting, their futures are the same and are walked once.
"""

from __future__ import annotations

from collections.abc import Hashable

import msgspec

from rsense.core.engine import Reply, Session, answer, begin, private_steps
from rsense.core.engine.session import placed
from rsense.core.prompts import SKIPPED
from rsense.core.recalled_shelves import refitting
from rsense.core.script.compile import Script
from rsense.core.walker.sample_answers import Literals, compared_literals, sample_answers
from rsense.core.walker.walk import FULL_SHELVES, StateKeys

MOST_ANSWERS = 30_000
"""Answers that are tried: about four seconds."""


class Resumption(msgspec.Struct, frozen=True):
    """How a session goes on: the step that is asked, empty where none is, and the steps whose
    answers wait, because they fit nowhere."""

    step: str
    waiting: frozenset[str]


class Stop(msgspec.Struct, frozen=True):
    """A session left at a step: how it goes on in the old script and in the new."""

    step: str
    before: Resumption
    after: Resumption


class Refitted(msgspec.Struct, frozen=True):
    """Stored replies taken one by one, as `refit` takes them."""

    session: Session
    waiting: frozenset[str] = frozenset()

    def taking(self, reply: Reply) -> Refitted:
        (reply,) = refitting(self.session.script, [reply])
        fitted = placed(self.session, reply)
        if fitted is not None:
            return Refitted(fitted, self.waiting)
        waits = () if reply.value in (None, SKIPPED) else (reply.step,)
        return Refitted(self.session, self.waiting.union(waits))

    @property
    def resumption(self) -> Resumption:
        return Resumption(self.session.step, self.waiting)


class _Place(msgspec.Struct, frozen=True):
    """A session under way, and what its file would resume to in both scripts."""

    live: Session
    old: Refitted
    new: Refitted
    hidden: bool = False
    """Something private was answered: what is only read from there on is not on the disk."""


def resumptions(old: Script, new: Script) -> tuple[frozenset[Stop], bool]:
    """Every way in which a session of the old script, left half way, goes on in the new one; and
    whether that is all of them."""
    literals = _literals(old, new)
    keys = StateKeys(old, literals), StateKeys(new, compared_literals(new))
    first = _Place(
        begin(old, FULL_SHELVES),
        Refitted(begin(old, FULL_SHELVES)),
        Refitted(begin(new, FULL_SHELVES)),
    )
    places, seen, stops, tried = [first], {_key(first, *keys)}, set[Stop](), 0
    for place in places:
        if place.live.complete:
            continue
        stops.add(Stop(place.live.step, place.old.resumption, place.new.resumption))
        for value in sample_answers(place.live, literals):
            tried += 1
            if tried > MOST_ANSWERS:
                return frozenset(stops), False
            onward = _onward(place, answer(place.live, value))
            if (key := _key(onward, *keys)) not in seen:
                seen.add(key)
                places.append(onward)
    return frozenset(stops), True


def _onward(place: _Place, live: Session) -> _Place:
    reply = live.replies[-1]
    private = reply.step in private_steps(live)
    if private or (place.hidden and reply.value is None):
        return _Place(live, place.old, place.new, place.hidden or private)
    return _Place(live, place.old.taking(reply), place.new.taking(reply), place.hidden)


def _key(place: _Place, old: StateKeys, new: StateKeys) -> Hashable:
    same = place.old.session.state == place.live.state
    return (
        old(place.live.state),
        None if same else old(place.old.session.state),
        new(place.new.session.state),
        place.old.waiting,
        place.new.waiting,
        place.hidden,
    )


def _literals(old: Script, new: Script) -> Literals:
    """What answers are compared with in either script, and the ends of the new scales."""
    also = compared_literals(new)
    scales = {name: known for name, known in new.names.items() if known.kind == "number"}
    ends = {name: (known.low, known.high) for name, known in scales.items()}
    return {
        name: tuple(dict.fromkeys((*found, *also.get(name, ()), *ends.get(name, ()))))
        for name, found in compared_literals(old).items()
    }
