"""Half-written answers in a session: they prefill their question and never answer it."""

from __future__ import annotations

from msgspec.structs import replace

from rsense.core.engine import Reply, Session
from rsense.core.prompts import Value


def drafted(session: Session, value: Value, at: int | None = None, under: Value = None) -> Session:
    """The session with a half-written answer, in place of the reply that waited for its step.

    `at` is the place of its question in the trail; None means the question shown now. An earlier
    answer stays in the trail until its change is accepted. An empty value is an empty field.
    `under` are older words that keep waiting, where the person types anew in lines instead of
    editing.
    """
    if at is None or at >= len(session.replies):
        step, changing, accepted = session.step, None, None
    else:
        (step, accepted), changing = session.replies[at], at
    others = tuple(reply for reply in session.pending if reply.step != step)
    words = [value] if under in (None, accepted) or _goes_on(value, under) else [value, under]
    begun = tuple(Reply(step, each) for each in words if each not in ("", ()))
    return replace(session, pending=(*begun, *others), changing=changing)


def _goes_on(value: Value, under: Value) -> bool:
    """Whether what is written begins with the older words, which are then in it."""
    match value, under:
        case (str(), str()):
            return value.startswith(under)
        case (tuple(), tuple()):
            return value[: len(under)] == under
    return value == under
