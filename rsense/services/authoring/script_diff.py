"""What changed between two versions of a script, and whether sessions left half done still resume.

A session resumes if every answer of it still fits; where one does not, it waits, and the person is
asked that step again (`engine.refit`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from rsense.core.engine import Session, refit
from rsense.core.sanitize import one_line
from rsense.core.script.compile import Script
from rsense.core.steps import StepBase
from rsense.core.walker.walk import Move, walk

MOST_NAMED = 5
UNIT = {True: "session", False: "sessions"}


class Resuming(msgspec.Struct, frozen=True):
    """Of the half-done sessions that a script can come to, how many resume over its new version."""

    whole: int
    """All answers still fit."""
    broken: int
    """An answer does not."""
    asked_again: Mapping[str, int]
    """Step to the sessions in which its answer does not fit any more."""

    @property
    def total(self) -> int:
        return self.whole + self.broken


def resuming(old: Script, new: Script) -> Resuming:
    """Try every half-done session of the old version over the new one."""
    whole = broken = 0
    again: dict[str, int] = {}
    for session in half_done(old):
        waiting = refit(new, {}, session.replies).pending
        whole, broken = whole + (not waiting), broken + bool(waiting)
        for step in dict.fromkeys(reply.step for reply in waiting):
            again[step] = again.get(step, 0) + 1
    return Resuming(whole, broken, again)


def half_done(script: Script) -> Iterator[Session]:
    """A session in every state that a run of the script can be left in, with an answer in it."""
    walked = walk(script)
    for session in walked.sessions:
        if session.replies and not session.complete:
            yield session


def changes(old: Script, new: Script) -> Iterator[str]:
    """What changed, each in a line: steps, their words, their conditions and options, ways."""
    before, after = _steps(old), _steps(new)
    for id in before:
        if id not in after:
            yield f"- {id}: taken out"
    for id, step in after.items():
        if id not in before:
            yield f"+ {id}: new, a {step.kind}"
        elif before[id] != step:
            yield f"~ {id}: {', '.join(_keys(before[id], step))} changed"
    kept = [id for id in before if id in after]
    if kept != [id for id in after if id in before]:
        yield "~ the order of the steps changed"
    for key in old.head.__struct_fields__:
        if getattr(old.head, key) != getattr(new.head, key):
            yield f"~ {key} of the script changed"
    gone, come = _ways(old) - _ways(new), _ways(new) - _ways(old)
    yield from (f"- way from {a} to {b}" for a, b in sorted(gone))
    yield from (f"+ way from {a} to {b}" for a, b in sorted(come))


def resuming_lines(found: Resuming) -> Iterator[str]:
    """What becomes of half-done sessions, in words."""
    if not found.total:
        yield "No session of the old version can be left half done."
    elif not found.broken:
        yield f"All {found.total} places to leave it at resume with every answer."
    else:
        yield (
            f"Of {found.total} places to leave it at, {found.whole} resume with every answer. "
            "Elsewhere these are asked again, with the old words waiting:"
        )
        worst = sorted(found.asked_again.items(), key=lambda one: -one[1])
        for step, times in worst[:MOST_NAMED]:
            yield f"  {one_line(step)}, in {times} {UNIT[times == 1]}"
        if worst[MOST_NAMED:]:
            yield f"  and {len(worst) - MOST_NAMED} more"


def _steps(script: Script) -> Mapping[str, StepBase]:
    return {node.id: node.step for node in script.nodes}


def _keys(old: StepBase, new: StepBase) -> list[str]:
    if old.kind != new.kind:
        return ["kind"]
    return [key for key in new.__struct_fields__ if getattr(old, key) != getattr(new, key)]


def _ways(script: Script) -> set[tuple[str, str]]:
    walked = walk(script)

    def place(index: int) -> str:
        state = walked.sessions[index].state
        return "the end" if walked.sessions[index].complete else script.nodes[state.at].id

    def way(move: Move) -> tuple[str, str]:
        return place(move.start), place(move.end)

    return set(map(way, walked.moves))
