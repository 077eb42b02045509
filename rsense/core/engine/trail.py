"""The answers of a session again, each with its question, and which of them may be kept."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rsense.core.engine.session import Session
from rsense.core.engine.state import State, advance, apply, redact, shared
from rsense.core.expressions.placeholders import HELP_MARK
from rsense.core.prompts import Prompt
from rsense.core.records import Reply
from rsense.core.script.compile import KEEP_TOGETHER_IDS
from rsense.core.steps import AskingStep
from rsense.core.steps.pair import ALL_OF_IT


class AnsweredPrompt(msgspec.Struct, frozen=True):
    """One reply of a trail with the question it answered."""

    reply: Reply
    prompt: Prompt
    question: str
    """The question's text, with private answers in it as `…`."""
    private: bool
    skippable: bool


def retrace(session: Session) -> Iterator[AnsweredPrompt]:
    """The trail again, each reply with its question as it was asked."""
    script, shelves = session.script, session.shelves
    state = advance(script, shelves, State(0, script.given))
    hidden = unkept(session)
    for reply in session.replies:
        node = script.nodes[state.at]
        prompt = state.prompt
        if prompt is None or not isinstance(node.step, AskingStep):
            raise ValueError("a trail that its own script doesn't lead along")
        shown = node.step.text.show(node.lookup(redact(script, state, hidden)))
        question = shown.replace(HELP_MARK, "help")
        yield AnsweredPrompt(
            reply, prompt, question, node.step.private, skippable=not node.step.must_answer
        )
        state = advance(script, shelves, apply(script, state, reply.value))


def kept_together(session: Session) -> frozenset[str]:
    """Steps whose answers both of two people keep; none before each has said so."""
    latest = dict(session.replies)
    kept = frozenset(id for id, _ in shared(session.script, session.state))
    for id in KEEP_TOGETHER_IDS:
        value = latest.get(id)
        chosen = value if isinstance(value, tuple) else ()
        kept = kept if ALL_OF_IT in chosen else kept.intersection(chosen)
    return kept


def unkept(session: Session) -> frozenset[str]:
    """Of two people, steps and names whose answers do not go on the disk; else none."""
    if session.script.head.people is None:
        return frozenset()
    kept = kept_together(session)
    nodes = (node for node in session.script.nodes if node.id not in kept)
    return frozenset(name for node in nodes for name in (node.id, *node.names))
