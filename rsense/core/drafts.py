"""Half-written answers in a session: they wait for their question, and never answer it."""

from __future__ import annotations

from msgspec.structs import replace

from rsense.core.engine import Reply, Session
from rsense.core.prompts import Value


def step_at(session: Session) -> str:
    """The id of the step that is asked now; IndexError once nothing is left to ask."""
    return session.script.nodes[session.state.at].id


def drafted(session: Session, value: Value, at: int | None = None) -> Session:
    """The session with a half-written answer, which takes the place of what waited for its step.

    `at` is the place of its question in the trail; without it the question is the one shown now.
    An earlier answer stays in the trail until the change of it is accepted. An empty value is a
    field without words.
    """
    if at is None or at >= len(session.trail):
        step, changing = step_at(session), None
    else:
        step, changing = session.trail[at].step, at
    others = tuple(reply for reply in session.ahead if reply.step != step)
    begun = () if value in ("", ()) else (Reply(step, value),)
    return replace(session, ahead=(*begun, *others), changing=changing)
