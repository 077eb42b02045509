"""Half-written answers in a session: they wait for their question, and never answer it."""

from __future__ import annotations

from msgspec.structs import replace

from rsense.core.engine import Reply, Session
from rsense.core.prompts import Value


def step_at(session: Session) -> str:
    """The id of the step that is asked now; IndexError once nothing is left to ask."""
    return session.script.nodes[session.state.at].id


def drafted(session: Session, value: Value, at: int | None = None, under: Value = None) -> Session:
    """The session with a half-written answer, which takes the place of what waited for its step.

    `at` is the place of its question in the trail; without it the question is the one shown now.
    An earlier answer stays in the trail until the change of it is accepted. An empty value is a
    field without words. `under` are older words that wait on behind it: where lines are typed
    anew, and not gone on with.
    """
    if at is None or at >= len(session.trail):
        step, changing, accepted = step_at(session), None, None
    else:
        (step, accepted), changing = session.trail[at], at
    others = tuple(reply for reply in session.ahead if reply.step != step)
    words = [value] if under in (None, accepted, value) else [value, under]
    begun = tuple(Reply(step, each) for each in words if each not in ("", ()))
    return replace(session, ahead=(*begun, *others), changing=changing)
