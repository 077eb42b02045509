"""A session as text to read later: questions and answers, nothing private in any."""

from __future__ import annotations

from rsense.core.engine import AnsweredPrompt, Session, retrace
from rsense.core.expressions.bindings import apart
from rsense.core.prompts import Fill, Moment, Pick, Prompt, Skip, Sort, Value
from rsense.core.records import NOT_SAVED, Exchange
from rsense.core.sanitize import one_line
from rsense.core.values import strip_full_stop


def transcript(session: Session) -> tuple[Exchange, ...]:
    """Every question and answer in order, with nothing private in any of them."""
    return tuple(map(_exchange, retrace(session)))


def _exchange(step: AnsweredPrompt) -> Exchange:
    id, value = step.reply
    if step.private:
        return Exchange(id, step.question, None, NOT_SAVED, private=True)
    return Exchange(id, step.question, value, format_answer(value, step.prompt))


def unsaved_mark(step: AnsweredPrompt) -> str:
    """What stands behind an answer that is private, where answers are looked over."""
    return f"  {NOT_SAVED}" if step.private and not isinstance(step.reply.value, Skip) else ""


def asking_line(question: str) -> str:
    """The line of a question's text that asks; other lines may quote the person."""
    lines = [line for line in question.split("\n") if line.strip()]
    return one_line(next((line for line in reversed(lines) if "?" in line), "".join(lines[:1])))


def format_answer(value: Value | Skip, prompt: Prompt) -> str:
    """An answer as text for a person."""
    match value, prompt:
        case (None, _):
            return ""
        case (Skip(), _):
            return "skipped"
        case (tuple(), Pick()):
            picked = (prompt.label(word).strip() for word in value if isinstance(word, str))
            return apart(tuple(picked), ",")
        case (tuple(), Fill()):
            return prompt.sentence((pair[0], pair[1]) for pair in value if len(pair) > 1)
        case (tuple(), Sort()):
            labels = {bin.value: bin.label for bin in prompt.bins}
            pairs = ((pair[0], pair[1]) for pair in value if len(pair) > 1)
            return "; ".join(
                f"{strip_full_stop(item.strip(), ':')}: {labels.get(bin, bin)}"
                for item, bin in pairs
            )
        case (tuple(), _):
            return apart(tuple(str(item).strip() for item in value))
        case (str(), Moment()):
            return prompt.label(value)
        case _:
            return str(value).strip()
