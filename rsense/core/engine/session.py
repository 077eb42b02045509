"""Run a script: what to show next, and what an answer leads to.

Pure: no clock, no files, no terminal. A session is the script, the shelves and the answers so far,
and nothing else: going back drops the last answer, resuming replays them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

import msgspec
from msgspec.structs import replace

from rsense.core.engine.current_prompt import CurrentPrompt
from rsense.core.engine.state import State, advance, apply, remaining, step_context
from rsense.core.prompts import SKIPPED, Fill, Gather, Prompt, Read, Refused, Skip, Value, Write
from rsense.core.records import Reply, waiting_for, without_used
from rsense.core.script.compile import HAND_OVER, PlacedStep, Script
from rsense.core.shelves import Shelves
from rsense.core.steps import AskingStep
from rsense.core.steps.recall import Recall


class Session(msgspec.Struct, frozen=True):
    """One run of a script, so far. A value."""

    script: Script
    shelves: Shelves
    replies: tuple[Reply, ...]
    pending: tuple[Reply, ...]
    """Replies that wait for their step: they prefill it and never answer it."""
    state: State
    changing: int | None = None
    """Place in the trail of an answer that is being changed; its new words wait in `ahead`."""

    @property
    def complete(self) -> bool:
        return self.state.at >= len(self.script.nodes)

    @property
    def step(self) -> str:
        """Id of the step that is asked; empty when the session is complete."""
        return "" if self.complete else self.script.nodes[self.state.at].id


def begin(script: Script, shelves: Shelves | None = None, ahead: Iterable[Reply] = ()) -> Session:
    """A session at its start. `ahead` holds answers to prefill when their step comes."""
    kept = dict(shelves or {})
    return Session(script, kept, (), tuple(ahead), advance(script, kept, State(0, script.given)))


def current(session: Session) -> CurrentPrompt | None:
    """The question to show now; None when the session is complete."""
    prompt = session.state.prompt
    if prompt is None:
        return None
    node = session.script.nodes[session.state.at]
    step = node.step
    if not isinstance(step, AskingStep):
        return None
    view = step_context(session.script, session.shelves, session.state, node)
    position, about = _place(session, node.part)
    return CurrentPrompt(
        step=node.id,
        kind=step.kind,
        prompt=prompt,
        pins=() if session.state.forgotten else pinned(session, node.id),
        hint=view.show(step.hint),
        example=view.show(step.example),
        position=position,
        about=about,
        prefill=_prefill(session, node.id, prompt, step.prefill(view)),
        skippable=not step.must_answer and not isinstance(prompt, Read),
        private=step.private,
        part=node.part,
        parts=session.script.parts,
    )


def _prefill(session: Session, step: str, prompt: Prompt, start: Value) -> Value | Skip:
    """The answer that waits for a step; else, after a jump back, its words so far; else `start`."""
    waits = waiting_for(session.pending, step)
    if waits is not None or not isinstance(prompt, Write | Fill | Gather):
        return waits.value if waits else start
    said = (r.value for r in reversed(session.replies) if r.step == step and r.value is not SKIPPED)
    return next(said, start)


def answer(session: Session, value: Value | Skip) -> Session:
    """The session after an answer to what is shown. Raises `Refused` and changes nothing.

    Words that wait for a step stay there when it is skipped: they come back with `back`. Raises
    ValueError when the session is complete.
    """
    script, state = session.script, session.state
    if state.prompt is None:
        raise ValueError("nothing is left to ask")
    node = script.nodes[state.at]
    accepted = _accepted(node, state.prompt, value)
    ahead = without_used(session.pending, node.id, accepted)
    onward = advance(script, session.shelves, apply(script, state, accepted))
    return Session(
        script, session.shelves, (*session.replies, Reply(node.id, accepted)), ahead, onward
    )


def back(session: Session) -> Session:
    """The session without its last answer, which then prefills; at the start, and after two people
    have handed over, unchanged."""
    if len(session.replies) <= turn_start(session):
        return session
    *others, last = session.replies
    earlier = _replayed(session.script, session.shelves, others)
    # Waiting words prefill, not the skip.
    hidden = last.value is SKIPPED and waiting_for(session.pending, last.step) is not None
    return replace(earlier, pending=session.pending if hidden else (last, *session.pending))


def turn_start(session: Session) -> int:
    """Index of the first reply that whoever has the screen may see and change: of two people that
    behind the last hand-over, else 0. Where they hand over there is none: either may be there."""
    steps = [reply.step for reply in session.replies]
    steps += [session.script.nodes[session.state.at].id] if session.state.prompt else []
    handed = (n for n, step in enumerate(steps, 1) if step.endswith(HAND_OVER))
    return min(max(handed, default=0), len(session.replies)) if session.script.head.people else 0


def revise(session: Session, index: int, value: Value | Skip) -> Session:
    """Replace one reply, and refit those after it. Raises `Refused` and changes nothing.

    Raises IndexError when the trail has no such reply.
    """
    if not 0 <= index < len(session.replies):
        raise IndexError(f"no reply {index} in a trail of {len(session.replies)}")
    earlier = _replayed(session.script, session.shelves, session.replies[:index])
    revised = answer(earlier, value)
    old, new = session.replies[index], revised.replies[-1]
    # The same answer again uses nothing up: what waits is for the step's next time.
    same = new == old and session.changing != index
    ahead = session.pending if same else without_used(session.pending, *new)
    if new.value is SKIPPED and waiting_for(ahead, old.step) is None and old.value is not SKIPPED:
        ahead = (old, *ahead)
    return _refitted(revised, session.replies[index + 1 :], ahead)


def refit(
    script: Script,
    shelves: Shelves,
    replies: Iterable[Reply],
    ahead: Iterable[Reply] = (),
    changing: int | None = None,
) -> Session:
    """A session from stored replies, whether or not the script has changed since.

    A reply is kept if the step reached has its id and accepts it; Reads are passed by themselves;
    the rest wait in `ahead`, before those that waited already. `changing` is the place in `replies`
    of an answer that was being changed; if it does not fit any more, its new words wait like all
    others.
    """
    given = tuple(replies)
    session = _refitted(begin(script, shelves), given, ahead)
    if changing is None or changing >= len(given):
        return session
    # Counted among replies to the same step: the other places shift with what fits.
    step = given[changing].step
    nth = sum(reply.step == step for reply in given[:changing])
    places = [n for n, reply in enumerate(session.replies) if reply.step == step]
    return replace(session, changing=places[nth] if nth < len(places) else None)


def _place(session: Session, part: int) -> tuple[int, int]:
    """Number of this question in its part, and about how many there are. For two people both say
    only where in the script it stands: how many came before it would tell what was answered."""
    if session.script.head.people is None:
        position = len(tuple(_in_part(session, part))) + 1
        return position, position + remaining(session.script, session.state)
    nodes = enumerate(session.script.nodes)
    asked = [n for n, one in nodes if one.step.asks and one.names and one.part == part]
    return max(sum(n <= session.state.at for n in asked), 1), len(asked)


def _in_part(session: Session, part: int) -> Iterable[Reply]:
    """The last replies, back to where this part was entered; all if there are no parts."""
    if not part:
        return session.replies
    node = session.script.node
    return takewhile(lambda reply: node(reply.step).part == part, reversed(session.replies))


def _accepted(node: PlacedStep, prompt: Prompt, value: Value | Skip) -> Value | Skip:
    if value is not SKIPPED:
        return prompt.accept(value)
    if isinstance(prompt, Read):
        return None
    if isinstance(node.step, AskingStep) and node.step.must_answer:
        raise Refused("This answer decides what comes next. Any of them will do.")
    return SKIPPED


def _refitted(session: Session, replies: Iterable[Reply], ahead: Iterable[Reply]) -> Session:
    waiting: list[Reply] = []
    for reply in replies:
        fitted = placed(session, reply)
        if fitted is not None:
            session = fitted
        elif reply.value is not None:
            waiting.append(reply)
    return replace(session, pending=(*waiting, *ahead))


def placed(session: Session, reply: Reply) -> Session | None:
    """The session with this reply taken; None if it does not fit.

    Reads are passed on the way, and shelves that were empty when the reply was given.
    """
    while True:
        prompt = session.state.prompt
        if prompt is None:
            return None
        node = session.script.nodes[session.state.at]
        if node.id == reply.step:
            try:
                return answer(session, reply.value)
            except Refused:
                return None
        if isinstance(prompt, Read):
            session = answer(session, None)
        elif isinstance(node.step, Recall) and not node.step.private:
            session = answer(session, ())
        else:
            return None


def _replayed(script: Script, shelves: Shelves, trail: Iterable[Reply]) -> Session:
    session = begin(script, shelves)
    for reply in trail:
        session = answer(session, reply.value)
    return session


def pinned(session: Session, here: str = "") -> tuple[str, ...]:
    """Latest answers of pinned steps, in the order they were given, but not of step `here`."""
    nodes = session.script.nodes
    to_pin = {n.id for n in nodes if isinstance(n.step, AskingStep) and n.step.pin and n.id != here}
    latest = dict.fromkeys(r.step for r in reversed(session.replies) if r.step in to_pin)
    answers = (session.state.bindings.get(step) for step in reversed(latest))
    labels = (said.label.strip() for said in answers if said and said.counts)
    return tuple(filter(None, labels))
